// rich_text blocks: sections, lists, quotations and code, with styled pieces.

import { messengerDate } from "./dates.js";
import { h } from "./dom.js";
import { conversationMention, emoji, link, mention } from "./mrkdwn.js";

const STYLES = [
  ["bold", "strong"],
  ["italic", "em"],
  ["strike", "s"],
  ["code", "code"],
  ["underline", "u"],
];

const PIECES = {
  text: (piece) => lines(piece.text),
  link: (piece) => link(piece.url, piece.text ?? piece.url),
  emoji: (piece) => (piece.unicode ? fromCodes(piece.unicode) : emoji(piece.name)),
  user: (piece, reader) => mention(piece.user_id, reader),
  channel: (piece, reader) => conversationMention(piece.channel_id, null, reader),
  broadcast: (piece) => h("span", { class: "mention" }, `@${piece.range}`),
  usergroup: (piece) => h("span", { class: "mention" }, `@${piece.usergroup_id}`),
  date: (piece, reader) => messengerDate(piece.timestamp, piece.format, reader),
};

/** `1f44b-1f3fd` is a hand and its colour. */
const fromCodes = (codes) => String.fromCodePoint(...codes.split("-").map((code) => Number.parseInt(code, 16)));

const lines = (text) => text.split("\n").flatMap((line, at) => (at ? [h("br"), line] : [line]));

function styled(piece, reader) {
  const drawn = PIECES[piece.type]?.(piece, reader) ?? piece.fallback ?? "";
  return STYLES.filter(([name]) => piece.style?.[name]).reduce((inner, [, tag]) => h(tag, {}, inner), drawn);
}

const pieces = (holder, reader) => holder.elements.map((piece) => styled(piece, reader));

function list(holder, reader) {
  const tag = holder.style === "ordered" ? "ol" : "ul";
  const items = holder.elements.map((item) => h("li", {}, pieces(item, reader)));
  return h(
    tag,
    { class: `indent-${Math.min(holder.indent ?? 0, 4)}`, start: holder.offset ? holder.offset + 1 : null },
    items,
  );
}

const HOLDERS = {
  rich_text_section: (holder, reader) => h("p", {}, pieces(holder, reader)),
  rich_text_list: list,
  rich_text_quote: (holder, reader) => h("blockquote", {}, pieces(holder, reader)),
  rich_text_preformatted: (holder, reader) => h("pre", { class: "code-block" }, pieces(holder, reader)),
};

export const richText = (block, reader) =>
  block.elements.map((holder) => HOLDERS[holder.type]?.(holder, reader) ?? null);
