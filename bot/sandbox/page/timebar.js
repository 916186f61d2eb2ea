// The bar on top: what time it is for the bot, and the ways to move its clock.

import { city, dateOf, dayAfter, dayOf, mediumDateOf, shortDateOf, timeOf } from "./dates.js";
import { h } from "./dom.js";
import { icon, spinner } from "./icons.js";
import { refresh } from "./live.js";
import { phrase } from "./phrases.js";
import { server } from "./server.js";
import { changed, isPending, myZone, now, once, state } from "./state.js";
import { troubleNote } from "./troubles.js";

const MORNING = "09:30";

async function move(wish) {
  const zone = myZone();
  const typed = state.drafts.get("date");
  const moved = await once("clock", "clock", async () => {
    try {
      return await server.moveClock({ ...wish, zone });
    } finally {
      await refresh();
    }
  });
  if (!moved) return;
  // Another date may have been typed while time passed.
  if (state.drafts.get("date") === typed) state.drafts.delete("date");
  const text = `${dateOf(now(), zone)}, ${timeOf(now(), zone)}`;
  changed({ datePicker: false, said: phrase("clock_moved", text) });
}

const nextMorning = () => move({ next_morning: true, at: MORNING });

function jump(event) {
  event.preventDefault();
  const day = event.target.elements.date.value;
  if (!day || day <= dayOf(now(), myZone())) {
    state.troubles.set("clock", "date_missing");
    return changed();
  }
  // Without an offset: the wall time of the zone that goes along.
  return move({ move_to: `${day}T${MORNING}` });
}

export function drawTimebar() {
  const busy = isPending("clock");
  const [date, zone] = [now(), myZone()];
  return [
    h(
      "div",
      { class: "clock", "data-testid": "clock", title: phrase("clock"), "aria-busy": busy ? "true" : null },
      h("span", { class: "clock-time" }, timeOf(date, zone)),
      h(
        "span",
        { class: "clock-date" },
        h("strong", { class: "wide-only" }, mediumDateOf(date, zone)),
        h("strong", { class: "narrow-only" }, shortDateOf(date, zone)),
        h("small", {}, busy ? phrase("clock_moving") : city(zone)),
      ),
    ),
    h(
      "button",
      {
        type: "button",
        class: "button primary morning",
        onclick: nextMorning,
        title: phrase("next_morning_hint"),
        "aria-label": phrase("next_morning"),
        "aria-disabled": busy ? "true" : null,
        "aria-busy": busy ? "true" : null,
        "data-testid": "next-morning",
      },
      busy ? spinner() : icon("sunrise"),
      h("span", {}, phrase("next_morning")),
    ),
    h(
      "button",
      {
        type: "button",
        class: "button square narrow-only",
        "aria-label": phrase("jump_to"),
        "aria-expanded": String(state.datePicker),
        onclick: () => changed({ datePicker: !state.datePicker }),
        "data-testid": "date-toggle",
      },
      icon("date"),
    ),
    jumpForm(busy, date, zone),
    troubleNote("clock"),
  ];
}

function jumpForm(busy, date, zone) {
  const first = dayAfter(dayOf(date, zone));
  return h(
    "form",
    { class: state.datePicker ? "jump open" : "jump", onsubmit: jump, novalidate: true },
    h("input", {
      type: "date",
      name: "date",
      class: "control",
      min: first,
      value: state.drafts.get("date") ?? first,
      oninput: (event) => state.drafts.set("date", event.target.value),
      "aria-label": phrase("jump_to"),
      title: phrase("jump_to"),
      "data-testid": "date",
    }),
    h("button", { class: "button", "aria-disabled": busy ? "true" : null, "data-testid": "date-go" }, phrase("go")),
  );
}
