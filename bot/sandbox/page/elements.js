// The elements of a block that act at once: buttons, overflow menus, selections, dates.

import { choose, elementName, press } from "./acts.js";
import { plainDay } from "./dates.js";
import { h } from "./dom.js";
import { enter } from "./entries.js";
import { icon, spinner } from "./icons.js";
import { openMenu, openPicker } from "./menus.js";
import { plainText, textObject } from "./mrkdwn.js";
import { groupsOf, optionsOf, takesSeveral, valueOf } from "./options.js";
import { phrase } from "./phrases.js";
import { changed, isPending, state } from "./state.js";

/** Draws one element; a note stands in for a type the page does not know. */
export function element(it, block, surface) {
  const draw = DRAWN[it.type];
  return draw ? draw(it, block, surface) : h("span", { class: "hint" }, phrase("unknown_block", it.type));
}

/** What every acting element has in common: its key, its test id, and being deaf while its act is under way. */
function common(it, block, surface, onclick) {
  const pending = isPending(`${state.me} ${elementName(surface, block, it)}`);
  return {
    key: it.action_id,
    type: "button",
    "data-testid": `action-${it.action_id}`,
    "aria-disabled": pending ? "true" : null,
    "aria-busy": pending ? "true" : null,
    onclick: (event) => !pending && onclick(event.currentTarget),
  };
}

const waits = (props) => props["aria-busy"] === "true";

function button(it, block, surface) {
  if (it.visible_to_user_ids && !it.visible_to_user_ids.includes(state.me)) return null;
  const props = common(it, block, surface, () => press(surface, block, it));
  const look = ["primary", "danger"].includes(it.style) ? `button ${it.style}` : "button";
  const label = it.accessibility_label ?? null;
  return h(
    "button",
    { ...props, class: look, "aria-label": label },
    textObject(it.text, surface.reader),
    waits(props) ? spinner() : null,
  );
}

function overflow(it, block, surface) {
  const items = it.options.map((option) => ({
    key: option.value,
    text: plainText(option.text),
    hint: plainText(option.description),
    pick: () => {
      if (option.url) window.open(option.url, "_blank", "noopener,noreferrer");
      return choose(surface, block, it, option.value);
    },
  }));
  const props = common(it, block, surface, (anchor) => openMenu(anchor, phrase("more_actions"), items));
  return h(
    "button",
    { ...props, class: "button square", "aria-haspopup": "menu", "aria-label": phrase("more_actions") },
    waits(props) ? spinner() : icon("more"),
  );
}

/** Remembers what was chosen, so that the page shows it at once, and tells the app. */
function take(it, block, surface, value) {
  enter(surface, block, it, value);
  changed();
  return choose(surface, block, it, value);
}

function selection(it, block, surface) {
  const value = valueOf(surface, block, it);
  const chosen = optionsOf(it, value).find((option) => option.value === value);
  const label = plainText(it.placeholder) || phrase("choose");
  const items = groupsOf(it, value).flatMap((group) => [
    group.label && { heading: group.label },
    ...group.options.map((option) => ({
      ...option,
      key: option.value,
      chosen: option.value === value,
      pick: () => take(it, block, surface, option.value),
    })),
  ]);
  const props = common(it, block, surface, (anchor) => openMenu(anchor, label, items.filter(Boolean)));
  return opener(props, { popup: "menu", label, shown: chosen?.text, sign: "down" });
}

function opener(props, { popup, label, shown, sign }) {
  const name = shown ? `${label}: ${shown}` : label;
  return h(
    "button",
    { ...props, class: shown ? "button opener" : "button opener blank", "aria-haspopup": popup, "aria-label": name },
    sign === "down" ? null : icon(sign),
    h("span", {}, shown ?? label),
    waits(props) ? spinner() : icon("down"),
  );
}

const picker = (type, sign, wording, show) => (it, block, surface) => {
  const value = valueOf(surface, block, it);
  const label = plainText(it.placeholder) || phrase(wording);
  const picked = (next) => take(it, block, surface, next);
  const props = common(it, block, surface, (anchor) => openPicker(anchor, label, type, value, picked));
  return opener(props, { popup: "dialog", label, shown: value ? show(value) : null, sign });
};

/** Radio buttons and checkboxes; in an input block they are only entered, elsewhere they act. */
export function marks(it, block, surface, act = take) {
  const several = takesSeveral(it);
  const value = valueOf(surface, block, it) ?? (several ? [] : null);
  const toggled = (option) => (value.includes(option) ? value.filter((one) => one !== option) : [...value, option]);
  return h(
    "div",
    {
      key: it.action_id,
      class: "marks",
      role: several ? "group" : "radiogroup",
      "data-testid": `action-${it.action_id}`,
    },
    it.options.map((option) =>
      h(
        "label",
        { key: option.value, class: "mark" },
        h("input", {
          type: several ? "checkbox" : "radio",
          name: `${surface.key} ${block.block_id} ${it.action_id}`,
          value: option.value,
          checked: several ? value.includes(option.value) : value === option.value,
          onchange: () => act(it, block, surface, several ? toggled(option.value) : option.value),
          "data-testid": `option-${option.value}`,
        }),
        h(
          "span",
          {},
          textObject(option.text, surface.reader),
          option.description ? h("small", {}, textObject(option.description, surface.reader)) : null,
        ),
      ),
    ),
  );
}

/** Several of many: a list to tick, folded together until it is needed. */
export function tickList(it, block, surface, act = take) {
  const value = valueOf(surface, block, it) ?? [];
  const chosen = optionsOf(it, value).filter((option) => value.includes(option.value));
  const shown = chosen.length
    ? chosen.map((option) => option.text).join(", ")
    : plainText(it.placeholder) || phrase("choose");
  const tick = (option) => tickBox(option, value, it, (next) => act(it, block, surface, next));
  return h(
    "details",
    { key: it.action_id, class: "tick-list", "data-testid": `action-${it.action_id}` },
    h("summary", { class: chosen.length ? "control" : "control blank" }, h("span", {}, shown), icon("down")),
    h(
      "div",
      { class: "marks", role: "group" },
      groupsOf(it, value).map((group) => [
        group.label === null ? null : h("div", { key: `group ${group.label}`, class: "menu-heading" }, group.label),
        group.options.map(tick),
      ]),
    ),
  );
}

function tickBox(option, value, it, act) {
  const ticked = value.includes(option.value);
  const next = ticked ? value.filter((one) => one !== option.value) : [...value, option.value];
  return h(
    "label",
    { key: option.value, class: "mark" },
    h("input", {
      type: "checkbox",
      checked: ticked,
      disabled: !ticked && value.length >= (it.max_selected_items ?? Infinity),
      onchange: () => act(next),
      "data-testid": `option-${option.value}`,
    }),
    h("span", {}, option.text, option.hint ? h("small", {}, option.hint) : null),
  );
}

const DRAWN = {
  button,
  overflow,
  static_select: selection,
  users_select: selection,
  conversations_select: selection,
  channels_select: selection,
  datepicker: picker("date", "date", "choose_date", plainDay),
  timepicker: picker("time", "time", "choose_time", (value) => value),
  checkboxes: (it, block, surface) => marks(it, block, surface),
  radio_buttons: (it, block, surface) => marks(it, block, surface),
  multi_static_select: (it, block, surface) => tickList(it, block, surface),
  multi_users_select: (it, block, surface) => tickList(it, block, surface),
  multi_conversations_select: (it, block, surface) => tickList(it, block, surface),
  multi_channels_select: (it, block, surface) => tickList(it, block, surface),
};
