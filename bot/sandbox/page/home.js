// The App Home: the app's own page for the acting member.

import { drawBlocks } from "./blocks.js";
import { h } from "./dom.js";
import { keepEntriesIn } from "./entries.js";
import { icon, spinner } from "./icons.js";
import { enterableIn } from "./options.js";
import { phrase } from "./phrases.js";
import { botName, homeKey, isPending, reader, state } from "./state.js";
import { troubleNote } from "./troubles.js";

export function drawHome() {
  return h(
    "div",
    {
      key: `home ${state.me}`,
      class: "scroll",
      id: "scroll",
      tabindex: "0",
      role: "region",
      "aria-label": phrase("home_of", botName()),
    },
    h("div", { class: "home", "data-testid": "home" }, troubleNote(homeKey()), body()),
  );
}

let drawnHash = null;

const surfaceOf = (view) => ({
  key: homeKey(),
  address: { container: "home" },
  blocks: view.blocks,
  values: state.facts.home.values,
  reader: reader(),
});

function body() {
  const view = state.facts.home?.view;
  const opening = isPending(`${state.me} home`);
  if (view?.blocks?.length) {
    const surface = surfaceOf(view);
    if (drawnHash !== view.hash) keepEntriesIn(surface, enterableIn);
    drawnHash = view.hash;
    return drawBlocks(surface);
  }
  return h(
    "div",
    { class: "empty" },
    h("span", { class: "empty-sign" }, opening ? spinner() : icon("home")),
    h("h3", {}, opening ? phrase("loading") : phrase("home_empty_title")),
    opening ? null : h("p", {}, phrase("home_empty", botName())),
  );
}
