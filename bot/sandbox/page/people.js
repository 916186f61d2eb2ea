// The panel in which the company changes: who people are, where and in which language they live, who goes, who comes.

import { avatar } from "./avatars.js";
import { city } from "./dates.js";
import { h } from "./dom.js";
import { icon, spinner } from "./icons.js";
import { refresh } from "./live.js";
import { phrase } from "./phrases.js";
import { server } from "./server.js";
import { changed, isPending, once, state } from "./state.js";
import { troubleNote } from "./troubles.js";

const NEW = "new";
const LOCALES = ["de-DE", "de-AT", "de-CH", "en-GB", "en-US", "fr-FR", "it-IT", "pl-PL"];
const ROLES = {
  member: { is_restricted: false, is_ultra_restricted: false },
  guest: { is_restricted: true, is_ultra_restricted: false },
  guest_of_one: { is_restricted: true, is_ultra_restricted: true },
};
const BLANK = { id: NEW, name: "", real_name: "", tz: "Europe/Berlin", locale: "de-DE", role: "member" };

const zones = Intl.supportedValuesOf("timeZone");
const place = (person) => `person ${person.id}`;
const draftOf = (person, field) => state.drafts.get(`${place(person)} ${field}`) ?? person[field];
const enter = (person, field, value) => state.drafts.set(`${place(person)} ${field}`, value);

function close(person) {
  for (const name of [...state.drafts.keys()]) if (name.startsWith(`${place(person)} `)) state.drafts.delete(name);
  changed({ person: null });
}

/** Sends what is to change of a person; with that the messenger tells the app. */
const send = (person, facts) =>
  once(place(person), place(person), async () => {
    try {
      return await server.putMember(person.id === NEW ? facts : { id: person.id, ...facts });
    } finally {
      await refresh();
    }
  });

function wrongWith(person, facts) {
  if (!facts.real_name.trim()) return "name_missing";
  if (!/^[\p{L}\p{N}._-]+$/u.test(facts.name)) return "handle_missing";
  return facts.tz === person.tz || zones.includes(facts.tz) ? null : "zone_unknown";
}

async function save(event, person) {
  event.preventDefault();
  const fields = Object.fromEntries(["name", "real_name", "tz", "locale"].map((name) => [name, draftOf(person, name)]));
  const word = wrongWith(person, fields);
  if (word) {
    state.troubles.set(place(person), word);
    return changed();
  }
  const facts = { ...fields, ...ROLES[draftOf(person, "role")] };
  const joining = person.id === NEW ? { channels: draftOf(person, "channels") ?? publicChannels() } : {};
  if (await send(person, { ...facts, ...joining })) close(person);
  return undefined;
}

const publicChannels = () =>
  state.facts.conversations.filter((one) => one.kind === "channel" && !one.private).map((one) => one.id);

export function drawPeople() {
  const people = state.facts.members.filter((member) => !member.is_bot);
  return h(
    "aside",
    { key: "people", class: "panel people", "aria-labelledby": "people-title", "data-testid": "people" },
    h(
      "header",
      { class: "panel-head" },
      h("div", {}, h("h2", { id: "people-title" }, phrase("people")), h("p", {}, phrase("people_hint"))),
      h(
        "button",
        {
          type: "button",
          class: "tool",
          "aria-label": phrase("close"),
          onclick: () => changed({ panel: null }),
          "data-testid": "people-close",
        },
        icon("close"),
      ),
    ),
    h(
      "div",
      { class: "scroll" },
      h("ul", { class: "persons" }, people.map(personRow), newcomerRow()),
      h(
        "datalist",
        { id: "zones" },
        zones.map((zone) => h("option", { key: zone, value: zone })),
      ),
    ),
  );
}

const roleOf = (member) => (member.guest_of_one ? "guest_of_one" : member.guest ? "guest" : "member");

function personRow(member) {
  const person = { ...member, role: roleOf(member) };
  const notes = [
    member.deleted ? phrase("deactivated") : null,
    member.guest ? phrase(person.role) : null,
    city(member.tz),
    member.locale,
  ];
  const words = [h("strong", {}, member.real_name), h("small", {}, notes.filter(Boolean).join(" · "))];
  return row(person, avatar(member), words, member.deleted);
}

const newcomerRow = () =>
  row(BLANK, h("span", { class: "place-sign large" }, icon("plus")), h("strong", {}, phrase("new_person")), false);

function row(person, sign, words, gone) {
  const open = state.person === person.id;
  return h(
    "li",
    { key: person.id, class: open ? "person open" : "person" },
    h(
      "button",
      {
        type: "button",
        class: gone ? "member gone" : "member",
        "aria-expanded": String(open),
        onclick: () => (open ? close(person) : changed({ person: person.id })),
        "data-testid": `person-${person.id}`,
      },
      sign,
      h("span", { class: "member-words" }, words),
      icon("down"),
    ),
    open ? form(person, gone) : null,
  );
}

function form(person, gone) {
  const busy = isPending(place(person));
  return h(
    "form",
    { class: "person-form", onsubmit: (event) => save(event, person), novalidate: true },
    troubleNote(place(person)),
    text(person, "real_name", "person_name"),
    text(person, "name", "person_handle"),
    text(person, "tz", "person_zone", { list: "zones" }),
    choice(person, "locale", "person_locale", localesWith(person.locale)),
    choice(
      person,
      "role",
      "person_role",
      Object.keys(ROLES).map((role) => [role, phrase(role)]),
    ),
    person.id === NEW ? channels(person) : null,
    h(
      "div",
      { class: "dialog-foot" },
      person.id === NEW ? null : leaving(person, gone, busy),
      h(
        "button",
        { class: "button primary", "aria-busy": busy ? "true" : null, "data-testid": "person-save" },
        phrase(person.id === NEW ? "person_join" : "save"),
        busy ? spinner() : null,
      ),
    ),
  );
}

const leaving = (person, gone, busy) =>
  h(
    "button",
    {
      type: "button",
      class: gone ? "button" : "button danger",
      "aria-disabled": busy ? "true" : null,
      onclick: () => send(person, { deleted: !gone }),
      "data-testid": gone ? "person-reactivate" : "person-deactivate",
    },
    phrase(gone ? "reactivate" : "deactivate"),
  );

function text(person, field, label, more = {}) {
  const props = { class: "control", value: draftOf(person, field), autocomplete: "off", ...more };
  const oninput = (event) => enter(person, field, event.target.value);
  return labelled(label, h("input", { ...props, oninput, "data-testid": `person-${field}` }));
}

function choice(person, field, label, options) {
  const take = (event) => {
    enter(person, field, event.target.value);
    changed();
  };
  return labelled(
    label,
    h(
      "select",
      { class: "control", value: draftOf(person, field), onchange: take, "data-testid": `person-${field}` },
      options.map(([value, shown]) => h("option", { key: value, value }, shown)),
    ),
  );
}

const labelled = (label, control) => h("label", { class: "field" }, h("span", {}, phrase(label)), control);

function localesWith(current) {
  const look = { type: "language", languageDisplay: "standard" };
  const names = new Intl.DisplayNames([document.documentElement.lang], look);
  return [...new Set([...LOCALES, current])].map((code) => [code, names.of(code)]);
}

function channels(person) {
  const chosen = draftOf(person, "channels") ?? publicChannels();
  const toggle = (id) => () => {
    enter(person, "channels", chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
    changed();
  };
  const box = (one) =>
    h(
      "label",
      { key: one.id, class: "mark" },
      h("input", { type: "checkbox", checked: chosen.includes(one.id), onchange: toggle(one.id) }),
      h("span", {}, `#${one.name}`),
    );
  return h(
    "fieldset",
    { class: "field" },
    h("legend", {}, phrase("person_channels")),
    state.facts.conversations.filter((one) => one.kind === "channel").map(box),
  );
}
