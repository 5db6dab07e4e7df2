// How far apart two words are, and which words of the catalogue a misspelt one may stand for.

import { stem } from "./words.js";

const LONGEST = 40; // letters of a word that may be misspelt
const SWAP = 0.7; // letters typed in the wrong order are the most frequent slip

/** Rows of the table, kept between calls, since a query compares thousands of words. @type {number[][]} */
const ROWS = [[], [], []];

/**
 * Count the insertions, deletions and changes between two words; a swap of neighbours costs less.
 *
 * Only the cells within `most` of the diagonal can matter, and two rows above are all that they need.
 *
 * @param {string} one
 * @param {string} other
 * @param {number} most
 * @returns {number} `most` + 1 where it is more
 */
export function edits(one, other, most) {
  const far = most + 1;
  if (Math.abs(one.length - other.length) > most) return far;
  let [before, above, row] = ROWS;
  for (let j = 0; j <= other.length; j++) above[j] = j;
  for (let i = 1; i <= one.length; i++) {
    const [from, to] = [Math.max(1, i - most), Math.min(other.length, i + most)];
    row[from - 1] = from === 1 ? i : far;
    let least = row[from - 1];
    for (let j = from; j <= to; j++) {
      const changed = above[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      const deleted = j === i + most ? far : above[j] + 1;
      row[j] = Math.min(deleted, row[j - 1] + 1, changed);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + SWAP);
      }
      least = Math.min(least, row[j]);
    }
    if (least > most) return far;
    [before, above, row] = [above, row, before];
  }
  return Math.min(far, above[other.length]);
}

/**
 * @typedef {object} Word of the catalogue
 * @property {string} word
 * @property {string} term
 * @property {number} log how frequent it is, as a power of two
 * @property {number} letters which it has, as bits
 */

export class Vocabulary {
  /** @type {Map<string, [Word, number][]>} */
  #near = new Map();

  /**
   * @param {{ words: string, logs: string }} file words as how many letters each shares with the one before
   * @param {Set<string>} stop stems that tell nothing, for which none is misspelt
   */
  constructor({ words, logs }, stop) {
    /** @type {Word[]} */
    this.words = decoded(words).map((word, i) => ({
      word,
      term: stem(word),
      log: Number(logs[i]),
      letters: letters(word),
    }));
    this.stop = stop;
    this.known = new Map(this.words.map((one) => [one.word, one]));
    this.terms = new Set(this.words.map(({ term }) => term));
  }

  /**
   * Return the words that one may stand for, the nearest first, with their distances.
   *
   * @param {string} word
   * @returns {[Word, number][]}
   */
  near(word) {
    let near = this.#near.get(word);
    if (!near) {
      near = this.#compare(word);
      this.#near.set(word, near);
    }
    return near;
  }

  /** @param {string} word */
  #compare(word) {
    const most = word.length < 4 ? 0 : word.length < 7 ? 1 : 2;
    /** @type {[Word, number][]} */
    const near = [];
    if (!most || word.length > LONGEST || /\d/.test(word)) return near;
    const own = stem(word);
    const bits = letters(word);
    for (const other of this.words) {
      if (Math.abs(other.word.length - word.length) > most + 1 || other.term === own) continue;
      if (this.stop.has(other.term)) continue;
      if (ones(other.letters ^ bits) > 2 * most + 2) continue;
      let distance = Math.min(
        edits(word, other.word, most),
        edits(own, other.term, most - 1) + 0.6,
      );
      if (other.word[0] !== word[0]) distance += 0.5;
      if (distance <= most + 0.2) near.push([other, distance]);
    }
    return near.sort(([a, one], [b, other]) => one - other || b.log - a.log).slice(0, 8);
  }

  /**
   * Return the terms of the words that start with some letters, which may be more than their stems.
   *
   * @param {string} start
   */
  starting(start) {
    return new Set(this.words.filter(({ word }) => word.startsWith(start)).map(({ term }) => term));
  }

  /**
   * Cut a word in two that the catalogue has: statespace, state and space.
   *
   * @param {string} word
   * @returns {[string, string] | null}
   */
  split(word) {
    if (word.length > LONGEST) return null;
    let best = null;
    let most = 0;
    for (let i = 3; i <= word.length - 3; i++) {
      const [one, other] = [word.slice(0, i), word.slice(i)];
      const logs = [one, other].map(
        (part) =>
          this.known.get(part)?.log ?? (part.length > 4 && this.terms.has(stem(part)) ? 1 : 0),
      );
      const least = Math.min(...logs);
      if (least > most) [best, most] = [/** @type {[string, string]} */ ([one, other]), least];
    }
    return best;
  }
}

/** @param {string} words each after how many letters it shares with the one before, A for none */
function decoded(words) {
  let before = "";
  return [...words.matchAll(/([A-Z])([^A-Z]*)/g)].map(([, shared, rest]) => {
    before = before.slice(0, shared.charCodeAt(0) - 65) + rest;
    return before;
  });
}

/** @param {string} word */
function letters(word) {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
}

/** @param {number} bits */
function ones(bits) {
  let count = 0;
  for (let left = bits; left; left &= left - 1) count++;
  return count;
}
