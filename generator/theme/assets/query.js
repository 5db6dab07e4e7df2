// What stands in the search box: words, "exact phrases", -words, and fields such as author: and year:.

import { stem, words } from "./tokens.js";

const PART = /(-?)(?:(author|tag|theme|year):)?(?:"([^"]*)"?|(\S+))/giu;
const STOP = new Set(
  "a about an and are as at be by can do does for from how in into is it its of on or that the their there these they this to via what when where which who why with".split(" "),
);

export function parse(text) {
  const query = { ...empty(), not: empty() };
  for (const [, minus, field, quoted, plain] of text.matchAll(PART)) {
    const side = minus ? query.not : query;
    const value = quoted ?? plain;
    const name = field?.toLowerCase();
    if (name === "year") side.years.push(years(value));
    else if (name) side[`${name}s`].push(value);
    else if (quoted !== undefined) side.phrases.push(words(quoted).map(stem));
    else side.words.push(...words(plain));
  }
  for (const side of [query, query.not]) side.phrases = side.phrases.filter((phrase) => phrase.length);
  query.not.words = query.not.words.map(stem);
  const telling = query.words.filter((word) => !STOP.has(word));
  query.words = telling.length ? telling : query.words;
  return query;
}

function empty() {
  return { words: [], phrases: [], authors: [], tags: [], themes: [], years: [] };
}

// 2020, 2020..2022, 2020.. and ..2022; anything else asks for no year that exists.
function years(text) {
  const match = /^(\d{4})?(\.\.)?(\d{4})?$/.exec(text);
  if (!match || (!match[1] && !match[3])) return [Infinity, -Infinity];
  const [, from, range, to] = match;
  return range ? [Number(from ?? 0), Number(to ?? 9999)] : [Number(from ?? to), Number(from ?? to)];
}
