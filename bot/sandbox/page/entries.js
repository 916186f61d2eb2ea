// What a member has typed or chosen in the fields of a view or message, kept apart from the elements on the page: it has
// to survive a refused submission, an update of the view, and another view put on top.

const entries = new Map();
const corrected = new Set(); // fields touched since something was found wrong with them

export function entriesOf(surface) {
  return entries.get(surface.key) ?? {};
}

export const entryOf = (surface, block, element) => entriesOf(surface)[block.block_id]?.[element.action_id];

export function enter(surface, block, element, value) {
  const all = entriesOf(surface);
  entries.set(surface.key, { ...all, [block.block_id]: { ...all[block.block_id], [element.action_id]: value } });
  corrected.add(`${surface.key} ${block.block_id}`);
}

export const forgetEntries = (key) => entries.delete(key);

/** Forgets what was entered in fields that are gone: should they come back, they begin anew. */
export function keepEntriesIn(surface, elementsOf) {
  const there = new Set(
    surface.blocks.flatMap((block) => elementsOf(block).map((it) => `${block.block_id} ${it.action_id}`)),
  );
  const kept = Object.entries(entriesOf(surface)).map(([block, actions]) => [
    block,
    Object.fromEntries(Object.entries(actions).filter(([action]) => there.has(`${block} ${action}`))),
  ]);
  entries.set(surface.key, Object.fromEntries(kept));
}

/** What is wrong with the fields of a view counts until each of them is touched. */
export const openErrors = (key, errors) =>
  Object.fromEntries(Object.entries(errors).filter(([block]) => !corrected.has(`${key} ${block}`)));

export function expectErrors(key) {
  for (const field of corrected) if (field.startsWith(`${key} `)) corrected.delete(field);
}
