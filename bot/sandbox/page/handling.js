// What can be done with a message: reply to it, and edit or delete one's own.

import { openThread, remove, rewrite } from "./acts.js";
import { askToDelete } from "./dialogs.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menus.js";
import { typedForm } from "./mrkdwn.js";
import { phrase } from "./phrases.js";
import { changed, reader, state } from "./state.js";

function tool(name, sign, onclick, testid) {
  const popup = sign === "more" ? "menu" : null;
  const label = { title: phrase(name), "aria-label": phrase(name), "aria-haspopup": popup };
  return h("button", { type: "button", class: "tool", ...label, onclick, "data-testid": testid }, icon(sign));
}

/** The bar at a message. Messages of apps have their way to reply below them. */
export function tools(message, conversation, inThread) {
  if (state.editing === message.ts || message.ephemeral) return null;
  const reply = () => openThread(message.thread_ts ?? message.ts);
  const offered = [
    inThread || message.bot ? null : tool("reply_in_thread", "reply", reply, `reply-to-${message.ts}`),
    message.user === state.me ? more(message, conversation) : null,
  ];
  return offered.some(Boolean) ? h("div", { class: "tools" }, offered) : null;
}

function more(message, conversation) {
  const erase = async () => (await askToDelete()) && remove(conversation.id, message.ts);
  const items = [
    { key: "edit", text: phrase("edit"), pick: () => changed({ editing: message.ts }) },
    { key: "delete", text: phrase("delete"), danger: true, pick: erase },
  ];
  const open = (event) => openMenu(event.currentTarget, phrase("more_actions"), items);
  return tool("more_actions", "more", open, `more-${message.ts}`);
}

export function editor(message, conversation) {
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
