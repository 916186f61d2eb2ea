// What can be chosen in an element, and what is chosen there: fixed options, people or conversations.

import { entryOf } from "./entries.js";
import { plainText } from "./mrkdwn.js";
import { state } from "./state.js";

const people = () =>
  state.facts.members
    .filter((member) => !member.is_bot && !member.deleted)
    .map((member) => ({ value: member.id, text: member.real_name, hint: member.title }));

const channels = () =>
  state.facts.conversations
    .filter((conversation) => conversation.kind === "channel")
    .map((conversation) => ({ value: conversation.id, text: `#${conversation.name}` }));

const fixed = (options = []) =>
  options.map((option) => ({ value: option.value, text: plainText(option.text), hint: plainText(option.description) }));

/** Groups of `{label, options: [{value, text, hint}]}`; without groups one whose label is null. */
export function groupsOf(element) {
  if (element.type.includes("users_select")) return [{ label: null, options: people() }];
  if (/conversations_select|channels_select/.test(element.type)) return [{ label: null, options: channels() }];
  if (element.option_groups) {
    return element.option_groups.map((group) => ({ label: plainText(group.label), options: fixed(group.options) }));
  }
  return [{ label: null, options: fixed(element.options) }];
}

export const optionsOf = (element) => groupsOf(element).flatMap((group) => group.options);

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

/** What stands in the element now: the member's entry, else what the app began with; null if nothing. */
export function valueOf(surface, block, element) {
  const entry = entryOf(surface, block, element);
  return entry === undefined ? initialOf(element) : entry;
}

export const takesSeveral = (element) => element.type.startsWith("multi_") || element.type === "checkboxes";

export function isEmpty(value) {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

/** block_id -> action_id -> value, for every input and every selection of the surface. */
export function valuesOf(surface) {
  const values = {};
  for (const block of surface.blocks) {
    for (const it of enterable(block)) {
      const value = valueOf(surface, block, it);
      values[block.block_id] = {
        ...values[block.block_id],
        [it.action_id]: isEmpty(value) && !Array.isArray(value) ? null : value,
      };
    }
  }
  return values;
}

function enterable(block) {
  const all = [block.element, block.accessory, ...(block.type === "actions" ? block.elements : [])];
  return all.filter((it) => it && it.action_id && !["button", "overflow"].includes(it.type));
}
