// What stands in the search box: words, "exact phrases", -words, and fields such as author: and year:.

import { stem, words } from "./tokens.js";

const PART = /(-?)(?:(author|tag|theme|year):)?(?:"([^"]*)"?|(\S+))/giu;
const STOP = new Set(
  "a about an and are as at be by can do does for from how in into is it its of on or that the their there these they this to via what when where which who why with".split(" "),
);

export function parse(text) {
  const query = { words: [], phrases: [], not: [], authors: [], tags: [], themes: [], years: [] };
  for (const [, minus, field, quoted, plain] of text.matchAll(PART)) {
    const value = quoted ?? plain;
    const name = field?.toLowerCase();
    if (name === "year") query.years.push(years(value));
    else if (name) query[`${name}s`].push(value);
    else if (minus) query.not.push(...words(value).map(stem));
    else if (quoted !== undefined) query.phrases.push(words(quoted).map(stem));
    else query.words.push(...words(plain));
  }
  query.phrases = query.phrases.filter((phrase) => phrase.length);
  const telling = query.words.filter((word) => !STOP.has(word));
  query.words = telling.length ? telling : query.words;
  query.typing = !/\s$/.test(text);
  return query;
}

// 2020, 2020..2022, 2020.. and ..2022; anything else asks for no year that exists.
function years(text) {
  const match = /^(\d{4})?(\.\.)?(\d{4})?$/.exec(text);
  if (!match || (!match[1] && !match[3])) return [Infinity, -Infinity];
  const [, from, range, to] = match;
  return range ? [Number(from ?? 0), Number(to ?? 9999)] : [Number(from ?? to), Number(from ?? to)];
}
