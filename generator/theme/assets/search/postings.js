// Which documents have a term, read from the shards of the index.

import { end, shards } from "./shards.js";

/**
 * @typedef {object} List documents in order, with the masks of the fields that have the term
 * @property {Uint32Array} positions
 * @property {Uint16Array} masks
 * @typedef {"terms" | "pairs"} Kind
 */

export class Postings {
  /** @type {Map<string, List | null>} */
  #lists = new Map();

  /** @param {import("./files.js").Files} files */
  constructor(files) {
    this.files = files;
  }

  /**
   * Return the documents that have a term; null where none has.
   *
   * @param {string} term
   * @param {Kind} [kind]
   * @returns {Promise<List | null>}
   */
  async list(term, kind = "terms") {
    const key = `${kind} ${term}`;
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const [shard] = await this.#shards(kind, term, term);
    return this.#read(key, shard, term);
  }

  /**
   * Load shards of terms that will be asked for; what fails is asked for again.
   *
   * @param {[from: string, to: string][]} ranges
   */
  prepare(ranges) {
    for (const [from, to] of ranges) this.#shards("terms", from, to).catch(() => {});
  }

  /**
   * Return the terms that start with some letters, each with its documents.
   *
   * @param {string} start
   * @returns {Promise<{ term: string, list: List }[]>}
   */
  async starting(start) {
    const found = [];
    for (const shard of await this.#shards("terms", start, end(start))) {
      for (const term of between(shard, start)) {
        const list = this.#read(`terms ${term}`, shard, term);
        if (list) found.push({ term, list });
      }
    }
    return found;
  }

  /**
   * @param {string} key
   * @param {import("./files.js").Shard} shard
   * @param {string} term
   */
  #read(key, shard, term) {
    let list = this.#lists.get(key);
    if (list === undefined) {
      list = Object.hasOwn(shard, term) ? unpack(shard[term]) : null;
      this.#lists.set(key, list);
    }
    return list;
  }

  /**
   * Return the shards that hold the terms from one to another.
   *
   * @param {Kind} kind
   * @param {string} from
   * @param {string} to
   * @returns {Promise<import("./files.js").Shard[]>}
   */
  async #shards(kind, from, to) {
    const starts = (await this.files.edition())[kind];
    const found = shards(starts, from, to).map((i) => this.files.load(`${kind}/${i}`));
    return found.length ? Promise.all(found) : [{}];
  }
}

/** Sorted terms of shards that have been looked through. @type {WeakMap<object, string[]>} */
const SORTED = new WeakMap();

/**
 * @param {import("./files.js").Shard} shard
 * @param {string} start
 */
function between(shard, start) {
  let terms = SORTED.get(shard);
  if (!terms) {
    terms = Object.keys(shard).sort(); // numbers come first in objects
    SORTED.set(shard, terms);
  }
  let low = 0;
  for (let high = terms.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (terms[middle] < start) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < terms.length && terms[end].startsWith(start)) end++;
  return terms.slice(low, end);
}

/**
 * @param {number[]} flat gaps and masks
 * @returns {List}
 */
function unpack(flat) {
  const positions = new Uint32Array(flat.length / 2);
  const masks = new Uint16Array(flat.length / 2);
  for (let i = 0, position = 0; i < positions.length; i++) {
    position += flat[2 * i];
    positions[i] = position;
    masks[i] = flat[2 * i + 1];
  }
  return { positions, masks };
}
