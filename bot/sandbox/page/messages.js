// One message: who wrote it and when, and what it says.

import { openThread } from "./acts.js";
import { avatar } from "./avatars.js";
import { drawBlocks } from "./blocks.js";
import { timeOf, dateOf, instantOf } from "./dates.js";
import { h } from "./dom.js";
import { fileRow } from "./files.js";
import { editor, tools } from "./handling.js";
import { icon } from "./icons.js";
import { emoji, mrkdwn } from "./mrkdwn.js";
import { phrase } from "./phrases.js";
import { botName, memberOf, myZone, reader, state } from "./state.js";
import { troubleNote } from "./troubles.js";

export const authorOf = (message) =>
  memberOf(message.user) ?? {
    id: message.user,
    real_name: message.bot ? botName() : message.user,
    is_bot: message.bot,
  };

/** `follows`: the message before is by the same author and shortly before, so that the name need not be repeated. */
export function drawMessage(message, { conversation, follows = false, inThread = false }) {
  if (message.deleted) return tombstone(message, inThread);
  if (message.subtype === "channel_join") return joining(message);
  const author = authorOf(message);
  const at = instantOf(message.ts);
  const when = timeOf(at, myZone());
  const looks = [
    "message",
    follows && "follows",
    message.ephemeral && "ephemeral",
    blocksOf(message).length > 0 && "with-blocks",
  ];
  return h(
    "article",
    {
      key: message.ts,
      class: looks.filter(Boolean).join(" "),
      tabindex: "-1",
      "data-testid": inThread ? `reply-${message.ts}` : `message-${message.ts}`,
      "aria-label": phrase("message_by", author.real_name, when),
    },
    follows ? h("span", { class: "gutter", "aria-hidden": "true" }, when) : avatar(author),
    h(
      "div",
      { class: "message-main" },
      follows ? null : byline(author, at, when),
      message.ephemeral ? h("p", { class: "only-you" }, icon("eye"), phrase("only_you")) : null,
      state.editing === message.ts ? editor(message, conversation) : content(message, conversation),
      troubleNote(`${conversation.id}/${message.ts}`),
      inThread ? null : threadLink(message),
    ),
    tools(message, conversation, inThread),
  );
}

const replyLink = (message, open) =>
  h(
    "button",
    {
      key: "thread",
      type: "button",
      class: "thread-link first",
      onclick: open,
      "data-testid": `reply-to-${message.ts}`,
    },
    icon("reply"),
    phrase("reply"),
  );

function joining(message) {
  return h(
    "article",
    { key: message.ts, class: "message joining", tabindex: "-1", "data-testid": `message-${message.ts}` },
    h("p", { class: "hint" }, phrase("joined", authorOf(message).real_name)),
  );
}

// What a person types also comes as a rich_text block, but only its text keeps the marks they typed.
export const blocksOf = (message) => (message.bot ? (message.blocks ?? []) : []);

function byline(author, at, when) {
  return h(
    "header",
    { class: "byline" },
    h("strong", {}, author.real_name),
    author.is_bot ? h("span", { class: "tag" }, phrase("app")) : null,
    h("time", { datetime: at.toISOString(), title: dateOf(at, myZone()) }, when),
  );
}

function content(message, conversation) {
  const surface = {
    key: `${conversation.id}/${message.ts}`,
    address: { conversation: conversation.id, ts: message.ts },
    blocks: blocksOf(message),
    reader: reader(),
  };
  const edited = message.edited ? h("span", { class: "edited" }, ` (${phrase("edited")})`) : null;
  const text = message.text ? h("div", { class: "words" }, mrkdwn(message.text, surface.reader), edited) : null;
  return [
    surface.blocks.length ? [drawBlocks(surface), edited] : text,
    message.attachments?.map((one) => attachment(one, surface)),
    message.files?.length ? h("div", { class: "files" }, message.files.map(fileRow)) : null,
    message.reactions?.length
      ? h(
          "div",
          { class: "reactions" },
          message.reactions.map((one) => h("span", {}, `${emoji(one.name)} ${one.count}`)),
        )
      : null,
  ];
}

function attachment(one, surface) {
  const colour = /^#?([0-9a-f]{6})$/i.exec(one.color ?? "")?.[1];
  const tint = (node) => {
    if (colour) node.style.borderColor = `#${colour}`;
  };
  return h(
    "div",
    { class: "attachment", created: tint },
    one.title ? h("strong", {}, mrkdwn(one.title, surface.reader)) : null,
    one.blocks?.length
      ? drawBlocks(surface, one.blocks)
      : h("div", { class: "words" }, mrkdwn(one.text ?? one.fallback ?? "", surface.reader)),
  );
}

/** The way into the thread, also where there is none yet: an app is answered there. */
function threadLink(message) {
  const open = () => openThread(message.ts);
  if (!message.reply_count) return message.bot && !message.ephemeral ? replyLink(message, open) : null;
  return h(
    "button",
    {
      key: "thread",
      type: "button",
      class: message.unread_replies ? "thread-link fresh" : "thread-link",
      onclick: open,
      "data-testid": `thread-${message.ts}`,
    },
    icon("talk"),
    phrase("replies", message.reply_count),
    message.unread_replies ? h("span", { class: "badge" }, phrase("new_replies", message.unread_replies)) : null,
  );
}

function tombstone(message, inThread) {
  if (!message.reply_count) return null;
  return h(
    "article",
    { key: message.ts, class: "message deleted", tabindex: "-1", "data-testid": `message-${message.ts}` },
    h("span", { class: "gutter" }),
    h(
      "div",
      { class: "message-main" },
      h("p", { class: "hint" }, phrase("deleted")),
      inThread ? null : threadLink(message),
    ),
  );
}
