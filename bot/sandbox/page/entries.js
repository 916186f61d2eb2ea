// What a member has typed or chosen in the fields of a view or message, kept apart from the elements on the page: it has
// to survive a refused submission, an update of the view, and another view put on top.

const entries = new Map();

export function entriesOf(surface) {
  return entries.get(surface.key) ?? {};
}

export const entryOf = (surface, block, element) => entriesOf(surface)[block.block_id]?.[element.action_id];

export function enter(surface, block, element, value) {
  const all = entriesOf(surface);
  entries.set(surface.key, { ...all, [block.block_id]: { ...all[block.block_id], [element.action_id]: value } });
}

export const forgetEntries = (key) => entries.delete(key);
