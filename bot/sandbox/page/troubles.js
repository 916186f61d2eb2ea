// The note beside what did not work, in the messenger's own words.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { phrase, troublePhrase } from "./phrases.js";
import { dismissTrouble, state } from "./state.js";

export function troubleNote(where) {
  const word = state.troubles.get(where);
  if (!word) return null;
  return h(
    "p",
    { class: "trouble", role: "alert", "data-testid": "trouble" },
    h("span", {}, troublePhrase(word)),
    h(
      "button",
      { type: "button", class: "tool", "aria-label": phrase("dismiss"), onclick: () => dismissTrouble(where) },
      icon("close"),
    ),
  );
}
