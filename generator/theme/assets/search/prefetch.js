// Asks for the files that the query of an address needs while the explorer's code is still on its way.

import { EDITION, fetched } from "./fetched.js";
import { lookups, shards } from "./shards.js";
import { telling, words } from "./words.js";

/** @typedef {import("./files.js").Edition} Edition */

/** @type {Map<string, Promise<any>>} */
const begun = new Map();

/**
 * Return what a file of the index holds, from the request that was begun if there is one.
 *
 * @param {string} path
 * @returns {Promise<any>}
 */
export function read(path) {
  const found = begun.get(path) ?? fetched(path);
  begun.delete(path);
  return found;
}

/** @param {string} path */
function begin(path) {
  const found = fetched(path);
  found.catch(() => {}); // whoever reads it is told
  begun.set(path, found);
  return found;
}

/** @param {string} query */
async function prefetch(query) {
  /** @type {Edition | null} */
  const found = await begin(EDITION);
  if (!found) return;
  const ranges = lookups(telling(words(query), new Set(found.stop)));
  const numbers = ranges.flatMap(([from, to]) => shards(found.terms, from, to));
  for (const path of new Set(["index", "facets", ...numbers.map((n) => `terms/${n}`)])) {
    begin(`search/${found.edition}/${path}.json`);
  }
}

prefetch(new URLSearchParams(location.search).get("q") ?? "").catch(() => {});
