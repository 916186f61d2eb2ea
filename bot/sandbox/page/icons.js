// Line drawings of 20 × 20 units, in the colour of the text around them.

import { h } from "./dom.js";

const PATHS = {
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  close: "M5 5l10 10M15 5L5 15",
  back: "M12 4.5L6.5 10l5.5 5.5",
  home: "M3.5 9L10 3.5 16.5 9v7a.8.8 0 0 1-.8.8H12v-4.3H8v4.3H4.3a.8.8 0 0 1-.8-.8z",
  hash: "M7.5 3.5L6 16.5M14 3.5l-1.5 13M3.5 7.5h13M3 12.5h13",
  talk: "M4.3 4h11.4a.9.9 0 0 1 .9.9v7.7a.9.9 0 0 1-.9.9H9.5L5.8 16.6v-3.1H4.3a.9.9 0 0 1-.9-.9V4.9a.9.9 0 0 1 .9-.9z",
  send: "M3.5 10L16.5 4l-4 12.5-3-5z M9.5 11.5l7-7.5",
  sunrise: "M2.5 15.5h15M5.5 15.5a4.5 4.5 0 0 1 9 0M10 3.5v3M3.9 8.2l1.9 1.4M16.1 8.2l-1.9 1.4",
  date: "M4 5h12a.7.7 0 0 1 .7.7v10a.7.7 0 0 1-.7.7H4a.7.7 0 0 1-.7-.7v-10A.7.7 0 0 1 4 5zM3.3 8.6h13.4M6.7 3.3v3M13.3 3.3v3",
  time: "M10 3.4a6.6 6.6 0 1 1 0 13.2 6.6 6.6 0 0 1 0-13.2zM10 6.2V10l2.6 1.8",
  traffic: "M6.5 16V4.5M3.5 7.3l3-3 3 3M13.5 4v11.5M10.5 12.7l3 3 3-3",
  more: "M5 10h.01M10 10h.01M15 10h.01",
  down: "M5.5 8l4.5 4.5L14.5 8",
  check: "M4.5 10.5l3.7 3.7 7.3-8",
  eye: "M2.8 10S5.4 5.3 10 5.3 17.2 10 17.2 10 14.6 14.7 10 14.7 2.8 10 2.8 10zM10 8a2 2 0 1 1 0 4 2 2 0 0 1 0-4z",
  edit: "M4 16l.8-3.4L13 4.4a1.3 1.3 0 0 1 1.9 0l.7.7a1.3 1.3 0 0 1 0 1.9l-8.2 8.2zM11.6 5.8l2.6 2.6",
  bin: "M4 5.8h12M8 5.6V4h4v1.6M5.4 5.8l.7 10.4h7.8l.7-10.4M8.4 8.8v4.6M11.6 8.8v4.6",
  route:
    "M5.5 13.5a1.6 1.6 0 1 1 0 3.2 1.6 1.6 0 0 1 0-3.2zM14.5 3.3a1.6 1.6 0 1 1 0 3.2 1.6 1.6 0 0 1 0-3.2zM7.2 15.1h5a2.55 2.55 0 0 0 0-5.1h-4.4a2.55 2.55 0 0 1 0-5.1h5",
  beat: "M6.2 16.5L8.6 3.8h2.8l2.4 12.7zM7.2 12.2h5.6M10 12l4.6-6.6",
};

export function icon(name) {
  const drawing = { viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true", focusable: "false" };
  return h("svg", drawing, h("path", { d: PATHS[name] }));
}

export const spinner = () => h("span", { class: "spinner", "aria-hidden": "true" });
