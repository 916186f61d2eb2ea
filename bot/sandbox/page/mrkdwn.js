// Reads the messenger's markup (`*bold*`, `<@U1>`, `<https://…|label>`) into elements. Nothing of a message is ever
// treated as HTML: every piece ends as a text node.

import { messengerDate } from "./dates.js";
import { h } from "./dom.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const EMOJI = {
  white_check_mark: "✅",
  heavy_check_mark: "✔️",
  calendar: "📅",
  bell: "🔔",
  hourglass_flowing_sand: "⏳",
  warning: "⚠️",
  wave: "👋",
  tada: "🎉",
  bulb: "💡",
  seedling: "🌱",
  "+1": "👍",
  thumbsup: "👍",
  eyes: "👀",
  heart: "❤️",
  smile: "😄",
  memo: "📝",
  dart: "🎯",
  rocket: "🚀",
  palm_tree: "🌴",
  chart_with_upwards_trend: "📈",
  pushpin: "📌",
  x: "❌",
};
const SAFE_LINK = /^(https?:|mailto:|tel:)/i;

export const unescaped = (text) => text.replaceAll(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);
export const emoji = (name) => EMOJI[name] ?? `:${name}:`;
const withEmoji = (text) => text.replaceAll(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI[name] ?? whole);

export function link(url, label) {
  if (!SAFE_LINK.test(url)) return label;
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

export function mention(id, reader) {
  const member = reader.members.find((one) => one.id === id);
  const mine = id === reader.me?.id;
  return h("span", { class: mine ? "mention mine" : "mention" }, `@${member?.real_name ?? id}`);
}

export function conversationMention(id, label, reader) {
  const conversation = reader.conversations.find((one) => one.id === id);
  return h("span", { class: "mention" }, `#${(conversation?.name ?? label ?? id).replace(/^#/, "")}`);
}

/** Marked-up text as its author would type it again: `@dora`, `#marketing`, plain addresses. */
export function typedForm(text, reader) {
  const names = (sign, id, label) => {
    if (sign === "@") return `@${reader.members.find((one) => one.id === id)?.name ?? id}`;
    return `#${label ?? id}`;
  };
  return unescaped(
    text
      .replaceAll(/<([@#])(\w+)(?:\|([^>]*))?>/g, (_, sign, id, label) => names(sign, id, label))
      .replaceAll(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, "$1"),
  );
}

/** What stands between `<` and `>`: a person, a conversation, a date, everyone, or a link. */
function reference(inner, reader) {
  const [target, label] = inner.split("|");
  if (target.startsWith("@")) return mention(target.slice(1), reader);
  if (target.startsWith("#")) return conversationMention(target.slice(1), label, reader);
  if (target.startsWith("!date^")) return dateReference(target, label, reader);
  if (target.startsWith("!")) return h("span", { class: "mention" }, `@${label ?? target.slice(1).split("^")[0]}`);
  return link(unescaped(target), unescaped(label ?? target.replace(/^(mailto|tel):/, "")));
}

function dateReference(target, fallback, reader) {
  const [, unix, pattern, url] = target.split("^");
  if (!/^\d+$/.test(unix) || !pattern) return unescaped(fallback ?? "");
  const shown = messengerDate(Number(unix), unescaped(pattern), reader);
  return url ? link(unescaped(url), shown) : h("time", { datetime: new Date(unix * 1000).toISOString() }, shown);
}

// In the order in which they win: what stands in code is left alone, then references, bare addresses, marks.
const EDGE = "(?<![\\p{L}\\p{N}])";
const END = "(?![\\p{L}\\p{N}])";
const MARKS = new RegExp(
  [
    "```(?<pre>[\\s\\S]+?)```",
    "`(?<code>[^`\\n]+)`",
    "<(?<ref>[^<>\\n]+)>",
    "(?<url>https?://[^\\s<>|]+[^\\s<>|.,;:!?)])",
    `${EDGE}\\*(?<strong>[^\\s*](?:[^*\\n]*[^\\s*])?)\\*${END}`,
    `${EDGE}_(?<em>[^\\s_](?:[^\\n]*?[^\\s_])?)_${END}`,
    `${EDGE}~(?<s>[^\\s~](?:[^~\\n]*[^\\s~])?)~${END}`,
  ].join("|"),
  "gu",
);

function marked(groups, reader) {
  if (groups.pre !== undefined) return h("pre", { class: "code-block" }, unescaped(groups.pre.replace(/^\n/, "")));
  if (groups.code !== undefined) return h("code", {}, unescaped(groups.code));
  if (groups.ref !== undefined) return reference(groups.ref, reader);
  if (groups.url !== undefined) return link(unescaped(groups.url), unescaped(groups.url));
  const tag = ["strong", "em", "s"].find((name) => groups[name] !== undefined);
  return h(tag, {}, inline(groups[tag], reader));
}

const plain = (text) =>
  withEmoji(unescaped(text))
    .split("\n")
    .flatMap((line, at) => (at ? [h("br"), line] : [line]));

function inline(text, reader) {
  const parts = [];
  let read = 0;
  for (const match of text.matchAll(MARKS)) {
    parts.push(plain(text.slice(read, match.index)), marked(match.groups, reader));
    read = match.index + match[0].length;
  }
  parts.push(plain(text.slice(read)));
  return parts.flat().filter((part) => part !== "");
}

const QUOTE = /^(?:&gt;|>) ?/;

/** Elements for a marked-up text; lines that begin with `>` become a quotation. */
export function mrkdwn(text, reader) {
  const parts = [];
  for (const run of runs(text)) {
    const body = inline(run.lines.join("\n"), reader);
    parts.push(run.quoted ? h("blockquote", {}, body) : body);
  }
  return parts.flat();
}

function runs(text) {
  const found = [];
  // A code block may hold lines that look like quotations.
  if (text.includes("```")) return [{ quoted: false, lines: [text] }];
  for (const line of text.split("\n")) {
    const quoted = QUOTE.test(line);
    if (found.at(-1)?.quoted !== quoted) found.push({ quoted, lines: [] });
    found.at(-1).lines.push(quoted ? line.replace(QUOTE, "") : line);
  }
  return found;
}

/** A text object of a block (`plain_text` or `mrkdwn`). */
export function textObject(object, reader) {
  if (!object) return [];
  return object.type === "mrkdwn" ? mrkdwn(object.text, reader) : plain(object.text).filter((part) => part !== "");
}

/** The words alone, for labels and attributes. */
export const plainText = (object) => withEmoji(unescaped(object?.text ?? ""));
