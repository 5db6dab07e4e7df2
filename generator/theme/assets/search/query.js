// What stands in a search box: words, "exact phrases", -words, and fields such as author: and year:.

import { stem, telling, words } from "./words.js";

const PART = /(-?)(?:(is|[\p{L}]{3,12}):(?=["\p{L}\p{N}.]))?(?:"([^"]*)"?|(\S+))/gu;
const WITH = /\b(?:with|has|having)\s+(?:an?\s+)?(code|pdf)\b/gi;
const FIELDS = [
  "author",
  "tag",
  "theme",
  "year",
  "venue",
  "title",
  "arxiv",
  "doi",
  "code",
  "pdf",
  "added",
  "is",
];

/**
 * @typedef {object} Field
 * @property {string} name one of FIELDS
 * @property {string} value
 * @property {boolean} not whether papers that fit are left out
 *
 * @typedef {object} Query
 * @property {string[]} words as typed, without those that tell nothing
 * @property {string[][]} phrases stems in a row
 * @property {Field[]} fields
 * @property {{ words: string[], phrases: string[][] }} not stems that papers must not have
 * @property {string[]} unknown names of fields that there are not; their words are asked for
 */

/**
 * Read what stands in a search box.
 *
 * @param {string} text
 * @param {Set<string>} stop stems that tell nothing
 * @returns {Query}
 */
export function parse(text, stop) {
  /** @type {Query} */
  const query = {
    words: [],
    phrases: [],
    fields: [],
    not: { words: [], phrases: [] },
    unknown: [],
  };
  const asked = text.replace(WITH, "$1:yes");
  for (const [whole, minus, label, quoted, plain] of asked.matchAll(PART)) {
    const name = label?.toLowerCase();
    const value = quoted ?? plain;
    if (FIELDS.includes(name)) query.fields.push({ name, value, not: minus !== "" });
    else if (name && !/^https?$/.test(name)) query.unknown.push(name);
    if (FIELDS.includes(name)) continue;
    const side = minus ? query.not : query;
    if (quoted !== undefined) side.phrases.push(words(quoted).map(stem));
    else side.words.push(...words(name && query.unknown.includes(name) ? value : whole));
  }
  for (const side of [query, query.not]) {
    side.phrases = side.phrases.filter((phrase) => phrase.length);
  }
  query.not.words = query.not.words.map(stem);
  query.words = telling(query.words, stop);
  return query;
}

/**
 * Read 2020, 2020..2022, 2020.. and ..2022, or days in their place, as what comes first and last.
 *
 * @param {string} text
 * @returns {[string, string] | null}
 */
export function range(text) {
  const match = /^(\d{4}(?:-\d\d){0,2})?(\.\.)?(\d{4}(?:-\d\d){0,2})?$/.exec(text);
  if (!match || (!match[1] && !match[3])) return null;
  const [, from, open, to] = match;
  return open ? [from ?? "", `${to ?? "9999"}~`] : [from ?? to, `${from ?? to}~`];
}
