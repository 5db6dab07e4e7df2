// The kept papers as the index knows them: where they are, which of them a query and a filter let through, in what order.

import { peek } from "./store.js";

/**
 * @typedef {import("../search/engine.js").Engine} Engine
 * @typedef {import("../search/engine.js").Found} Found
 * @typedef {import("../search/files.js").Shown} Shown
 * @typedef {import("./store.js").Kept} Kept
 *
 * @typedef {object} OnShelf A kept paper.
 * @property {string} id
 * @property {Kept | undefined} kept undefined for a paper of a list that was received
 * @property {number} position
 */

const FEW = 40; // ids that are looked up one by one; of more the list of all ids comes faster

/**
 * Which kept papers each filter shows, by the values of `is:` in a query.
 *
 * @type {Record<string, (kept: Kept) => boolean>}
 */
export const FILTERS = {
  kept: () => true,
  starred: ({ star }) => Boolean(star),
  unread: ({ state }) => state !== "read",
  toread: ({ state }) => state === "to read",
  read: ({ state }) => state === "read",
  noted: ({ note }) => Boolean(note),
};

/**
 * Tell whether a kept paper is what the value of `is:` says.
 *
 * @param {string} value
 * @param {Kept} kept
 */
export function fits(value, kept) {
  const name = value.toLowerCase().replace(/[- ]/g, "");
  return Object.hasOwn(FILTERS, name) && FILTERS[name](kept);
}

/**
 * Return the positions of papers by id; former ids lead to the paper, and those of no paper are missing.
 *
 * @param {string[]} ids
 * @param {import("../search/postings.js").Postings} postings
 * @returns {Promise<Map<string, number>>}
 */
export async function located(ids, postings) {
  const { files } = postings;
  /** @type {Map<string, number>} */
  const found = new Map();
  if (ids.length > FEW) {
    const all = /** @type {string[]} */ (await files.load("ids"));
    const wanted = new Set(ids);
    for (const [n, id] of all.entries()) if (wanted.has(id)) found.set(id, n);
  }
  const others = ids.filter((id) => !found.has(id));
  const lists = await Promise.all(others.map((id) => postings.list(`=${id}`)));
  for (const [i, list] of lists.entries()) if (list) found.set(others[i], list.positions[0]);
  return found;
}

/**
 * Return where the papers are that the reader keeps in the way that the value of `is:` says.
 *
 * @param {string} value
 * @param {import("../search/postings.js").Postings} postings
 */
export async function keptPositions(value, postings) {
  const kept = [...peek().papers].filter(([, kept]) => fits(value, kept));
  const places = await located(
    kept.map(([id]) => id),
    postings,
  );
  return new Set(places.values());
}

/**
 * Return where an order places each paper, lowest first; null for one that needs no index.
 *
 * @param {string} sort
 * @param {import("../search/files.js").Files} files
 * @returns {Promise<ArrayLike<number> | null>}
 */
export async function ordered(sort, files) {
  if (sort === "title") {
    /** @type {number[]} */
    const titles = await files.load("titles");
    const places = new Uint32Array(titles.length);
    for (const [i, n] of titles.entries()) places[n] = i;
    return places;
  }
  if (!["newest", "oldest", "added"].includes(sort)) return null;
  const { newest, added } = await files.facets();
  if (sort === "newest") return newest;
  return (sort === "oldest" ? newest : added).map((place) => -place);
}

/**
 * List the papers that a query finds among some, in an order.
 *
 * @param {OnShelf[]} papers
 * @param {Found} found
 * @param {string} sort "" for the best match first, or else for what was kept last
 * @param {ArrayLike<number> | null} order
 */
export function arranged(papers, found, sort, order) {
  const rank = new Map(found.positions?.map((n, i) => [n, i]));
  const passing = found.positions ? papers.filter(({ position }) => rank.has(position)) : papers;
  const at = (/** @type {OnShelf} */ { kept }) => kept?.at ?? "";
  if (!sort && found.ranked) return by(passing, (paper) => rank.get(paper.position) ?? 0);
  if (order) return by(passing, ({ position }) => order[position]);
  return passing.toSorted((a, b) => (at(a) < at(b) ? 1 : Number(at(a) > at(b)) * -1));
}

/**
 * @param {OnShelf[]} papers
 * @param {(paper: OnShelf) => number} key
 */
function by(papers, key) {
  return papers.toSorted((a, b) => key(a) - key(b));
}
