// Which papers a state lists, and how many each further choice would give.

import { FLAGS, isYear, LISTS } from "./state.js";

/**
 * @typedef {import("../search/files.js").Authors} Authors
 * @typedef {import("../search/files.js").Facets} Facets
 * @typedef {import("../search/files.js").Index} Index
 * @typedef {import("../search/engine.js").Found} Found
 * @typedef {import("./state.js").Flag} Flag
 * @typedef {import("./state.js").List} List
 * @typedef {import("./state.js").State} State
 *
 * @typedef {object} Known What is known of all papers.
 * @property {Index} index
 * @property {Facets} facets
 * @property {Authors | null} authors many, so only where they are wanted
 * @property {number[] | null} titles papers in the order of their titles, where they are wanted
 *
 * @typedef {object} Choice A value of a facet.
 * @property {string} id
 * @property {string} name
 * @property {number} count of papers that it would give
 * @property {boolean} chosen
 */

/**
 * List the papers of a state in its order.
 *
 * @param {State} state
 * @param {Found} found
 * @param {Known} known
 */
export function listed(state, found, known) {
  const passing = passed(state, found, known);
  const sort = state.sort || (found.positions && found.ranked ? "relevance" : "newest");
  if (sort === "relevance") return passing;
  if (sort === "title") {
    const among = new Set(passing);
    return (known.titles ?? []).filter((n) => among.has(n));
  }
  const { added, newest, places } = known.facets;
  if (sort === "added")
    return passing.toSorted((a, b) => added[b] - added[a] || newest[a] - newest[b]);
  if (sort === "place") {
    const place = (/** @type {number} */ n) => places[n] || Number.MAX_SAFE_INTEGER;
    return passing.toSorted((a, b) => place(a) - place(b) || newest[a] - newest[b]);
  }
  const sorted = passing.toSorted((a, b) => newest[a] - newest[b]);
  if (sort !== "oldest") return sorted;
  const undated = sorted.filter((n) => !known.facets.years[n]);
  return [...sorted.filter((n) => known.facets.years[n]).reverse(), ...undated];
}

/**
 * Return the papers that pass all of a state, or all but one of its facets.
 *
 * @param {State} state
 * @param {Found} found
 * @param {Known} known
 * @param {List | Flag} [except]
 */
function passed(state, found, known, except) {
  const tests = filters(state, known, except);
  const positions = found.positions ?? Array.from({ length: known.index.papers }, (_, n) => n);
  return tests.length ? positions.filter((n) => tests.every((test) => test(n))) : [...positions];
}

/**
 * @param {State} state
 * @param {Known} known
 * @param {List | Flag} [except]
 * @returns {((n: number) => boolean)[]}
 */
function filters(state, known, except) {
  const { facets } = known;
  const tests = [];
  if (state.from) tests.push((/** @type {number} */ n) => facets.years[n] >= Number(state.from));
  if (state.to) {
    tests.push(
      (/** @type {number} */ n) => facets.years[n] > 0 && facets.years[n] <= Number(state.to),
    );
  }
  if (state.added) {
    tests.push((/** @type {number} */ n) => facets.days[facets.added[n]] >= state.added);
  }
  for (const name of FLAGS) {
    if (state[name] && name !== except)
      tests.push((/** @type {number} */ n) => Boolean(facets[name][n]));
  }
  for (const name of LISTS) {
    if (!state[name].length || name === except) continue;
    const column = values(name, known);
    const ids = names(name, known).map(([id]) => id);
    const wanted = new Set(state[name].map((id) => ids.indexOf(id)));
    tests.push((/** @type {number} */ n) => column[n].some((i) => wanted.has(i)));
  }
  return tests;
}

/**
 * @param {List} name
 * @param {Known} known
 * @returns {number[][]} positions among the names
 */
function values(name, { index, facets, authors }) {
  if (name === "author") return authors?.papers ?? Array.from({ length: index.papers }, () => []);
  return { theme: facets.themes, tag: facets.tags, venue: facets.venues }[name];
}

/**
 * @param {List} name
 * @param {Known} known
 * @returns {(readonly [id: string, name: string, ...unknown[]])[]}
 */
function names(name, { index, authors }) {
  return name === "author" ? (authors?.names ?? []) : index.entities[name];
}

/**
 * Return the name of a value of a facet.
 *
 * @param {List} name
 * @param {string} id
 * @param {Known} known
 */
export function called(name, id, known) {
  return names(name, known).find((one) => one[0] === id)?.[1] ?? id;
}

/**
 * Count the papers of each value of a facet, had none of its values been chosen; the most frequent first.
 *
 * @param {List} name
 * @param {State} state
 * @param {Found} found
 * @param {Known} known
 * @returns {Choice[]}
 */
export function choices(name, state, found, known) {
  const column = values(name, known);
  const all = names(name, known);
  const counts = new Uint32Array(all.length);
  for (const n of passed(state, found, known, name)) for (const i of column[n]) counts[i]++;
  const chosen = new Set(state[name]);
  return all
    .map(([id, text], i) => ({ id, name: text, count: counts[i], chosen: chosen.has(id) }))
    .filter(({ count, chosen }) => count || chosen)
    .sort(
      (a, b) =>
        Number(b.chosen) - Number(a.chosen) || b.count - a.count || a.name.localeCompare(b.name),
    );
}

/**
 * Count the papers of each year, had none been chosen; the newest first.
 *
 * @param {State} state
 * @param {Found} found
 * @param {Known} known
 * @returns {Choice[]}
 */
export function years(state, found, known) {
  const counts = new Map();
  for (const n of passed({ ...state, from: "", to: "" }, found, known)) {
    const year = known.facets.years[n];
    if (year) counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  return [...counts.keys()]
    .sort((a, b) => b - a)
    .map((year) => {
      const id = String(year);
      return { id, name: id, count: counts.get(year), chosen: isYear(state, id) };
    });
}

/**
 * Count the papers that have code or a PDF.
 *
 * @param {Flag} name
 * @param {State} state
 * @param {Found} found
 * @param {Known} known
 */
export function flagged(name, state, found, known) {
  return passed(state, found, known, name).filter((n) => known.facets[name][n]).length;
}
