// Why a paper was found where none of the words asked for shows in its row.

import { stem, words } from "./words.js";

/**
 * @typedef {import("./files.js").Index} Index
 * @typedef {import("./files.js").Shown} Shown
 * @typedef {import("./engine.js").Found} Found
 */

/** Bits of the fields that a row does not show, with what each is called. @type {[number, string][]} */
const FIELDS = [
  [8, "summary"],
  [16, "abstract"],
  [2, "authors"],
  [32, "venue"],
  [128, "said of it or of its topics"],
  [256, "common in papers on its topics"],
];
const TOPICS = 4 | 64;

/**
 * Say where words were found that the row does not show: "tag: Associative memory".
 *
 * @param {Found} found
 * @param {Shown & { position: number }} shown
 * @param {Index} index
 */
export function reasons(found, shown, index) {
  const authors = (shown.authors ?? []).map(([name]) => name);
  const visible = [shown.title, ...authors, shown.venue, shown.year, shown.gist].join(" ");
  const seen = new Set(words(visible).map(stem));
  /** @type {Set<string>} */
  const said = new Set();
  found.slots.forEach((slot, i) => {
    const mask = slot.masks[shown.position];
    const terms = new Set(slot.terms.map(({ term }) => term));
    if (!mask || [...terms].some((term) => term.split(" ").every((part) => seen.has(part)))) return;
    const word = found.query.words[i];
    const topic = mask & TOPICS ? topical(shown, index, terms) : "";
    const field = FIELDS.find(([bit]) => mask & bit);
    if (topic) said.add(topic);
    else if (field) said.add(`“${word}”: ${field[1]}`);
  });
  return [...said].join(" · ");
}

/**
 * @param {Shown} shown
 * @param {Index} index
 * @param {Set<string>} terms
 */
function topical(shown, { entities }, terms) {
  for (const [kind, ids] of /** @type {const} */ ([
    ["tag", shown.tags],
    ["theme", shown.themes],
  ])) {
    for (const id of ids ?? []) {
      const topic = entities[kind].find((one) => one[0] === id);
      const names = topic ? [topic[1], ...topic.slice(3)].map(String) : [];
      const name = names.find((text) => words(text).some((word) => terms.has(stem(word))));
      if (topic && name) return `${kind}: ${topic[1]}${name === topic[1] ? "" : ` (${name})`}`;
    }
  }
  return "";
}
