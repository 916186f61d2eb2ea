// What the page knows and shows right now. Whoever changes something calls `changed()`, and the page is drawn again.

import { Refusal } from "./server.js";
import { pageLocale } from "./dates.js";

export const state = {
  me: null, // id of the member one acts as
  place: null, // {home: true} or {conversation: id}
  thread: null, // ts of the message whose thread is open
  panel: null, // "tour", "traffic", "people" or null; an open thread stands before it
  person: null, // id of the member whose form is open in the people panel, or "new"
  drawer: false, // the left rail on a narrow screen
  datePicker: false, // the date field on a narrow screen
  facts: null, // the last answer of /sandbox/state
  messages: null, // of the open conversation; null while it is being loaded
  replies: null, // of the open thread
  firstUnread: null, // ts above which the "new" line stands
  editing: null, // ts of the message being rewritten
  traffic: [],
  tour: [],
  toured: new Set(),
  clockAhead: 0, // milliseconds by which the sandbox's clock is ahead of this machine's
  said: "", // what a screen reader is told
  live: true,
  loadTrouble: null, // word of the refusal that kept the page from loading
  pending: new Set(), // names of acts the server has not answered yet
  troubles: new Map(), // place on the page -> word of the refusal
  drafts: new Map(), // place of a composer -> what is typed there
};

const watchers = [];
let queued = false;

export const onChange = (watcher) => watchers.push(watcher);

export function changed(part = {}) {
  Object.assign(state, part);
  if (queued) return;
  queued = true;
  queueMicrotask(() => {
    queued = false;
    for (const watcher of watchers) watcher();
  });
}

/**
 * Does `work` unless the same act is still under way, so that a double click acts once. A refusal is shown at `where`;
 * the answer is then undefined.
 */
export async function once(name, where, work) {
  if (state.pending.has(name)) return undefined;
  state.pending.add(name);
  state.troubles.delete(where);
  changed();
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    state.troubles.set(where, error.word);
    return undefined;
  } finally {
    state.pending.delete(name);
    changed();
  }
}

export const isPending = (name) => state.pending.has(name);

export function dismissTrouble(where) {
  state.troubles.delete(where);
  changed();
}

export const now = () => new Date(Date.now() + state.clockAhead);
export const memberOf = (id) => state.facts?.members.find((member) => member.id === id);
export const me = () => memberOf(state.me);
export const myZone = () => me()?.tz ?? "Europe/Berlin";
export const bot = () => state.facts?.bot;
export const isBot = (id) => id === bot()?.user_id;
export const conversationOf = (id) => state.facts?.conversations.find((one) => one.id === id);
export const openConversation = () =>
  state.place?.conversation ? conversationOf(state.place.conversation) : undefined;
// The app's direct messages name the member they are with, whoever looks at them.
export const isWithBot = (one) => one.kind === "im" && (one.with === state.me || isBot(one.with));
export const botConversation = () => state.facts?.conversations.find(isWithBot);

export const botName = () => memberOf(bot()?.user_id)?.real_name ?? bot()?.name;

/** `marked`: a channel with its `#`. */
export function nameOfConversation(conversation, { marked = false } = {}) {
  if (conversation.kind !== "im") return marked ? `#${conversation.name}` : conversation.name;
  return isWithBot(conversation) ? botName() : (memberOf(conversation.with)?.real_name ?? conversation.name);
}

/** Through whose eyes messages are drawn: dates come in the member's own zone and language. */
export function reader() {
  return {
    me: me(),
    members: state.facts.members,
    conversations: state.facts.conversations,
    zone: myZone(),
    locale: me()?.locale ?? pageLocale(),
    now: now(),
  };
}

export const homeKey = () => `home/${state.me}`;
