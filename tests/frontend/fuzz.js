// Random queries and addresses against what reads them: node fuzz.mjs SECONDS SEED. Prints the number of cases.
import { read, write } from "../../generator/theme/assets/explorer/state.js";
import { identifiers } from "../../generator/theme/assets/search/identifiers.js";
import { parse, range } from "../../generator/theme/assets/search/query.js";
import { stem, words } from "../../generator/theme/assets/search/words.js";

const PARTS = [
  "author:",
  "year:",
  "-",
  '"',
  " ",
  "..",
  "2020",
  "theme:x",
  "with:code",
  "é",
  "\u0301",
  "\ud83d",
  "<b>",
  "%",
  "&",
  "=",
  "?",
  "q=",
  "sort=",
  "10.1000/x",
  "arXiv:2401.00001",
  "constructor",
  "__proto__",
  "a".repeat(99),
  "(",
  "\\",
  "\u0000",
  "\u2028",
  "中",
  "ﬁ",
];
const [seconds, seed] = process.argv.slice(2).map(Number);
let state = seed >>> 0;

/** Return a number from 0 up to `end` by a linear congruence. */
function random(end) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * end);
}

const stop = new Set(["the", "of"]);
const until = Date.now() + seconds * 1000;
let cases = 0;
while (Date.now() < until) {
  const text = Array.from({ length: random(20) }, () => PARTS[random(PARTS.length)]).join("");
  const query = parse(text, stop);
  if (!Array.isArray(query.words) || !Array.isArray(query.fields))
    throw new Error(`no query of ${JSON.stringify(text)}`);
  range(text);
  identifiers(text);
  words(text).map(stem);
  write(read(`?${text}`));
  cases += 1;
}
console.log(cases);
