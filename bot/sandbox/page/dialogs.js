// Dialog windows: keeping the focus inside, and the question an element asks before it acts.

import { h, patch } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { phrase } from "./phrases.js";
import { reader } from "./state.js";

const FOCUSABLE = "a[href], button:not([disabled]), input:not([disabled]), select, textarea, summary, [tabindex='0']";

/** Lets Tab go round within `dialog`; a native dialog would let it escape into the browser's own bars. */
export function keepFocusInside(dialog) {
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return;
    const stops = [...dialog.querySelectorAll(FOCUSABLE)].filter((element) => element.checkVisibility());
    const [first, last] = [stops[0], stops.at(-1)];
    const leaving = event.shiftKey ? document.activeElement === first : document.activeElement === last;
    if (!leaving && dialog.contains(document.activeElement)) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  });
}

/** Asks a confirm object's question; answers whether the member agreed. */
export const askToConfirm = (confirm) =>
  ask({
    title: textObject(confirm.title, reader()),
    text: textObject(confirm.text, reader()),
    yes: textObject(confirm.confirm, reader()),
    no: textObject(confirm.deny, reader()),
    danger: confirm.style === "danger",
  });

export function ask({ title, text, yes, no, danger }) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog question";
  dialog.dataset.testid = "confirm";
  dialog.setAttribute("aria-labelledby", "question-title");
  dialog.setAttribute("aria-describedby", "question-text");
  document.body.append(dialog);
  keepFocusInside(dialog);
  return new Promise((resolve) => {
    const answer = (agreed) => () => dialog.close(agreed ? "yes" : "");
    dialog.onclose = () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    };
    patch(dialog, [
      h("h2", { id: "question-title" }, title),
      h("p", { id: "question-text" }, text),
      h(
        "footer",
        { class: "dialog-foot" },
        h(
          "button",
          {
            type: "button",
            class: "button",
            onclick: answer(false),
            "data-testid": "confirm-no",
            created: (node) => node.focus(),
          },
          no,
        ),
        h(
          "button",
          {
            type: "button",
            class: `button ${danger ? "danger" : "primary"}`,
            onclick: answer(true),
            "data-testid": "confirm-yes",
          },
          yes,
        ),
      ),
    ]);
    dialog.showModal();
  });
}

export const askToDelete = () =>
  ask({
    title: phrase("delete_title"),
    text: phrase("delete_question"),
    yes: phrase("delete"),
    no: phrase("cancel"),
    danger: true,
  });
