// What a member does. Every act carries a name, and while it is under way the same act is not sent again.

import { askToConfirm } from "./dialogs.js";
import { forgetEntries } from "./entries.js";
import { narrow, refresh, rememberPlace } from "./live.js";
import { valuesOf } from "./options.js";
import { server } from "./server.js";
import {
  botConversation,
  changed,
  conversationOf,
  homeKey,
  isBot,
  isPending,
  me,
  once,
  openConversation,
  state,
} from "./state.js";

/** Sends one act, then waits until the page shows what came of it. Answers undefined if it was refused. */
function act(name, where, what) {
  const as = state.me;
  return once(`${as} ${name}`, where, async () => {
    try {
      return await server.act(as, what);
    } finally {
      await refresh();
    }
  });
}

// The view or message may have changed since it was drawn; what is gone from it is then passed over.
const asSeen = (values) => ({ values, forgiving: true });

const atElement = (surface, block, element) => ({
  ...surface.address,
  block_id: block.block_id,
  action_id: element.action_id,
  ...asSeen(valuesOf(surface)),
});

export const elementName = (surface, block, element) => `${surface.key} ${block.block_id} ${element.action_id}`;

async function interact(surface, block, element, what) {
  if (element.confirm && !(await askToConfirm(element.confirm))) return;
  await act(elementName(surface, block, element), surface.key, { ...atElement(surface, block, element), ...what });
}

export function press(surface, block, element) {
  if (element.url) window.open(element.url, "_blank", "noopener,noreferrer");
  return interact(surface, block, element, { do: "press", value: element.value });
}

export const choose = (surface, block, element, option) => interact(surface, block, element, { do: "choose", option });

const waiting = new Map(); // fields of which the app has yet to hear, with the last entry in each

/**
 * Tells the app what was entered in a field, `by` a character or Enter where it is a text. While the app still hears of
 * an earlier entry, the last one waits.
 */
export async function tell(surface, block, element, option, by = null) {
  const name = elementName(surface, block, element);
  waiting.set(name, { do: "choose", option, ...(by ? { by } : {}) });
  if (isPending(`${state.me} ${name}`)) return;
  while (waiting.has(name)) {
    const what = waiting.get(name);
    waiting.delete(name);
    await act(name, surface.key, { ...atElement(surface, block, element), ...what });
  }
}

/** Writes a message or, if the text begins with a slash, gives a command. Answers whether it was taken. */
export async function say(where, conversation, text, thread = null) {
  const command = text.startsWith("/") && !text.startsWith("//");
  if (command && thread) {
    state.troubles.set(where, "no_slash_in_thread");
    changed();
    return false;
  }
  const what = command ? { do: "slash", conversation, text } : { do: "write", conversation, text };
  return Boolean(await act(`say ${where}`, where, thread ? { ...what, thread_ts: thread } : what));
}

export const rewrite = (conversation, ts, text) =>
  act(`edit ${ts}`, `${conversation}/${ts}`, { do: "edit", conversation, ts, text });

export const remove = (conversation, ts) =>
  act(`delete ${ts}`, `${conversation}/${ts}`, { do: "delete", conversation, ts });

/** Field errors come back with the view itself, as the app's answer to its last submission. */
export function submit(view, values) {
  return act(`submit ${view.id}`, view.id, { do: "submit", ...asSeen(values) });
}

/** Closes the view on top, which uncovers the one below; `all` closes the whole stack. */
export async function closeView(view, all = false) {
  const answer = await act(`close ${view.id}`, view.id, { do: "close", all });
  if (answer) forgetEntries(view.id);
}

// ---- where one is -------------------------------------------------------------------------------------------------

const EVERY_VISIT = { thread: null, replies: null, messages: null, firstUnread: null, editing: null, drawer: false };

/** The messenger tells the app whenever somebody enters its space: their conversation with it, or its home. */
export function enterApp() {
  if (me()?.deleted) return refresh();
  if (state.place.home) return act("home", homeKey(), { do: "home" });
  const here = state.place.conversation;
  return here === botConversation()?.id ? act("messages", here, { do: "home", tab: "messages" }) : refresh();
}

function moveTo(place) {
  changed({ ...EVERY_VISIT, place });
  rememberPlace();
  return enterApp();
}

export const visit = (conversation) =>
  state.place?.conversation === conversation ? changed({ drawer: false }) : moveTo({ conversation });

export const visitHome = () => moveTo({ home: true });

/** Takes another seat. From a conversation with the bot one lands in the other member's conversation with it. */
export async function actAs(id) {
  if (id === state.me) return;
  const here = openConversation();
  const stays = state.place?.home || (here && here.kind !== "im");
  changed({ ...EVERY_VISIT, drawer: state.drawer, me: id, place: stays ? state.place : null });
  await refresh();
  if (!state.place) return;
  rememberPlace();
  await enterApp();
}

export function openThread(ts) {
  changed({ thread: ts, replies: null });
  return refresh();
}

/** Where a step of the tour takes place: a conversation's id, its name, "bot" or "home". */
export async function goTo({ as, conversation }) {
  if (as) await actAs(as);
  if (narrow()) changed({ panel: null });
  if (conversation === "home") return visitHome();
  const wanted = conversation?.replace(/^#/, "");
  const target =
    conversationOf(conversation) ??
    state.facts.conversations.find((one) => one.kind === "channel" && one.name === wanted) ??
    (!conversation || conversation === "bot" || isBot(conversation) ? botConversation() : undefined);
  return target ? visit(target.id) : undefined;
}
