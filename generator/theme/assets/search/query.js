// What stands in the search box: words, "exact phrases", -words, and fields such as author: and year:.

import { stem, words } from "./words.js";

const PART = /(-?)(?:(author|tag|theme|year):)?(?:"([^"]*)"?|(\S+))/giu;
const STOP = new Set(
  "a about an and are as at be by can do does for from how in into is it its of on or that the their there these they this to via what when where which who why with".split(
    " ",
  ),
);

/**
 * @typedef {object} Side What is asked for, or what is left out.
 * @property {string[]} words as typed; stems on the side of what is left out
 * @property {string[][]} phrases stems in a row
 * @property {string[]} authors
 * @property {string[]} tags
 * @property {string[]} themes
 * @property {[number, number][]} years first and last
 */
/** @typedef {Side & { not: Side }} Query */

/**
 * Read what stands in the search box.
 *
 * @param {string} text
 * @returns {Query}
 */
export function parse(text) {
  const query = { ...empty(), not: empty() };
  for (const [, minus, field, quoted, plain] of text.matchAll(PART)) {
    const side = minus ? query.not : query;
    const value = quoted ?? plain;
    const name = field?.toLowerCase();
    if (name === "author") side.authors.push(value);
    else if (name === "tag") side.tags.push(value);
    else if (name === "theme") side.themes.push(value);
    else if (name === "year") side.years.push(years(value));
    else if (quoted !== undefined) side.phrases.push(words(quoted).map(stem));
    else side.words.push(...words(plain));
  }
  for (const side of [query, query.not]) {
    side.phrases = side.phrases.filter((phrase) => phrase.length);
  }
  query.not.words = query.not.words.map(stem);
  const telling = query.words.filter((word) => !STOP.has(word));
  query.words = telling.length ? telling : query.words;
  return query;
}

/** @returns {Side} */
function empty() {
  return { words: [], phrases: [], authors: [], tags: [], themes: [], years: [] };
}

/**
 * Read 2020, 2020..2022, 2020.. and ..2022; anything else asks for no year that exists.
 *
 * @param {string} text
 * @returns {[number, number]}
 */
function years(text) {
  const match = /^(\d{4})?(\.\.)?(\d{4})?$/.exec(text);
  if (!match || (!match[1] && !match[3])) return [Infinity, -Infinity];
  const [, from, range, to] = match;
  return range ? [Number(from ?? 0), Number(to ?? 9999)] : [Number(from ?? to), Number(from ?? to)];
}
