// Instants in the zone and language of whoever reads them. Zones are IANA names, days are "2026-12-01".

import { languageCode } from "./phrases.js";

const LOCALES = { de: "de-DE", en: "en-GB" };
export const pageLocale = () => LOCALES[languageCode()];

const formatters = new Map();

function format(date, zone, options, locale = pageLocale()) {
  const name = JSON.stringify([locale, zone, options]);
  if (!formatters.has(name)) formatters.set(name, new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }));
  return formatters.get(name).format(date);
}

const DAY = { year: "numeric", month: "2-digit", day: "2-digit" };
const TIME = { hour: "2-digit", minute: "2-digit" };
const SHORT = { day: "numeric", month: "short", year: "numeric" };
const PLAIN = { day: "numeric", month: "long", year: "numeric" };
const LONG = { weekday: "long", ...PLAIN };

export const instantOf = (ts) => new Date(Number(ts) * 1000);
export const timeOf = (date, zone) => format(date, zone, TIME);
export const dateOf = (date, zone) => format(date, zone, LONG);
export const mediumDateOf = (date, zone) => format(date, zone, { ...LONG, weekday: "short" });
export const shortDateOf = (date, zone) => format(date, zone, { weekday: "short", day: "numeric", month: "short" });
// Swedish dates are ISO dates.
export const dayOf = (date, zone) => format(date, zone, DAY, "sv-SE");
export const city = (zone) => zone.split("/").at(-1).replaceAll("_", " ");

export function plainDay(day) {
  return format(new Date(`${day}T12:00:00Z`), "UTC", { weekday: "short", ...SHORT });
}

export function dayAfter(day) {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return dayOf(date, "UTC");
}

/** "gestern", "today" …; null if the day is farther away. */
function nearDay(date, now, zone, locale) {
  const [day, today] = [dayOf(date, zone), dayOf(now, zone)];
  const days = day === today ? 0 : dayAfter(day) === today ? -1 : day === dayAfter(today) ? 1 : null;
  return days === null ? null : new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");
}

export function dayTitle(date, now, zone) {
  const near = nearDay(date, now, zone, pageLocale());
  return near ? near[0].toUpperCase() + near.slice(1) : dateOf(date, zone);
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

function ago(date, now, locale) {
  const seconds = (date - now) / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

const TOKENS = {
  date_num: (date, zone) => dayOf(date, zone),
  date_slash: (date, zone, locale) => format(date, zone, DAY, locale),
  date: (date, zone, locale) => format(date, zone, PLAIN, locale),
  date_short: (date, zone, locale) => format(date, zone, SHORT, locale),
  date_long: (date, zone, locale) => format(date, zone, LONG, locale),
  date_long_full: (date, zone, locale) => format(date, zone, LONG, locale),
  time: (date, zone, locale) => format(date, zone, TIME, locale),
  time_secs: (date, zone, locale) => format(date, zone, { ...TIME, second: "2-digit" }, locale),
};

/** A messenger date (`{date_short_pretty} {time}`) as the reader sees it; an unknown token stays as it is written. */
export function messengerDate(unix, pattern, { zone, locale, now }) {
  const date = new Date(unix * 1000);
  return pattern.replaceAll(/\{(\w+)\}/g, (token, name) => {
    if (name === "ago") return ago(date, now, locale);
    const plain = name.replace(/_pretty$/, "").replace("day_divider", "date_long");
    const near = name.endsWith("_pretty") ? nearDay(date, now, zone, locale) : null;
    return near ?? TOKENS[plain]?.(date, zone, locale) ?? token;
  });
}
