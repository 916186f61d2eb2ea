// The choice of the page's language.

import { h } from "./dom.js";
import { loadTour } from "./live.js";
import { LANGUAGES, languageCode, phrase, preferredLanguage, setLanguage } from "./phrases.js";
import { changed } from "./state.js";

const REMEMBERED = "taktgeber-language";

export function speak(code) {
  setLanguage(code);
  document.documentElement.lang = code;
  document.getElementById("skip").textContent = phrase("skip_to_messages");
  localStorage.setItem(REMEMBERED, code);
  changed();
}

export const startLanguage = () =>
  speak(preferredLanguage(new URL(location.href).searchParams.get("lang"), localStorage.getItem(REMEMBERED)));

export function drawLanguages() {
  const choose = (code) => () => {
    speak(code);
    loadTour();
  };
  const one = (code) =>
    h(
      "button",
      {
        type: "button",
        class: "language",
        lang: code,
        "aria-pressed": String(code === languageCode()),
        onclick: choose(code),
        "data-testid": `language-${code}`,
      },
      code.toUpperCase(),
    );
  return h(
    "div",
    { key: "languages", class: "languages", role: "group", "aria-label": phrase("language") },
    LANGUAGES.map(one),
  );
}
