// Input blocks: a label, a control whose value is only entered until the form is sent, a hint, and what is wrong with it.

import { tell } from "./acts.js";
import { h } from "./dom.js";
import { element as drawElement, marks, tickList } from "./elements.js";
import { enter } from "./entries.js";
import { icon } from "./icons.js";
import { plainText, textObject } from "./mrkdwn.js";
import { groupsOf, valueOf } from "./options.js";
import { phrase } from "./phrases.js";
import { changed, state } from "./state.js";

// Slack waits for a pause in typing before it tells the app, and names no number.
const PAUSE_MS = 300;

const LINES = { plain_text_input: "text", email_text_input: "email", url_text_input: "url", number_input: "text" };

/** Draws an input block; `error` is the sentence shown at it. */
export function field(block, surface, error) {
  const id = `field-${block.block_id}`;
  const atEnter = listensTo(block, "on_enter_pressed") && !block.element.multiline;
  const notes = [block.hint && "hint", atEnter && "enter", error && "error"].filter(Boolean);
  const noted = notes.map((note) => `${id}-${note}`).join(" ") || null;
  const grouped = /checkboxes|radio_buttons|^multi_/.test(block.element.type);
  const label = [
    textObject(block.label, surface.reader),
    block.optional ? h("small", {}, ` (${phrase("optional")})`) : null,
  ];
  return h(
    grouped ? "fieldset" : "div",
    { class: error ? "field wrong" : "field", "data-testid": id, "aria-describedby": grouped ? noted : null },
    grouped ? h("legend", {}, label) : h("label", { for: id }, label),
    control(block, surface, { id, "aria-describedby": noted, "aria-invalid": error ? "true" : null }),
    block.hint ? h("p", { class: "hint", id: `${id}-hint` }, textObject(block.hint, surface.reader)) : null,
    atEnter ? h("p", { class: "hint", id: `${id}-enter` }, phrase("enter_takes")) : null,
    error
      ? h("p", { class: "error", id: `${id}-error`, role: "alert", "data-testid": `error-${block.block_id}` }, error)
      : null,
  );
}

function control(block, surface, props) {
  const it = block.element;
  const entered = (_, __, ___, value) => {
    enter(surface, block, it, value);
    changed();
    if (block.dispatch_action) tell(surface, block, it, value);
  };
  const own = { ...props, key: it.action_id, class: "control", "data-testid": `input-${it.action_id}` };
  if (it.type in LINES) return line(block, surface, own);
  if (it.type === "datepicker") return picked(block, surface, own, "date", entered);
  if (it.type === "timepicker") return picked(block, surface, own, "time", entered);
  if (it.type === "checkboxes" || it.type === "radio_buttons") return marks(it, block, surface, entered);
  if (it.type.startsWith("multi_")) return tickList(it, block, surface, entered);
  if (it.type.endsWith("_select")) return select(block, surface, own, entered);
  return drawElement(it, block, surface);
}

function line(block, surface, own) {
  const it = block.element;
  const props = {
    ...own,
    value: valueOf(surface, block, it) ?? "",
    placeholder: plainText(it.placeholder) || null,
    maxlength: it.max_length ?? null,
    oninput: (event) => typed(surface, block, event.target.value),
    onkeydown: (event) => keyed(surface, block, event),
    created: (node) => it.focus_on_load && node.focus(),
  };
  if (it.multiline) return h("textarea", { ...props, rows: 4 });
  const numeric = it.type === "number_input" ? { inputmode: "decimal" } : {};
  return h("input", { ...props, ...numeric, type: LINES[it.type], autocomplete: "off" });
}

const timers = new Map();

/** A text tells of itself when one pauses, or at Enter; of both only if the app asked for it. */
function typed(surface, block, value) {
  const wrong = surface.errors?.[block.block_id];
  enter(surface, block, block.element, value);
  if (wrong) changed();
  if (!listensTo(block, "on_character_entered")) return;
  const name = `${surface.key} ${block.block_id}`;
  clearTimeout(timers.get(name));
  timers.set(
    name,
    setTimeout(() => isOpen(surface) && tell(surface, block, block.element, value, "character"), PAUSE_MS),
  );
}

function keyed(surface, block, event) {
  if (event.key !== "Enter" || event.isComposing || block.element.multiline) return;
  if (!listensTo(block, "on_enter_pressed")) return;
  event.preventDefault();
  tell(surface, block, block.element, event.target.value, "enter");
}

const isOpen = (surface) => surface.address.container !== "modal" || state.facts.modal?.view.id === surface.key;

/** Without a word about it, a field that tells of itself does so at Enter. */
export function listensTo(block, trigger) {
  const asked = block.element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  return Boolean(block.dispatch_action) && block.element.type in LINES && asked.includes(trigger);
}

function picked(block, surface, own, type, entered) {
  const value = valueOf(surface, block, block.element) ?? "";
  const take = (event) => entered(null, null, null, event.target.value || null);
  return emptiable(block, value, entered, h("input", { ...own, type, value, onchange: take }));
}

function select(block, surface, own, entered) {
  const it = block.element;
  const value = valueOf(surface, block, it) ?? "";
  const option = (one) =>
    h("option", { key: one.value, value: one.value }, one.hint ? `${one.text} (${one.hint})` : one.text);
  const groups = groupsOf(it, value).map((group) =>
    group.label === null ? group.options.map(option) : h("optgroup", { label: group.label }, group.options.map(option)),
  );
  const take = (event) => entered(null, null, null, event.target.value || null);
  const needed = !block.optional;
  const nothing = { key: "", value: "", disabled: needed, hidden: needed };
  return emptiable(
    block,
    value,
    entered,
    h(
      "select",
      { ...own, value, onchange: take },
      h("option", nothing, plainText(it.placeholder) || phrase("choose")),
      groups,
    ),
  );
}

/** A control whose content can be taken out again where the field is optional. */
function emptiable(block, value, entered, drawn) {
  if (!block.optional) return drawn;
  const label = phrase("empty_field", plainText(block.label));
  return h(
    "div",
    { key: `${drawn.props.key} emptiable`, class: value ? "emptiable filled" : "emptiable" },
    drawn,
    value
      ? h(
          "button",
          {
            key: "empty",
            type: "button",
            class: "tool",
            "aria-label": label,
            title: label,
            onclick: () => entered(null, null, null, null),
            "data-testid": `empty-${block.element.action_id}`,
          },
          icon("close"),
        )
      : null,
  );
}
