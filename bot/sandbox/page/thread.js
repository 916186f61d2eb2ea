// The thread beside the conversation.

import { drawComposer } from "./composer.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { phrase } from "./phrases.js";
import { changed, nameOfConversation, state } from "./state.js";
import { rows } from "./stream.js";

const close = () => changed({ thread: null, replies: null });

export function drawThread(conversation) {
  return h(
    "aside",
    { key: "thread", class: "panel thread", "aria-labelledby": "thread-title", "data-testid": "thread" },
    h(
      "header",
      { class: "panel-head" },
      h(
        "div",
        {},
        h("h2", { id: "thread-title" }, phrase("thread")),
        h("p", {}, nameOfConversation(conversation, { marked: true })),
      ),
      h(
        "button",
        { type: "button", class: "tool", "aria-label": phrase("close"), onclick: close, "data-testid": "thread-close" },
        icon("close"),
      ),
    ),
    h(
      "div",
      { class: "scroll", id: "thread-scroll", tabindex: "0", role: "log", "aria-live": "polite" },
      state.replies === null
        ? h("p", { class: "hint centred" }, phrase("loading"))
        : rows(state.replies, conversation, true),
    ),
    h(
      "div",
      { class: "foot" },
      drawComposer({
        conversation: conversation.id,
        thread: state.thread,
        label: phrase("write_reply"),
        names: { field: "thread-composer", button: "thread-send" },
        autofocus: true,
      }),
    ),
  );
}
