// The files of a message: pictures are shown, others stand on a card with a way to keep them.

import { pageLocale } from "./dates.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { picture } from "./images.js";
import { phrase } from "./phrases.js";

const IMAGE = /^image\//;

export const fileRow = (file) => (IMAGE.test(file.mimetype ?? "") ? pictureOf(file) : card(file));

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

const UNITS = [
  ["megabyte", 1_000_000],
  ["kilobyte", 1_000],
  ["byte", 1],
];

function sizeOf(bytes) {
  const [unit, size] = UNITS.find(([, least]) => bytes >= least) ?? UNITS.at(-1);
  const style = { style: "unit", unit, unitDisplay: unit === "byte" ? "long" : "short", maximumFractionDigits: 1 };
  return new Intl.NumberFormat(pageLocale(), style).format(bytes / size);
}

function card(file) {
  const title = file.title || file.name;
  const facts = [title === file.name ? null : file.name, file.pretty_type, sizeOf(file.size)];
  const label = phrase("download", file.name);
  return h(
    "div",
    { class: "file-card", key: file.id, "data-testid": `file-${file.id}` },
    h("span", { class: "file-sign" }, icon("file")),
    h(
      "div",
      { class: "file-words" },
      h("strong", {}, title),
      h("small", {}, facts.filter(Boolean).join(" · ")),
    ),
    h(
      "a",
      {
        class: "tool",
        href: file.url_private_download,
        download: file.name,
        "aria-label": label,
        title: label,
        "data-testid": `download-${file.id}`,
      },
      icon("download"),
    ),
  );
}
