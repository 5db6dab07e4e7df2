// Themes, tags, authors, venues, reading lists and pages among what was found.

import { entity } from "../urls.js";
import { stem, words } from "./words.js";

/**
 * @typedef {import("./files.js").Kind | "author"} Kind
 *
 * @typedef {object} Line
 * @property {Kind} kind
 * @property {string} name
 * @property {string} url
 * @property {number} papers
 * @property {number} score
 */

/** @type {import("./files.js").Kind[]} */
const KINDS = ["theme", "tag", "venue", "list", "page"];
const MOST = 12;
const FEW = 3;
const MENTIONED = 0.3;

/**
 * Return the entities that were found, the closest first.
 *
 * @param {import("./engine.js").Found} found
 * @param {import("./files.js").Files} files
 * @returns {Promise<Line[]>}
 */
export async function entities(found, files) {
  const index = await files.index();
  const known = KINDS.flatMap((kind) => index.entities[kind].map((one) => ({ kind, one })));
  const asked = new Set(found.slots.flatMap(({ terms }) => terms.map(({ term }) => term)));
  const ranked = [...found.entities].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MOST);
  const lines = ranked.map(async ([position, score]) => {
    const at = known[position - index.papers];
    if (at) {
      const [id, name, papers, ...aliases] = at.one;
      const close = score * (at.kind === "page" ? 0.5 : closeness([name, ...aliases], asked));
      return { kind: at.kind, name, papers, score: close, url: entity(at.kind, id) };
    }
    const [url, name, papers] = await files.person(position - index.papers - known.length);
    const kind = /** @type {Kind} */ ("author");
    return { kind, name, papers, score, url: entity(kind, url) };
  });
  // A page that only mentions the words helps where papers do not.
  const least = found.partial || (found.positions?.length ?? 0) < FEW ? 0 : MENTIONED;
  return (await Promise.all(lines))
    .filter(({ score }) => score > least)
    .sort((a, b) => b.score - a.score || b.papers - a.papers);
}

/**
 * Return how much of the closest name was asked for; an alias counts a little less.
 *
 * @param {string[]} names
 * @param {Set<string>} asked stems
 */
function closeness(names, asked) {
  const shares = names.map((name, i) => {
    const stems = words(name).map(stem);
    return (stems.filter((term) => asked.has(term)).length / stems.length) * (i ? 0.9 : 1);
  });
  return 0.5 + Math.max(...shares);
}
