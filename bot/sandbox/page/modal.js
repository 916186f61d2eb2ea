// The modal on top of the acting member's stack.

import { closeView, submit } from "./acts.js";
import { drawBlocks } from "./blocks.js";
import { wrongFields } from "./checks.js";
import { keepFocusInside } from "./dialogs.js";
import { h, patch } from "./dom.js";
import { expectErrors, keepEntriesIn, openErrors } from "./entries.js";
import { icon, spinner } from "./icons.js";
import { textObject } from "./mrkdwn.js";
import { enterableIn, valuesOf } from "./options.js";
import { phrase } from "./phrases.js";
import { changed, isPending, reader, state } from "./state.js";
import { troubleNote } from "./troubles.js";

const dialog = () => document.getElementById("modal");

// What the form found wrong before it was sent: {view: id, errors}. The app's own findings come with the view.
let found = { view: null, errors: {} };
let shown = null; // id of the view on show
let drawnHash = null; // of its content

export function startModal() {
  keepFocusInside(dialog());
  const leave = (event) => {
    event.preventDefault();
    const view = state.facts?.modal?.view;
    if (view) closeView(view, true);
  };
  dialog().addEventListener("keydown", (event) => {
    // An open list takes its Esc itself; everything else is ours, as the server has to hear of it.
    if (event.key === "Escape" && !document.querySelector(":popover-open")) leave(event);
  });
  // Where the focus went with the button that had it, no key arrives here and the browser itself would close.
  dialog().addEventListener("cancel", leave);
}

export function drawModal() {
  const modal = state.facts?.modal;
  if (!modal) return hide();
  if (drawnHash !== modal.view.hash) keepEntriesIn(surfaceOf(modal), enterableIn);
  drawnHash = modal.view.hash;
  patch(dialog().firstElementChild, content(modal));
  if (!dialog().open) dialog().showModal();
  if (shown !== modal.view.id) focusFirst();
  shown = modal.view.id;
  return undefined;
}

function hide() {
  shown = null;
  if (dialog().open) dialog().close();
}

function focusFirst() {
  const body = dialog().querySelector(".dialog-body");
  body.scrollTop = 0;
  if (body.contains(document.activeElement)) return;
  (
    body.querySelector("input, select, textarea, summary, button") ??
    dialog().querySelector("[data-testid=modal-close]")
  ).focus();
}

function surfaceOf(modal) {
  const { view } = modal;
  const own = found.view === view.id ? found.errors : {};
  return {
    key: view.id,
    address: { container: "modal" },
    blocks: view.blocks,
    values: modal.values,
    reader: reader(),
    errors: openErrors(view.id, { ...modal.errors, ...own }),
  };
}

async function send(event, modal) {
  event.preventDefault();
  const surface = surfaceOf(modal);
  expectErrors(modal.view.id);
  found = { view: modal.view.id, errors: wrongFields(surface) };
  changed();
  if (Object.keys(found.errors).length === 0) await submit(modal.view, valuesOf(surface));
  // Once the page is drawn with what is wrong.
  setTimeout(() => dialog().querySelector(".wrong :is(input, select, textarea, summary)")?.focus());
}

function content(modal) {
  const { view } = modal;
  const surface = surfaceOf(modal);
  const sending = isPending(`${state.me} submit ${view.id}`);
  const stacked = modal.depth > 1;
  return h(
    "form",
    { key: view.id, class: "modal-form", onsubmit: (event) => send(event, modal), novalidate: true },
    h(
      "header",
      { class: "dialog-head" },
      stacked
        ? h(
            "button",
            {
              type: "button",
              class: "tool",
              "aria-label": phrase("back"),
              onclick: () => closeView(view),
              "data-testid": "modal-back",
            },
            icon("back"),
          )
        : null,
      h("h2", { id: "modal-title" }, textObject(view.title, surface.reader)),
      h(
        "button",
        {
          type: "button",
          class: "tool",
          "aria-label": phrase("close"),
          onclick: () => closeView(view, true),
          "data-testid": "modal-close",
        },
        icon("close"),
      ),
    ),
    h("div", { class: "dialog-body" }, troubleNote(view.id), drawBlocks(surface)),
    foot(view, surface, sending),
  );
}

function foot(view, surface, sending) {
  const close = view.close ? textObject(view.close, surface.reader) : phrase("cancel");
  return h(
    "footer",
    { class: "dialog-foot" },
    h(
      "button",
      { type: "button", class: "button", onclick: () => closeView(view), "data-testid": "modal-cancel" },
      view.submit ? close : view.close ? close : phrase("close"),
    ),
    view.submit
      ? h(
          "button",
          {
            class: "button primary",
            "aria-busy": sending ? "true" : null,
            "aria-disabled": sending ? "true" : null,
            "data-testid": "modal-submit",
          },
          textObject(view.submit, surface.reader),
          sending ? spinner() : null,
        )
      : null,
  );
}
