// How well documents match the words of a query. Arrays over all documents are kept between queries.

/** @typedef {import("./postings.js").List} List */

/** The fields that a reader does not see on the paper; the bits are those of the index. */
const ALIAS = 64;
const UNSEEN = 128 | 256;
const TITLE = 1;
const NAMES = TITLE | ALIAS;
const HALF = 0.5;
const PLENTY = 10; // papers with all of three or four words, beside which no others are needed
const ALL = 0.999; // of a query, but for rounding

/** The documents that match one word of a query, in any of the ways in which a word can match. */
export class Slot {
  /** @type {number[]} */
  touched = [];
  /** @type {{ term: string, faith: number }[]} what stands for the word */
  terms = [];

  /** @param {number} documents */
  constructor(documents) {
    this.values = new Float32Array(documents);
    this.masks = new Uint16Array(documents);
    this.faiths = new Float32Array(documents);
  }

  /**
   * Add the documents of a term that stands for the word.
   *
   * @param {string} term
   * @param {List} list
   * @param {number} faith how surely it is meant, at most 1
   * @param {Float32Array} weights of each mask
   */
  add(term, { positions, masks }, faith, weights) {
    this.terms.push({ term, faith });
    for (let i = 0; i < positions.length; i++) {
      const n = positions[i];
      const value = weights[masks[i]] * faith;
      if (!this.values[n]) this.touched.push(n);
      else if (this.values[n] >= value) continue;
      this.values[n] = value;
      this.masks[n] = masks[i];
      this.faiths[n] = faith;
    }
  }
}

/**
 * Weigh each mask of fields: the best field counts in full, others add a little.
 *
 * @param {number[]} fields weights of a mask's bits, lowest first
 */
export function weighed(fields) {
  return Float32Array.from({ length: 2 ** fields.length }, (_, mask) => {
    const own = fields.filter((_, bit) => mask & (1 << bit)).sort((a, b) => b - a);
    return own.reduce((sum, weight, i) => sum + (i ? weight * 0.4 : weight), 0);
  });
}

/**
 * @typedef {object} Ranking
 * @property {number[]} positions of papers, best first
 * @property {Map<number, number>} entities positions with scores
 * @property {number} best the share of the query that the best paper covers, 1 for all
 * @property {number} whole how many papers cover it all
 */

export class Ranker {
  #sums;
  #covers;
  #titles;
  #matched;
  #names;

  /** @param {import("./files.js").Index} index */
  constructor(index) {
    this.index = index;
    this.#sums = new Float32Array(index.documents);
    this.#covers = new Float32Array(index.documents);
    this.#titles = new Uint8Array(index.documents);
    this.#matched = new Uint8Array(index.documents);
    this.#names = new Uint8Array(index.documents);
  }

  /**
   * @param {Slot[]} slots
   * @param {Set<number> | null} allowed papers, null for all
   * @returns {Ranking}
   */
  rank(slots, allowed) {
    const touched = this.#gather(slots);
    const total = slots.reduce((sum, slot) => sum + this.#rarity(slot), 0);
    const { papers } = this.index;
    let best = 0;
    let whole = 0;
    for (const n of touched) {
      if (n >= papers || (allowed && !allowed.has(n))) continue;
      best = Math.max(best, this.#covers[n] / total);
      whole += this.#covers[n] / total > ALL ? 1 : 0;
    }
    const enough = slots.length < 3 ? 1 : slots.length < 5 ? PLENTY : Infinity;
    const least = whole >= enough ? ALL : best * (slots.length > 4 ? 0.5 : 0.6);
    /** @type {number[]} */
    const positions = [];
    const entities = new Map();
    for (const n of touched) {
      if (n >= papers) this.#name(n, slots, entities);
      else if ((!allowed || allowed.has(n)) && this.#covers[n] / total >= least) positions.push(n);
    }
    for (const n of positions) this.#sums[n] = this.#score(n, total, slots.length);
    positions.sort((a, b) => this.#sums[b] - this.#sums[a] || a - b);
    for (const n of touched) {
      this.#sums[n] = this.#covers[n] = this.#titles[n] = this.#matched[n] = this.#names[n] = 0;
    }
    return { positions, entities, best, whole };
  }

  /** @param {Slot[]} slots */
  #gather(slots) {
    /** @type {number[]} */
    const touched = [];
    for (const slot of slots) {
      const rarity = this.#rarity(slot);
      for (const n of slot.touched) {
        if (!this.#sums[n]) touched.push(n);
        const mask = slot.masks[n];
        this.#sums[n] += rarity * slot.values[n];
        this.#covers[n] += rarity * (mask & ~UNSEEN ? 1 : HALF);
        this.#matched[n] += mask & ~UNSEEN ? 1 : 0;
        this.#titles[n] += mask & TITLE && slot.faiths[n] > 0.25 ? 1 : 0;
        this.#names[n] += mask & NAMES ? 1 : 0;
      }
    }
    return touched;
  }

  /** @param {Slot} slot */
  #rarity(slot) {
    return Math.log(1 + (this.index.papers + 20) / (1 + slot.touched.length));
  }

  /**
   * @param {number} n
   * @param {number} total
   * @param {number} asked
   */
  #score(n, total, asked) {
    const length = this.index.lengths[n] || 1;
    const title = this.#titles[n];
    const covered = this.#covers[n] / total;
    const whole = covered > ALL ? 500 : 0; // before those that lack a word
    const exact = title === asked && asked >= length - 3 && asked > 1 ? 1000 * (asked / length) : 0;
    return this.#sums[n] * covered ** 2 * (1 + title / length) + whole + exact;
  }

  /**
   * Take an entity in whose name has all the words, or all of whose name is among them.
   *
   * @param {number} n
   * @param {Slot[]} slots
   * @param {Map<number, number>} entities
   */
  #name(n, slots, entities) {
    const length = this.index.lengths[n] ?? 0;
    const title = this.#titles[n];
    const whole = length ? title >= length && length > 1 : title > 1;
    if (this.#matched[n] < slots.length && !whole) return;
    const named = title / Math.max(1, length || 2, title);
    const faith = slots.reduce((sum, slot) => sum + slot.faiths[n], 0) / slots.length;
    const close = this.#names[n] < slots.length ? 0.4 : 1;
    entities.set(n, faith * close * (1 + 2 * named));
  }
}
