// What a form can find wrong by itself before it is sent.

import { isEmpty, valueOf } from "./options.js";
import { phrase } from "./phrases.js";

function wrongWith(block, value) {
  const it = block.element;
  if (isEmpty(value)) return block.optional ? null : phrase("required");
  if (it.min_length && value.length < it.min_length) return phrase("too_short", it.min_length);
  if (it.max_length && value.length > it.max_length) return phrase("too_long", it.max_length);
  if (it.type === "number_input") return wrongNumber(it, Number(value));
  if (it.type === "email_text_input" && !/^\S+@\S+\.\S+$/.test(value)) return phrase("not_an_email");
  if (it.type === "url_text_input" && !/^https?:\/\/\S+$/.test(value)) return phrase("not_a_link");
  return null;
}

function wrongNumber(it, number) {
  if (Number.isNaN(number)) return phrase("not_a_number");
  if (!it.is_decimal_allowed && !Number.isInteger(number)) return phrase("not_whole");
  const [least, most] = [Number(it.min_value ?? -Infinity), Number(it.max_value ?? Infinity)];
  if (number < least) return phrase("too_small", it.min_value);
  return number > most ? phrase("too_large", it.max_value) : null;
}

/** block_id -> sentence, for every field that cannot be sent as it is. */
export function wrongFields(surface) {
  const inputs = surface.blocks.filter((block) => block.type === "input");
  const found = inputs.map((block) => [block.block_id, wrongWith(block, valueOf(surface, block, block.element))]);
  return Object.fromEntries(found.filter(([, sentence]) => sentence));
}
