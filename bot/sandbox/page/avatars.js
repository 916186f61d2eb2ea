// A member's picture: initials on a colour that always belongs to the same member; the app has its own mark.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { isBot } from "./state.js";

const COLOURS = 8;

function initials(name) {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return ends
    .map((word) => [...word][0] ?? "")
    .join("")
    .toUpperCase();
}

const colour = (id) => [...id].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 9973, 7) % COLOURS;

export const appMark = (size = "") => h("span", { class: `avatar app ${size}`, "aria-hidden": "true" }, icon("beat"));

export function avatar(member, size = "") {
  if (isBot(member.id)) return appMark(size);
  return h(
    "span",
    { class: `avatar tone-${colour(member.id)} ${size}`, "aria-hidden": "true" },
    initials(member.real_name),
  );
}
