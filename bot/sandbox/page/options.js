// What can be chosen in an element, and what is chosen there: fixed options, people or conversations.

import { entryOf } from "./entries.js";
import { plainText } from "./mrkdwn.js";
import { phrase } from "./phrases.js";
import { nameOfConversation, state } from "./state.js";

/** Everybody who is there, and whoever was chosen and has left since. */
const people = (chosen) =>
  state.facts.members
    .filter((member) => !member.is_bot && (!member.deleted || chosen.includes(member.id)))
    .map((member) => ({
      value: member.id,
      text: member.real_name,
      hint: member.deleted ? phrase("deactivated") : member.title,
    }));

const option = (conversation) => ({
  value: conversation.id,
  text: nameOfConversation(conversation, { marked: true }),
  hint: conversation.kind === "im" ? phrase("direct_message") : conversation.private ? phrase("private") : "",
});

const isPublic = (conversation) => conversation.kind === "channel" && !conversation.private;

/** What a conversation filter lets through. All direct messages there are here are those with a bot. */
function passes(conversation, filter = {}) {
  const kind = conversation.kind === "im" ? "im" : conversation.private ? "private" : "public";
  if (filter.include && !filter.include.includes(kind)) return false;
  if (filter.exclude_bot_users && kind === "im") return false;
  return !(filter.exclude_external_shared_channels && conversation.shared);
}

function conversations(element) {
  const all = state.facts.conversations;
  const shown = element.type.includes("channels_select")
    ? all.filter(isPublic)
    : all.filter((one) => passes(one, element.filter));
  return shown.map(option);
}

const fixed = (options = []) =>
  options.map((option) => ({ value: option.value, text: plainText(option.text), hint: plainText(option.description) }));

/** Groups of `{label, options: [{value, text, hint}]}`; without groups one whose label is null. */
export function groupsOf(element, value = initialOf(element)) {
  if (element.type.includes("users_select")) return [{ label: null, options: people([value].flat()) }];
  if (/conversations_select|channels_select/.test(element.type)) {
    return [{ label: null, options: conversations(element) }];
  }
  if (element.option_groups) {
    return element.option_groups.map((group) => ({ label: plainText(group.label), options: fixed(group.options) }));
  }
  return [{ label: null, options: fixed(element.options) }];
}

export const optionsOf = (element, value) => groupsOf(element, value).flatMap((group) => group.options);

const INITIAL = [
  "initial_value",
  "initial_date",
  "initial_time",
  "initial_user",
  "initial_conversation",
  "initial_channel",
  "initial_users",
  "initial_conversations",
  "initial_channels",
];

function initialOf(element) {
  if (element.initial_option) return element.initial_option.value;
  if (element.initial_options) return element.initial_options.map((option) => option.value);
  if (element.initial_date_time) return element.initial_date_time;
  const name = INITIAL.find((one) => element[one] !== undefined && element[one] !== null);
  return name ? element[name] : null;
}

const STATES = ["value", "user", "users", "conversation", "conversations", "channel", "channels", "date", "time"];

/** The short form of what a view's state holds of an element: an option's value, a list of them, a date, a text. */
function shortOf(held) {
  if (held.selected_option !== undefined) return held.selected_option?.value ?? null;
  if (held.selected_options !== undefined) return held.selected_options.map((option) => option.value);
  const name = STATES.map((one) => (one === "value" ? one : `selected_${one}`)).find((one) => held[one] !== undefined);
  return name ? held[name] : null;
}

/** An app may change a view so that what somebody chose in it is not offered any more. */
function isOffered(element, value) {
  if (isEmpty(value) || !(element.options || element.option_groups)) return true;
  const offered = optionsOf(element).map((one) => one.value);
  return [value].flat().every((one) => offered.includes(one));
}

/** What stands in the element now: the member's entry, else what the view holds or began with; null if nothing. */
export function valueOf(surface, block, element) {
  const entry = entryOf(surface, block, element);
  if (entry !== undefined && isOffered(element, entry)) return entry;
  const held = surface.values?.[block.block_id]?.[element.action_id];
  return held ? shortOf(held) : initialOf(element);
}

export const takesSeveral = (element) => element.type.startsWith("multi_") || element.type === "checkboxes";

export function isEmpty(value) {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

/** block_id -> action_id -> value, for every input and every selection of the surface. */
export function valuesOf(surface) {
  const values = {};
  for (const block of surface.blocks) {
    for (const it of enterableIn(block)) {
      const value = valueOf(surface, block, it);
      values[block.block_id] = {
        ...values[block.block_id],
        [it.action_id]: isEmpty(value) && !Array.isArray(value) ? null : value,
      };
    }
  }
  return values;
}

/** The elements of a block in which something can stand. */
export function enterableIn(block) {
  const all = [block.element, block.accessory, ...(block.type === "actions" ? block.elements : [])];
  return all.filter((it) => it && it.action_id && !["button", "overflow"].includes(it.type));
}
