// The layout blocks of messages, modals and App Homes.

import { h } from "./dom.js";
import { element } from "./elements.js";
import { field } from "./fields.js";
import { imageBlock, thumbnail } from "./images.js";
import { mrkdwn, textObject } from "./mrkdwn.js";
import { phrase } from "./phrases.js";
import { richText } from "./richtext.js";

/**
 * Draws blocks on a surface: `{key, address, blocks, reader, errors}`. `key` names the surface among all others, `address` is what an
 * act has to say about where it happened, `errors` are the sentences at input blocks.
 */
export function drawBlocks(surface, blocks = surface.blocks) {
  return h(
    "div",
    { class: "blocks" },
    blocks.map((block, at) => {
      const draw = BLOCKS[block.type] ?? unknown;
      return h("div", { key: block.block_id ?? at, class: `block ${block.type}` }, draw(block, surface));
    }),
  );
}

const unknown = (block) => h("p", { class: "hint" }, phrase("unknown_block", block.type));

const PARAGRAPHS = /\n{2,}/;
const TALL = 900;

function words(object, reader) {
  if (!object) return null;
  if (object.type !== "mrkdwn" || object.text.includes("```"))
    return h("div", { class: "words" }, textObject(object, reader));
  const paragraphs = object.text.split(PARAGRAPHS).map((part) => h("p", {}, mrkdwn(part, reader)));
  return object.text.length > TALL ? foldable(paragraphs) : h("div", { class: "words" }, paragraphs);
}

/** Long texts begin folded, as their message would push everything else away. */
function foldable(paragraphs) {
  const toggle = (event) => {
    const open = event.currentTarget.parentElement.classList.toggle("open");
    event.currentTarget.setAttribute("aria-expanded", String(open));
  };
  return h(
    "div",
    { class: "words tall" },
    h("div", { class: "tall-body" }, paragraphs),
    h(
      "button",
      { type: "button", class: "link-button", "aria-expanded": "false", onclick: toggle },
      h("span", { class: "when-folded" }, phrase("show_more")),
      h("span", { class: "when-open" }, phrase("show_less")),
    ),
  );
}

function accessory(it, block, surface) {
  if (!it) return null;
  return h("div", { class: "accessory" }, it.type === "image" ? thumbnail(it) : element(it, block, surface));
}

function section(block, surface) {
  return [
    h(
      "div",
      { class: "section-body" },
      words(block.text, surface.reader),
      block.fields
        ? h(
            "div",
            { class: "fields" },
            block.fields.map((one) => words(one, surface.reader)),
          )
        : null,
    ),
    accessory(block.accessory, block, surface),
  ];
}

const contextElement = (it, reader) => (it.type === "image" ? thumbnail(it) : h("span", {}, textObject(it, reader)));

function table(block, surface) {
  const cell = (it) => (it.type === "rich_text" ? richText(it, surface.reader) : String(it.text ?? it.value ?? ""));
  const aligned = (at) => block.column_settings?.[at]?.align ?? null;
  const [head, ...rows] = block.rows;
  const row = (cells, tag) =>
    h(
      "tr",
      {},
      cells.map((it, at) => h(tag, { "data-align": aligned(at) }, cell(it))),
    );
  return h(
    "div",
    { class: "table-frame", tabindex: "0", role: "region" },
    h(
      "table",
      {},
      h("thead", {}, row(head, "th")),
      h(
        "tbody",
        {},
        rows.map((cells) => row(cells, "td")),
      ),
    ),
  );
}

/** Standard Markdown, of which only what has a counterpart in the messenger's own markup is drawn. */
function markdown(block, surface) {
  const translated = block.text
    .replaceAll(/^#{1,6} +(.*)$/gm, "**$1**")
    .replaceAll(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, "<$2|$1>")
    .replaceAll(/\*\*(.+?)\*\*/g, "*$1*")
    .replaceAll(/~~(.+?)~~/g, "~$1~")
    .replaceAll(/^[-*] /gm, "• ");
  return words({ type: "mrkdwn", text: translated }, surface.reader);
}

const BLOCKS = {
  header: (block, surface) => h("h3", {}, textObject(block.text, surface.reader)),
  section,
  divider: () => h("hr"),
  context: (block, surface) => block.elements.map((it) => contextElement(it, surface.reader)),
  actions: (block, surface) => block.elements.map((it) => element(it, block, surface)),
  image: (block, surface) => imageBlock(block, surface.reader),
  rich_text: (block, surface) => richText(block, surface.reader),
  input: (block, surface) => field(block, surface, surface.errors?.[block.block_id]),
  alert: (block, surface) =>
    h("div", { class: `alert ${block.level ?? "default"}`, role: "alert" }, textObject(block.text, surface.reader)),
  table,
  markdown,
};
