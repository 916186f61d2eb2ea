// The drawer with what bot and workspace said to each other, newest first.

import { timeOf } from "./dates.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { phrase } from "./phrases.js";
import { changed, myZone, state } from "./state.js";

export function drawTraffic() {
  return h(
    "aside",
    { key: "traffic", class: "panel traffic", "aria-labelledby": "traffic-title", "data-testid": "traffic" },
    h(
      "header",
      { class: "panel-head" },
      h("div", {}, h("h2", { id: "traffic-title" }, phrase("traffic")), h("p", {}, phrase("traffic_hint"))),
      h(
        "button",
        {
          type: "button",
          class: "tool",
          "aria-label": phrase("close"),
          onclick: () => changed({ panel: null }),
          "data-testid": "traffic-close",
        },
        icon("close"),
      ),
    ),
    h(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": phrase("traffic") },
      state.traffic.length === 0 ? h("p", { class: "hint centred" }, phrase("traffic_empty")) : null,
      state.traffic.map(row),
    ),
  );
}

const wentWrong = (entry) => entry.status >= 400 || entry.response?.ok === false;

function row(entry) {
  const out = entry.direction === "out";
  return h(
    "details",
    { key: entry.n, class: wentWrong(entry) ? "exchange wrong" : "exchange", "data-testid": `traffic-${entry.n}` },
    h(
      "summary",
      {},
      h(
        "span",
        { class: out ? "way out" : "way in", title: phrase(out ? "traffic_out" : "traffic_in") },
        h("span", { "aria-hidden": "true" }, out ? "↑" : "↓"),
        h("span", { class: "heard-only" }, phrase(out ? "traffic_out" : "traffic_in")),
      ),
      h("span", { class: "exchange-what" }, entry.what),
      h(
        "span",
        { class: "exchange-notes" },
        [phrase(entry.kind), entry.status, `${Math.round(entry.ms)} ms`].filter(Boolean).join(" · "),
      ),
      h("time", {}, timeOf(new Date(entry.at), myZone())),
    ),
    payload("traffic_request", entry.request),
    payload("traffic_response", entry.response),
  );
}

function payload(title, content) {
  if (content === null || content === undefined || content === "") return null;
  const text = typeof content === "string" ? content : JSON.stringify(content, null, 2);
  return h("div", { class: "payload" }, h("h4", {}, phrase(title)), h("pre", { tabindex: "0" }, text));
}
