// Input blocks: a label, a control whose value is only entered until the form is sent, a hint, and what is wrong with it.

import { choose } from "./acts.js";
import { h } from "./dom.js";
import { element as drawElement, marks, tickList } from "./elements.js";
import { enter } from "./entries.js";
import { plainText, textObject } from "./mrkdwn.js";
import { groupsOf, valueOf } from "./options.js";
import { phrase } from "./phrases.js";
import { changed } from "./state.js";

const LINES = { plain_text_input: "text", email_text_input: "email", url_text_input: "url", number_input: "text" };

/** Draws an input block; `error` is the sentence shown at it. */
export function field(block, surface, error) {
  const id = `field-${block.block_id}`;
  const notes = [block.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || null;
  const grouped = /checkboxes|radio_buttons|^multi_/.test(block.element.type);
  const label = [
    textObject(block.label, surface.reader),
    block.optional ? h("small", {}, ` (${phrase("optional")})`) : null,
  ];
  return h(
    grouped ? "fieldset" : "div",
    { class: error ? "field wrong" : "field", "data-testid": id, "aria-describedby": grouped ? notes : null },
    grouped ? h("legend", {}, label) : h("label", { for: id }, label),
    control(block, surface, { id, "aria-describedby": notes, "aria-invalid": error ? "true" : null }),
    block.hint ? h("p", { class: "hint", id: `${id}-hint` }, textObject(block.hint, surface.reader)) : null,
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
    if (block.dispatch_action) choose(surface, block, it, value);
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
  const value = valueOf(surface, block, it) ?? "";
  const props = {
    ...own,
    value,
    placeholder: plainText(it.placeholder) || null,
    maxlength: it.max_length ?? null,
    oninput: (event) => enter(surface, block, it, event.target.value),
    onchange: (event) => block.dispatch_action && choose(surface, block, it, event.target.value),
    created: (node) => it.focus_on_load && node.focus(),
  };
  if (it.multiline) return h("textarea", { ...props, rows: 4 });
  const numeric = it.type === "number_input" ? { inputmode: "decimal" } : {};
  return h("input", { ...props, ...numeric, type: LINES[it.type], autocomplete: "off" });
}

function picked(block, surface, own, type, entered) {
  const value = valueOf(surface, block, block.element) ?? "";
  const take = (event) => entered(null, null, null, event.target.value || null);
  return h("input", { ...own, type, value, onchange: take });
}

function select(block, surface, own, entered) {
  const it = block.element;
  const value = valueOf(surface, block, it) ?? "";
  const option = (one) =>
    h("option", { key: one.value, value: one.value }, one.hint ? `${one.text} (${one.hint})` : one.text);
  const groups = groupsOf(it).map((group) =>
    group.label === null ? group.options.map(option) : h("optgroup", { label: group.label }, group.options.map(option)),
  );
  const take = (event) => entered(null, null, null, event.target.value || null);
  return h(
    "select",
    { ...own, value, onchange: take },
    h("option", { key: "", value: "" }, plainText(it.placeholder) || phrase("choose")),
    groups,
  );
}
