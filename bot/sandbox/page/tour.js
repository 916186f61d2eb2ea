// A card with the steps a newcomer takes; each can be ticked off and leads to where it happens.

import { goTo } from "./acts.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { phrase } from "./phrases.js";
import { changed, memberOf, state } from "./state.js";

const REMEMBERED = "taktgeber-tour";

export function recallTour() {
  state.toured = new Set(JSON.parse(localStorage.getItem(REMEMBERED) ?? "[]"));
}

function toggle(at) {
  if (!state.toured.delete(at)) state.toured.add(at);
  localStorage.setItem(REMEMBERED, JSON.stringify([...state.toured]));
  changed();
}

export const tourDone = () => state.tour.filter((_, at) => state.toured.has(at)).length;

export function drawTour() {
  const next = state.tour.findIndex((_, at) => !state.toured.has(at));
  return h(
    "aside",
    { key: "tour", class: "panel tour", "aria-labelledby": "tour-title", "data-testid": "tour" },
    h(
      "header",
      { class: "panel-head" },
      h(
        "div",
        {},
        h("h2", { id: "tour-title" }, phrase("tour")),
        h("p", {}, phrase("tour_progress", tourDone(), state.tour.length)),
      ),
      h(
        "button",
        {
          type: "button",
          class: "tool",
          "aria-label": phrase("close"),
          onclick: () => changed({ panel: null }),
          "data-testid": "tour-close",
        },
        icon("close"),
      ),
    ),
    h(
      "div",
      { class: "scroll" },
      h("progress", { max: state.tour.length, value: tourDone(), "aria-label": phrase("tour") }),
      h(
        "ol",
        { class: "steps" },
        state.tour.map((step, at) => drawStep(step, at, at === next)),
      ),
      next < 0 ? h("p", { class: "hint" }, phrase("tour_done")) : null,
    ),
  );
}

function drawStep(step, at, next) {
  const done = state.toured.has(at);
  const who = memberOf(step.as);
  return h(
    "li",
    { key: at, class: done ? "step done" : next ? "step next" : "step", "data-testid": `tour-step-${at + 1}` },
    h(
      "label",
      {},
      h("input", {
        type: "checkbox",
        checked: done,
        onchange: () => toggle(at),
        "data-testid": `tour-check-${at + 1}`,
      }),
      h("span", {}, h("strong", {}, step.title), h("small", {}, step.hint)),
    ),
    !next || !(step.as || step.conversation)
      ? null
      : h(
          "button",
          { type: "button", class: "link-button", onclick: () => goTo(step), "data-testid": `tour-go-${at + 1}` },
          who ? phrase("tour_show_as", who.real_name) : phrase("tour_show"),
        ),
  );
}
