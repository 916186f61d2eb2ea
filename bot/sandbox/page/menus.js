// Lists and small forms that open beside an element: overflow menus, selections, dates. One at a time; they live beside
// the drawn page, so a refresh does not close them.

import { h, patch } from "./dom.js";
import { icon } from "./icons.js";
import { phrase } from "./phrases.js";

const GAP = 4;
const REOPEN_MS = 250;

let closed = { anchor: null, at: 0 };

/** A box at `anchor` that closes by Esc or a click elsewhere; null if this very click has just closed it. */
function openBox(anchor, role, label) {
  // The press of the mouse closes an open box before the click would open it again.
  if (closed.anchor === anchor && performance.now() - closed.at < REOPEN_MS) return null;
  const box = document.createElement("div");
  box.popover = "auto";
  box.className = "menu";
  box.setAttribute("role", role);
  box.setAttribute("aria-label", label);
  box.dataset.testid = "menu";
  // Everything outside an open dialog is inert, so a box of one of its elements has to live in it.
  (anchor.closest("dialog") ?? document.body).append(box);
  anchor.setAttribute("aria-expanded", "true");
  box.addEventListener("toggle", (event) => event.newState === "closed" && discard(box, anchor));
  return box;
}

function discard(box, anchor) {
  anchor.removeAttribute("aria-expanded");
  closed = { anchor, at: performance.now() };
  if (box.contains(document.activeElement)) anchor.focus();
  box.remove();
}

function show(box, anchor) {
  box.showPopover();
  const around = anchor.getBoundingClientRect();
  const [width, height] = [box.offsetWidth, box.offsetHeight];
  const below = around.bottom + GAP + height <= innerHeight || around.top < height + GAP;
  box.style.left = `${Math.max(GAP, Math.min(around.left, innerWidth - width - GAP))}px`;
  box.style.top = `${Math.max(GAP, below ? Math.min(around.bottom + GAP, innerHeight - height - GAP) : around.top - height - GAP)}px`;
  box.style.minWidth = `${Math.min(around.width, 320)}px`;
}

/** Opens a list of `{key, text, hint, heading, chosen, danger, pick}`; an item with `heading` only titles those below. */
export function openMenu(anchor, label, items) {
  const box = openBox(anchor, "menu", label);
  if (!box) return;
  const pick = (item) => () => {
    box.hidePopover();
    anchor.focus();
    item.pick();
  };
  patch(
    box,
    items.map((item) =>
      item.heading ? h("div", { class: "menu-heading" }, item.heading) : menuItem(item, pick(item)),
    ),
  );
  box.onkeydown = (event) => moveInMenu(box, event);
  show(box, anchor);
  (box.querySelector("[aria-checked=true]") ?? box.querySelector("button"))?.focus();
}

function menuItem(item, pick) {
  const role = item.chosen === undefined ? "menuitem" : "menuitemradio";
  const marks = {
    role,
    "aria-checked": item.chosen === undefined ? null : String(item.chosen),
    "data-testid": `option-${item.key}`,
  };
  return h(
    "button",
    { type: "button", class: item.danger ? "menu-item danger" : "menu-item", onclick: pick, ...marks },
    h("span", { class: "menu-text" }, item.text, item.hint ? h("small", {}, item.hint) : null),
    item.chosen ? icon("check") : null,
  );
}

function moveInMenu(box, event) {
  const items = [...box.querySelectorAll("button")];
  const at = items.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 };
  let next = items[steps[event.key] % items.length];
  if (event.key === "Tab") return box.hidePopover();
  if (event.key.length === 1 && event.key !== " ") next = typedAhead(items, at, event.key.toLowerCase());
  if (!next) return undefined;
  event.preventDefault();
  return next.focus();
}

const typedAhead = (items, at, letter) =>
  [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) =>
    item.textContent.trim().toLowerCase().startsWith(letter),
  );

/** Opens a field for a date or a time; nothing is taken over before it is confirmed. */
export function openPicker(anchor, label, type, value, pick) {
  const box = openBox(anchor, "dialog", label);
  if (!box) return;
  box.classList.add("picker");
  const take = (event) => {
    event.preventDefault();
    const picked = box.querySelector("input").value;
    box.hidePopover();
    if (picked) pick(picked);
  };
  patch(box, [
    h(
      "form",
      { onsubmit: take },
      h("input", {
        type,
        value: value ?? "",
        required: true,
        "aria-label": label,
        class: "control",
        "data-testid": "picker-value",
      }),
      h("button", { class: "button primary", "data-testid": "picker-apply" }, phrase("apply")),
    ),
  ]);
  show(box, anchor);
  box.querySelector("input").focus();
}
