// The open conversation: its messages day by day, and the composer below.

import { fillDraft, drawComposer } from "./composer.js";
import { dayOf, dayTitle, instantOf } from "./dates.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { blocksOf, drawMessage } from "./messages.js";
import { phrase } from "./phrases.js";
import { bot, botName, isWithBot, me, myZone, nameOfConversation, now, state } from "./state.js";

const CLOSE_SECONDS = 300;

export function drawStream(conversation) {
  return [
    h(
      "div",
      {
        key: `stream ${conversation.id} ${state.me}`,
        class: "scroll",
        id: "scroll",
        tabindex: "0",
        role: "region",
        "aria-label": phrase("messages"),
      },
      h("div", { class: "stream", role: "log", "aria-live": "polite" }, body(conversation)),
    ),
    h(
      "div",
      { key: "foot", class: "foot" },
      isWithBot(conversation) && bot().connected === false
        ? h("p", { class: "notice", role: "status" }, phrase("app_away_hint", botName()))
        : null,
      me()?.deleted ? h("p", { class: "notice" }, phrase("cannot_act", me().real_name)) : writing(conversation),
    ),
  ];
}

function writing(conversation) {
  return [
    drawComposer({
      conversation: conversation.id,
      label: phrase("write_to", nameOfConversation(conversation, { marked: true })),
      names: { field: "composer", button: "send" },
    }),
    hints(conversation),
  ];
}

function body(conversation) {
  if (state.messages === null) return h("p", { class: "hint centred", role: "status" }, phrase("loading"));
  const shown = state.messages.filter((message) => !message.deleted || message.reply_count);
  if (shown.length === 0) return emptyState();
  return rows(shown, conversation);
}

function emptyState() {
  return h(
    "div",
    { class: "empty" },
    h("span", { class: "empty-sign" }, icon("talk")),
    h("h3", {}, phrase("conversation_empty_title")),
    h("p", {}, phrase("conversation_empty")),
  );
}

/** Messages with a line before each new day and before the first unread one. */
export function rows(messages, conversation, inThread = false) {
  const parts = [];
  let before = null;
  for (const message of messages) {
    const fresh = !inThread && message.ts === state.firstUnread;
    const newDay = !before || dayKey(before) !== dayKey(message);
    if (newDay && !inThread) parts.push(dayLine(message));
    if (fresh) parts.push(h("div", { key: "new", class: "new-line" }, h("span", {}, phrase("new_messages"))));
    parts.push(
      drawMessage(message, { conversation, inThread, follows: !newDay && !fresh && follows(before, message) }),
    );
    before = message;
  }
  return parts;
}

const dayKey = (message) => dayOf(instantOf(message.ts), myZone());

function dayLine(message) {
  return h(
    "div",
    { key: dayKey(message), class: "day-line" },
    h("span", {}, dayTitle(instantOf(message.ts), now(), myZone())),
  );
}

function follows(before, message) {
  const plain = (one) => !one.subtype && !one.ephemeral && !one.deleted && !blocksOf(one).length;
  return plain(before) && plain(message) && before.user === message.user && message.ts - before.ts < CLOSE_SECONDS;
}

function hints(conversation) {
  const where = `${state.me} ${conversation.id} `;
  const take = (name) => () => {
    fillDraft(where, phrase(name));
    document.querySelector("[data-testid=composer]").focus();
  };
  const example = (name) => h("button", { type: "button", class: "chip", onclick: take(name) }, phrase(name));
  return h(
    "p",
    { class: "composer-hint" },
    h("span", { class: "wide-only" }, phrase("composer_hint")),
    h("span", {}, phrase("try_command"), " ", example("example_list"), " ", example("example_help")),
  );
}
