// The left rail: whose seat one takes, and which conversation one is in.

import { actAs, visit, visitHome } from "./acts.js";
import { appMark, avatar } from "./avatars.js";
import { city, timeOf } from "./dates.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { phrase } from "./phrases.js";
import { bot, botName, changed, isWithBot, memberOf, myZone, nameOfConversation, now, state } from "./state.js";

export function drawRail() {
  return [
    h(
      "section",
      { class: "rail-part", "aria-labelledby": "act-as" },
      h("header", { class: "rail-head" }, h("h2", { id: "act-as" }, phrase("act_as"))),
      h("ul", { class: "rail-list" }, people().map(memberRow)),
    ),
    h(
      "section",
      { class: "rail-part", "aria-labelledby": "conversations" },
      h("header", { class: "rail-head" }, h("h2", { id: "conversations" }, phrase("conversations"))),
      h("ul", { class: "rail-list" }, homeRow(), conversations().map(conversationRow)),
    ),
  ];
}

const people = () => state.facts.members.filter((member) => !member.is_bot);

/** The bot first, then people, then channels by name. */
function conversations() {
  const rank = (one) => (isWithBot(one) ? 0 : one.kind === "im" ? 1 : 2);
  return state.facts.conversations.toSorted(
    (one, other) => rank(one) - rank(other) || (one.name ?? "").localeCompare(other.name ?? ""),
  );
}

function badge(count) {
  if (!count) return null;
  return h(
    "span",
    { class: "badge" },
    h("span", { "aria-hidden": "true" }, count > 99 ? "99+" : count),
    h("span", { class: "heard-only" }, phrase("unread", count)),
  );
}

function memberRow(member) {
  const here = member.id === state.me;
  const notes = [
    member.title,
    member.guest && phrase("guest"),
    member.deleted && phrase("deactivated"),
    farTime(member),
  ];
  return h(
    "li",
    { key: member.id },
    h(
      "button",
      {
        type: "button",
        class: member.deleted ? "member gone" : "member",
        "aria-current": here ? "true" : null,
        onclick: () => actAs(member.id),
        "data-testid": `member-${member.id}`,
      },
      avatar(member),
      h(
        "span",
        { class: "member-words" },
        h("strong", {}, member.real_name),
        h("small", {}, notes.filter(Boolean).join(" · ")),
      ),
      here ? null : badge(member.unread),
    ),
  );
}

/** The time where the member is, if it is another than where one sits oneself. */
function farTime(member) {
  const theirs = timeOf(now(), member.tz);
  return theirs === timeOf(now(), myZone()) ? null : `${theirs} ${city(member.tz)}`;
}

function homeRow() {
  return h(
    "li",
    { key: "home" },
    h(
      "button",
      {
        type: "button",
        class: "place",
        "aria-current": state.place?.home ? "page" : null,
        onclick: visitHome,
        "data-testid": "home-tab",
      },
      h("span", { class: "place-sign" }, icon("home")),
      h("span", { class: "place-name" }, phrase("home")),
    ),
  );
}

function conversationRow(conversation) {
  const here = state.place?.conversation === conversation.id;
  const withBot = isWithBot(conversation);
  const news = conversation.unread + conversation.unread_replies;
  return h(
    "li",
    { key: conversation.id },
    h(
      "button",
      {
        type: "button",
        class: news && !here ? "place fresh" : "place",
        "aria-current": here ? "page" : null,
        onclick: () => visit(conversation.id),
        "data-testid": `conversation-${conversation.id}`,
      },
      sign(conversation, withBot),
      h("span", { class: "place-name" }, nameOfConversation(conversation)),
      withBot ? presence() : null,
      badge(here ? conversation.unread_replies : news),
    ),
  );
}

function sign(conversation, withBot) {
  if (conversation.kind !== "im") return h("span", { class: "place-sign" }, icon("hash"));
  return withBot ? appMark("small") : avatar(memberOf(conversation.with), "small");
}

function presence() {
  const there = bot().connected !== false;
  return h(
    "span",
    { class: there ? "presence there" : "presence", title: phrase(there ? "app_connected" : "app_away") },
    h("span", { class: "heard-only" }, phrase(there ? "app_connected" : "app_away")),
  );
}

/** The bar above the conversation: what it is, and on a narrow screen the way to the rail. */
export function drawHead(conversation) {
  const withBot = state.place?.home || (conversation && isWithBot(conversation));
  return [
    h(
      "button",
      {
        type: "button",
        class: "tool narrow-only",
        "aria-label": phrase("menu"),
        "aria-expanded": String(state.drawer),
        onclick: () => changed({ drawer: !state.drawer }),
        "data-testid": "rail-toggle",
      },
      icon("menu"),
      elsewhere() ? h("span", { class: "dot" }) : null,
    ),
    withBot ? appMark() : h("span", { class: "place-sign large" }, icon("hash")),
    h("h1", {}, withBot ? botName() : conversation ? nameOfConversation(conversation) : ""),
    withBot ? tabs() : null,
  ];
}

const elsewhere = () =>
  state.facts.conversations.some((one) => one.unread + one.unread_replies && one.id !== state.place?.conversation);

function tabs() {
  const direct = state.facts.conversations.find(isWithBot);
  const tab = (name, current, onclick, testid) =>
    h(
      "button",
      { type: "button", class: "tab", "aria-current": current ? "page" : null, onclick, "data-testid": testid },
      phrase(name),
    );
  return h(
    "nav",
    { class: "tabs", "aria-label": botName() },
    direct ? tab("messages", !state.place?.home, () => visit(direct.id), "tab-messages") : null,
    tab("home", Boolean(state.place?.home), visitHome, "tab-home"),
  );
}
