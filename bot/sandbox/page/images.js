// Pictures of blocks and files. One that cannot be shown leaves its description.

import { h } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { phrase } from "./phrases.js";

const IMAGE = /^image\//;
const ADDRESS = /^(https?:\/\/|\/|data:image\/)/i;

function broken(event) {
  event.target.closest("figure, .thumb")?.setAttribute("data-broken", phrase("image_missing"));
}

function picture(url, alt, props = {}) {
  const safe = ADDRESS.test(url ?? "") ? url : "";
  return h("img", {
    src: safe,
    alt: alt ?? "",
    loading: "lazy",
    referrerpolicy: "no-referrer",
    onerror: broken,
    ...props,
  });
}

export const thumbnail = (it) => h("span", { class: "thumb" }, picture(addressOf(it), it.alt_text));

const addressOf = (it) =>
  it.image_url ?? it.slack_file?.url ?? (it.slack_file?.id && `/sandbox/files/${it.slack_file.id}`);

export function imageBlock(block, reader) {
  return h(
    "figure",
    { class: "picture" },
    block.title ? h("figcaption", {}, textObject(block.title, reader)) : null,
    picture(addressOf(block), block.alt_text),
  );
}

export const fileRow = (file) => (IMAGE.test(file.mimetype ?? "") ? pictureOf(file) : download(file));

function pictureOf(file) {
  const url = file.url_private ?? file.permalink;
  return h(
    "figure",
    { class: "picture file", key: file.id, "data-testid": `file-${file.id}` },
    h("figcaption", {}, file.title || file.name),
    h(
      "a",
      { href: url, target: "_blank", rel: "noopener noreferrer" },
      picture(url, file.alt_txt ?? file.title ?? file.name),
    ),
  );
}

const download = (file) =>
  h(
    "p",
    { class: "file", key: file.id, "data-testid": `file-${file.id}` },
    h(
      "a",
      { href: file.url_private ?? file.permalink, target: "_blank", rel: "noopener noreferrer" },
      file.title || file.name,
    ),
  );
