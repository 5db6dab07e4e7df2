// Which papers a state lists, and how many each further choice would leave.

import { LISTS } from "./state.js";

/**
 * @typedef {import("../search/files.js").Authors} Authors
 * @typedef {import("../search/files.js").Facets} Facets
 * @typedef {import("../search/engine.js").Found} Found
 * @typedef {import("./state.js").List} List
 * @typedef {import("./state.js").State} State
 *
 * @typedef {object} Known What is known of all papers.
 * @property {number} count
 * @property {Facets} facets
 * @property {Authors | null} authors many, so only where they are wanted
 * @property {number[] | null} titles papers in the order of their titles, where they are wanted
 */

/**
 * List the papers of a state in its order.
 *
 * @param {State} state
 * @param {Found} found
 * @param {Known} known
 */
export function listed(state, found, known) {
  const positions = found.positions ?? Array.from({ length: known.count }, (_, n) => n);
  const passing = positions.filter((n) => n < known.count && passes(state, n, known));
  const sort = state.sort || (found.scores ? "relevance" : "newest");
  if (sort === "relevance") return passing;
  if (sort === "title") {
    const among = new Set(passing);
    return (known.titles ?? []).filter((n) => among.has(n));
  }
  const { added, places } = known.facets;
  if (sort === "added") return passing.toSorted((a, b) => added[b] - added[a]);
  if (sort === "place") {
    const place = (/** @type {number} */ n) => places[n] || Number.MAX_SAFE_INTEGER;
    return passing.toSorted((a, b) => place(a) - place(b));
  }
  const newest = passing.toSorted((a, b) => a - b);
  return sort === "oldest" ? newest.reverse() : newest;
}

/**
 * @param {State} state
 * @param {number} n
 * @param {Known} known
 */
function passes(state, n, known) {
  const year = known.facets.years[n];
  if (state.from && year < Number(state.from)) return false;
  if (state.to && (!year || year > Number(state.to))) return false;
  if (state.code && !known.facets.code[n]) return false;
  return LISTS.every((name) => {
    const own = state[name].length ? values(name, n, known) : [];
    return state[name].every((id) => own.includes(id));
  });
}

/**
 * @param {List} name
 * @param {number} n
 * @param {Known} known
 * @returns {string[]} ids
 */
function values(name, n, { facets, authors }) {
  if (name === "author") return authors?.papers[n].map((i) => authors.names[i][0]) ?? [];
  const [own, names] =
    name === "theme" ? [facets.themes, facets.names.theme] : [facets.tags, facets.names.tag];
  return own[n].map((i) => names[i][0]);
}

/**
 * Return the names of all values of a facet by id.
 *
 * @param {List} name
 * @param {Known} known
 * @returns {Map<string, string>}
 */
export function names(name, { facets, authors }) {
  if (name === "author") return new Map(authors?.names ?? []);
  return new Map(facets.names[name].map(([id, text]) => [id, text]));
}

/**
 * Count the papers of each value of a facet that is not yet chosen, the most frequent first.
 *
 * @param {List} name
 * @param {number[]} positions of the papers listed
 * @param {State} state
 * @param {Known} known
 */
export function counted(name, positions, state, known) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const n of positions) {
    for (const id of values(name, n, known)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  for (const id of state[name]) counts.delete(id);
  const called = names(name, known);
  return [...counts]
    .map(([id, count]) => ({ id, count, name: called.get(id) ?? id }))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}
