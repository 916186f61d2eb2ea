// Keeps the page in step with the sandbox: loads what is on show, again whenever the sandbox says that something changed.

import { Refusal, server } from "./server.js";
import { botConversation, changed, conversationOf, openConversation, state } from "./state.js";
import { languageCode } from "./phrases.js";

const TRAFFIC_KEPT = 300;

let running = null;
let again = false;

/** Loads what is on show. Calls that arrive meanwhile share one further round. */
export function refresh() {
  again = true;
  running ??= rounds().finally(() => {
    running = null;
  });
  return running;
}

async function rounds() {
  while (again) {
    again = false;
    try {
      await load();
      changed({ loadTrouble: null });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      changed({ loadTrouble: error.word });
    }
  }
}

async function load() {
  const facts = await server.state(state.me).catch(leaveSeat);
  if (state.me !== null && facts.me !== state.me) return refreshLater();
  changed({ facts, me: facts.me, clockAhead: Date.parse(facts.now) - Date.now() });
  settlePlace();
  await Promise.all([loadMessages(), loadReplies(), state.panel === "traffic" ? loadTraffic() : null]);
}

/** Whoever is not among the members any more gives their seat to the first one. */
function leaveSeat(error) {
  if (error.status !== 404 || state.me === null) throw error;
  changed({ me: null, place: null });
  return server.state(null);
}

function refreshLater() {
  again = true;
}

/** Somebody who cannot see the open place is taken to their conversation with the bot. */
function settlePlace() {
  if (state.place?.home || openConversation()) return;
  const next = botConversation() ?? state.facts.conversations[0];
  changed({ place: next ? { conversation: next.id } : { home: true }, thread: null, messages: null });
  rememberPlace();
}

const sameView = (me, conversation) => state.me === me && state.place?.conversation === conversation;

async function loadMessages() {
  const [me, conversation] = [state.me, state.place.conversation];
  if (!conversation) return;
  const { messages } = await server.messages(me, conversation);
  if (!sameView(me, conversation)) return refreshLater();
  if (state.messages === null) changed({ firstUnread: firstUnreadOf(messages, conversation) });
  changed({ messages });
  await markSeen(conversation);
}

function firstUnreadOf(messages, conversation) {
  const { unread, last_read: seen } = conversationOf(conversation) ?? {};
  const fresh = (message) => message.user !== state.me && !message.deleted && message.ts > (seen ?? "");
  return unread ? (messages.find(fresh)?.ts ?? null) : null;
}

async function markSeen(conversation) {
  if (document.hidden || !conversationOf(conversation)?.unread) return;
  await server.act(state.me, { do: "seen", conversation });
  again = true;
}

async function loadReplies() {
  const [me, conversation, thread] = [state.me, state.place.conversation, state.thread];
  if (!conversation || !thread) return;
  const { messages } = await server.messages(me, conversation, thread);
  if (!sameView(me, conversation) || state.thread !== thread) return;
  changed({ replies: messages });
  if (document.hidden || !messages[0]?.unread_replies) return;
  await server.act(me, { do: "seen", conversation, thread_ts: thread });
  again = true;
}

async function loadTraffic() {
  const { entries } = await server.traffic(state.traffic[0]?.n ?? 0);
  // Two answers may overlap.
  const fresh = entries
    .filter((entry) => entry.n > (state.traffic[0]?.n ?? 0))
    .toSorted((one, other) => other.n - one.n);
  if (fresh.length) changed({ traffic: [...fresh, ...state.traffic].slice(0, TRAFFIC_KEPT) });
}

/** Passes over what goes wrong: the next round comes soon, and the live connection tells of a lost server. */
export async function refreshTraffic() {
  try {
    await loadTraffic();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

/** The sandbox need not offer a tour; then there is none. */
export async function loadTour() {
  const steps = await server.tour(languageCode()).catch(() => []);
  const tour = Array.isArray(steps) ? steps : (steps?.steps ?? []);
  changed({ tour, panel: tour.length && state.panel === null && !narrow() ? "tour" : state.panel });
}

export const narrow = () => matchMedia("(max-width: 900px)").matches;

export function rememberPlace() {
  const address = new URL(location.href);
  address.searchParams.set("as", state.me);
  if (state.place.home) address.searchParams.set("conversation", "home");
  else address.searchParams.set("conversation", state.place.conversation);
  history.replaceState(null, "", address);
}

/** Where the address bar says the page was left. */
export function recallPlace() {
  const asked = new URL(location.href).searchParams;
  const conversation = asked.get("conversation");
  const place = conversation === "home" ? { home: true } : conversation && { conversation };
  changed({ me: asked.get("as"), place });
}

export function startLive() {
  server.listen(
    (version) => version !== state.facts?.version && refresh(),
    (live) => {
      // Whatever happened while the connection was gone has to be fetched.
      if (live && !state.live) refresh();
      changed({ live });
    },
  );
  document.addEventListener("visibilitychange", () => !document.hidden && refresh());
}
