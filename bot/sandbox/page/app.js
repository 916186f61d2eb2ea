// Starts the page and draws it again whenever something changed.

import { enterApp } from "./acts.js";
import { refresh, refreshTraffic, loadTour, narrow, recallPlace, startLive } from "./live.js";
import { timeOf } from "./dates.js";
import { h, patch } from "./dom.js";
import { drawHome } from "./home.js";
import { icon } from "./icons.js";
import { drawModal, startModal } from "./modal.js";
import { drawLanguages, startLanguage } from "./languages.js";
import { drawPeople } from "./people.js";
import { phrase, troublePhrase } from "./phrases.js";
import { drawHead, drawRail } from "./rail.js";
import { changed, me, myZone, now, onChange, openConversation, state } from "./state.js";
import { drawStream } from "./stream.js";
import { drawThread } from "./thread.js";
import { drawTimebar } from "./timebar.js";
import { drawTour, recallTour, tourDone } from "./tour.js";
import { drawTraffic } from "./traffic.js";

const NEAR_BOTTOM = 80;
const part = (id) => document.getElementById(id);

function tools() {
  return [
    narrow() ? null : drawLanguages(),
    state.tour.length ? panelToggle("tour", "route", phrase("tour"), `${tourDone()}/${state.tour.length}`) : null,
    panelToggle("people", "people", phrase("people")),
    panelToggle("traffic", "traffic", phrase("traffic")),
  ];
}

function panelToggle(panel, sign, label, count = null) {
  const open = state.panel === panel && !state.thread;
  const toggle = () => {
    changed({ panel: open ? null : panel, thread: null, replies: null, drawer: false });
    if (!open) refresh();
  };
  return h(
    "button",
    {
      key: panel,
      type: "button",
      class: "button quiet",
      title: label,
      "aria-label": label,
      "aria-pressed": String(open),
      onclick: toggle,
      "data-testid": `${panel}-toggle`,
    },
    icon(sign),
    h("span", {}, label),
    count ? h("small", {}, count) : null,
  );
}

function sidePanel(conversation) {
  if (state.thread && conversation) return drawThread(conversation);
  if (state.panel === "traffic") return drawTraffic();
  if (state.panel === "people") return drawPeople();
  return state.panel === "tour" && state.tour.length ? drawTour() : null;
}

function banner() {
  if (state.loadTrouble)
    return h(
      "p",
      { class: "banner", role: "alert" },
      state.facts ? troublePhrase(state.loadTrouble) : phrase("load_failed"),
    );
  return state.live ? null : h("p", { class: "banner", role: "status" }, phrase("live_lost"));
}

const atEnd = (scroll) => !scroll || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_BOTTOM;
const drawnIn = new Map();

/** Follows new messages, unless the reader has scrolled up; a conversation and a thread begin at their end. */
function keepScroll(draw) {
  const places = {
    scroll: state.place?.home ? null : `${state.me} ${state.place?.conversation} ${state.messages === null}`,
    "thread-scroll": `${state.thread} ${state.replies === null}`,
  };
  const followed = Object.keys(places).filter((id) => atEnd(part(id)) || drawnIn.get(id) !== places[id]);
  draw();
  for (const [id, place] of Object.entries(places)) {
    const scroll = part(id);
    if (scroll && place && followed.includes(id)) scroll.scrollTop = scroll.scrollHeight;
    drawnIn.set(id, place);
  }
}

function draw() {
  patch(part("banner"), [banner()]);
  patch(part("tools"), tools());
  if (!state.facts || !state.place) return;
  const conversation = openConversation();
  document.title = `${state.facts.team.name} · ${me()?.real_name ?? ""}`;
  part("team").textContent = state.facts.team.name;
  patch(part("timebar"), drawTimebar());
  part("rail").setAttribute("aria-label", phrase("menu"));
  patch(part("rail"), [...drawRail(), narrow() ? drawLanguages() : null]);
  patch(part("head"), drawHead(conversation));
  keepScroll(() => {
    patch(part("main"), state.place.home ? drawHome() : conversation ? drawStream(conversation) : []);
    patch(part("side"), [sidePanel(conversation)]);
  });
  document.body.classList.toggle("drawer-open", state.drawer);
  document.body.classList.toggle("panel-open", part("side").childElementCount > 0);
  if (part("said").textContent !== state.said) part("said").textContent = state.said;
  drawModal();
}

function tick() {
  let shown = "";
  // What passes between bot and workspace need not change anything visible, so nobody announces it.
  setInterval(() => state.panel === "traffic" && !document.hidden && refreshTraffic(), 1500);
  setInterval(() => {
    const time = state.facts ? timeOf(now(), myZone()) : "";
    if (time !== shown) changed();
    shown = time;
  }, 1000);
}

/** Esc leaves what lies on top of a narrow screen. */
function escape(event) {
  if (event.key !== "Escape" || document.querySelector("dialog[open], :popover-open")) return;
  if (state.drawer) changed({ drawer: false });
  else if (state.panel && narrow()) changed({ panel: null });
}

onChange(draw);
recallPlace();
recallTour();
startModal();
startLanguage();
part("shade").addEventListener("click", () => changed({ drawer: false }));
document.addEventListener("keydown", escape);
addEventListener("resize", () => changed());
document.addEventListener("load", (event) => event.target.localName === "img" && changed(), true);
await refresh();
await loadTour();
startLive();
tick();
if (state.place) await enterApp();
