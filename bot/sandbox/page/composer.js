// Where one writes: messages, replies and slash commands, with suggestions for commands and people.

import { say } from "./acts.js";
import { avatar } from "./avatars.js";
import { h } from "./dom.js";
import { icon, spinner } from "./icons.js";
import { phrase } from "./phrases.js";
import { bot, botName, changed, isPending, state } from "./state.js";
import { troubleNote } from "./troubles.js";

const TALLEST = 220;

let suggestion = null; // {where, items, at}: what is offered under the caret, and which of it is marked

// Per composer what is on its way: one text after the other, in the order in which they were sent.
const lines = new Map();

/** `names` are the test ids of field and button; `label` says whom the text goes to. */
export function drawComposer({ conversation, thread = null, label, names, autofocus = false }) {
  const where = `${state.me} ${conversation} ${thread ?? ""}`;
  const pending = isPending(`${state.me} say ${where}`);
  const offered = suggestion?.where === where ? suggestion : null;
  const submit = (event) => {
    event.preventDefault();
    return sendDraft(where, conversation, thread, event.target.querySelector("textarea"));
  };
  return h(
    "form",
    { key: `composer ${where}`, class: "composer", onsubmit: submit },
    troubleNote(where),
    offered ? suggestionList(offered, where) : null,
    h(
      "div",
      { class: "composer-frame" },
      h("textarea", {
        rows: 1,
        value: state.drafts.get(where) ?? "",
        placeholder: label,
        "aria-label": label,
        "aria-autocomplete": "list",
        "aria-controls": offered ? "suggestions" : null,
        "aria-activedescendant": offered ? `suggestion-${offered.at}` : null,
        oninput: (event) => typed(where, event.target),
        onkeydown: (event) => keyed(where, event),
        onblur: () => offer(null),
        created: (node) => autofocus && node.focus(),
        "data-testid": names.field,
      }),
      h(
        "button",
        {
          class: "send",
          "aria-label": phrase("send"),
          title: phrase("send"),
          "aria-busy": pending ? "true" : null,
          "data-testid": names.button,
        },
        pending ? spinner() : icon("send"),
      ),
    ),
  );
}

function sendDraft(where, conversation, thread, field) {
  const text = (state.drafts.get(where) ?? "").trim();
  if (!text) return;
  offer(null);
  fillDraft(where, "");
  field.style.height = "";
  const sent = (lines.get(where) ?? Promise.resolve()).then(() => deliver(where, conversation, thread, text));
  lines.set(where, sent);
}

/** What the app does not take comes back into the field, before whatever was typed meanwhile. */
async function deliver(where, conversation, thread, text) {
  if (await say(where, conversation, text, thread)) return;
  fillDraft(where, [text, state.drafts.get(where)].filter(Boolean).join("\n"));
}

export function fillDraft(where, text) {
  state.drafts.set(where, text);
  changed();
}

function typed(where, field) {
  state.drafts.set(where, field.value);
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, TALLEST)}px`;
  offer(suggestionsFor(where, field));
}

function offer(next) {
  if (next === suggestion) return;
  suggestion = next;
  changed();
}

const people = () => state.facts.members.filter((member) => !member.is_bot && !member.deleted);

function suggestionsFor(where, field) {
  const before = field.value.slice(0, field.selectionStart);
  const name = /(?:^|\s)@([\p{L}\p{N}._-]*)$/u.exec(before)?.[1].toLowerCase();
  if (name !== undefined) {
    const items = people()
      .filter((member) =>
        [member.name, ...member.real_name.split(" ")].some((one) => one.toLowerCase().startsWith(name)),
      )
      .slice(0, 6)
      .map((member) => ({
        member,
        text: member.real_name,
        hint: `@${member.name}`,
        typed: `@${name}`,
        full: `@${member.name} `,
      }));
    return items.length ? { where, items, at: 0 } : null;
  }
  if (!/^\/\S*$/.test(before)) return null;
  const commands = (bot().commands ?? []).filter((command) => command.startsWith(before) && command !== before);
  const items = commands.map((command) => ({ text: command, hint: botName(), typed: before, full: `${command} ` }));
  return items.length ? { where, items, at: 0 } : null;
}

function accept(where, field, item) {
  const caret = field.selectionStart;
  const head = field.value.slice(0, caret - item.typed.length) + item.full;
  field.value = head + field.value.slice(caret);
  field.setSelectionRange(head.length, head.length);
  field.focus();
  state.drafts.set(where, field.value);
  offer(null);
}

const MOVES = { ArrowDown: 1, ArrowUp: -1 };

function keyed(where, event) {
  if (event.isComposing) return;
  if (suggestion?.where === where && keyedInSuggestions(where, event)) return event.preventDefault();
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  event.target.form.requestSubmit();
}

/** Whether the key belonged to the list of suggestions. */
function keyedInSuggestions(where, event) {
  const { items, at } = suggestion;
  if (event.key in MOVES) offer({ where, items, at: (at + MOVES[event.key] + items.length) % items.length });
  else if (event.key === "Enter" || event.key === "Tab") accept(where, event.target, items[at]);
  else if (event.key === "Escape") offer(null);
  else return false;
  return true;
}

function suggestionList({ items, at }, where) {
  const take = (item) => (event) => {
    // Before the field loses its focus, with which the list would go.
    event.preventDefault();
    accept(where, event.currentTarget.closest("form").querySelector("textarea"), item);
  };
  return h(
    "ul",
    { class: "suggestions", role: "listbox", id: "suggestions", "aria-label": phrase("mention_list") },
    items.map((item, place) =>
      h(
        "li",
        { role: "option", id: `suggestion-${place}`, "aria-selected": String(place === at), onpointerdown: take(item) },
        item.member ? avatar(item.member, "small") : null,
        h("span", {}, item.text),
        h("small", {}, item.hint),
      ),
    ),
  );
}
