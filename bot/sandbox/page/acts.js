// What a member does. Every act carries a name, and while it is under way the same act is not sent again.

import { askToConfirm } from "./dialogs.js";
import { forgetEntries } from "./entries.js";
import { narrow, refresh, rememberPlace } from "./live.js";
import { valuesOf } from "./options.js";
import { server } from "./server.js";
import { botConversation, changed, conversationOf, homeKey, isBot, once, openConversation, state } from "./state.js";

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

const atElement = (surface, block, element) => ({
  ...surface.address,
  block_id: block.block_id,
  action_id: element.action_id,
  values: valuesOf(surface),
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
  return act(`submit ${view.id}`, view.id, { do: "submit", values });
}

/** Closes the view on top, which uncovers the one below; `all` closes the whole stack. */
export async function closeView(view, all = false) {
  const answer = await act(`close ${view.id}`, view.id, { do: "close", all });
  if (answer) forgetEntries(view.id);
}

// ---- where one is -------------------------------------------------------------------------------------------------

const EVERY_VISIT = { thread: null, replies: null, messages: null, firstUnread: null, editing: null, drawer: false };

export function visit(conversation) {
  if (state.place?.conversation === conversation) return changed({ drawer: false });
  changed({ ...EVERY_VISIT, place: { conversation } });
  rememberPlace();
  // The messenger tells the app whenever somebody enters their conversation with it.
  if (conversation === botConversation()?.id) return act("messages", conversation, { do: "home", tab: "messages" });
  return refresh();
}

export function visitHome() {
  changed({ ...EVERY_VISIT, place: { home: true } });
  rememberPlace();
  return act("home", homeKey(), { do: "home" });
}

/** Takes another seat. From a conversation with the bot one lands in the other member's conversation with it. */
export async function actAs(id) {
  if (id === state.me) return;
  const here = openConversation();
  const stays = state.place?.home || (here && here.kind !== "im");
  changed({ ...EVERY_VISIT, drawer: state.drawer, me: id, place: stays ? state.place : null });
  await (state.place?.home ? visitHome() : refresh());
  if (state.place) rememberPlace();
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
