// Asks for the files that the query of an address needs while the explorer's code is still on its way.

import { EDITION, fetched } from "./fetched.js";
import { lookups, shards } from "./shards.js";
import { stem, telling, words } from "./words.js";

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

/** @param {URLSearchParams} given */
async function prefetch(given) {
  /** @type {Edition | null} */
  const found = await begin(EDITION);
  if (!found) return;
  const load = (/** @type {string} */ path) => begin(`search/${found.edition}/${path}.json`);
  load("index");
  if ([...given.keys()].join() !== "q") load("facets"); // which a query alone needs after its results
  const asked = telling(words(given.get("q") ?? ""), new Set(found.stop));
  const numbers = lookups(asked).flatMap(([from, to]) => shards(found.terms, from, to));
  const loaded = [...new Set(numbers)].map((n) => load(`terms/${n}`));
  const terms = (await Promise.all(loaded)).flatMap((shard) => Object.keys(shard ?? {}));
  const isKnown = (/** @type {string} */ word) =>
    terms.some((term) => term === stem(word) || term.startsWith(word));
  if (!asked.every(isKnown)) load("words");
}

prefetch(new URLSearchParams(location.search)).catch(() => {});
