// Pictures. One that cannot be shown leaves its description.

import { h } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { phrase } from "./phrases.js";

const ADDRESS = /^(https?:\/\/|\/|data:image\/)/i;

function broken(event) {
  event.target.closest("figure, .thumb")?.setAttribute("data-broken", phrase("image_missing"));
}

export function picture(url, alt, props = {}) {
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
