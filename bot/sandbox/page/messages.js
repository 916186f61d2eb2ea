// One message: who wrote it and when, what it says, and what can be done with it.

import { openThread, remove, rewrite } from "./acts.js";
import { avatar } from "./avatars.js";
import { drawBlocks } from "./blocks.js";
import { timeOf, dateOf, instantOf } from "./dates.js";
import { askToDelete } from "./dialogs.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { fileRow } from "./images.js";
import { emoji, mrkdwn, typedForm } from "./mrkdwn.js";
import { phrase } from "./phrases.js";
import { botName, changed, memberOf, myZone, reader, state } from "./state.js";
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
      !inThread && message.reply_count ? threadLink(message) : null,
    ),
    tools(message, conversation, inThread),
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

function threadLink(message) {
  return h(
    "button",
    {
      type: "button",
      class: "thread-link",
      onclick: () => openThread(message.ts),
      "data-testid": `thread-${message.ts}`,
    },
    icon("talk"),
    phrase("replies", message.reply_count),
  );
}

function tool(name, sign, onclick, testid) {
  return h(
    "button",
    { type: "button", class: "tool", title: phrase(name), "aria-label": phrase(name), onclick, "data-testid": testid },
    sign,
  );
}

function tools(message, conversation, inThread) {
  const mine = message.user === state.me && !message.ephemeral;
  const erase = async () => (await askToDelete()) && remove(conversation.id, message.ts);
  if (state.editing === message.ts || message.ephemeral) return null;
  return h(
    "div",
    { class: "tools" },
    inThread
      ? null
      : tool(
          "reply_in_thread",
          icon("talk"),
          () => openThread(message.thread_ts ?? message.ts),
          `reply-to-${message.ts}`,
        ),
    mine ? tool("edit", icon("edit"), () => changed({ editing: message.ts }), `edit-${message.ts}`) : null,
    mine ? tool("delete", icon("bin"), erase, `delete-${message.ts}`) : null,
  );
}

function editor(message, conversation) {
  const where = `edit ${message.ts}`;
  const done = () => {
    state.drafts.delete(where);
    changed({ editing: null });
  };
  const save = async (event) => {
    event.preventDefault();
    const text = event.target.elements.text.value.trim();
    if (text && (await rewrite(conversation.id, message.ts, text)) !== undefined) done();
  };
  const keys = (event) => {
    if (event.key === "Escape") done();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  };
  return h(
    "form",
    { class: "editor", onsubmit: save },
    h("textarea", {
      name: "text",
      rows: 2,
      value: state.drafts.get(where) ?? typedForm(message.text, reader()),
      onkeydown: keys,
      class: "control",
      "data-testid": "editor",
      oninput: (event) => state.drafts.set(where, event.target.value),
      "aria-label": phrase("edit"),
      created: (node) => node.focus(),
    }),
    h(
      "div",
      { class: "dialog-foot" },
      h("button", { type: "button", class: "button", onclick: done }, phrase("cancel")),
      h("button", { class: "button primary", "data-testid": "editor-save" }, phrase("save")),
    ),
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
