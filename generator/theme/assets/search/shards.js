// Which shards of the index hold a term, or the terms that start with some letters.

import { stem } from "./words.js";

const MOST = 4; // that the beginning of a word may span

/**
 * Return the numbers of the shards that may hold the terms from one to another.
 *
 * @param {string[]} starts the first term of each shard, in order
 * @param {string} from
 * @param {string} to
 */
export function shards(starts, from, to) {
  let first = 0;
  for (let high = starts.length; first + 1 < high; ) {
    const middle = (first + high) >> 1;
    if (starts[middle] <= from) first = middle;
    else high = middle;
  }
  const numbers = starts.length ? [first] : [];
  for (let i = first + 1; i < starts.length && starts[i] <= to && numbers.length < MOST; i++) {
    numbers.push(i);
  }
  return numbers;
}

/**
 * Return the end of the terms that start with some letters.
 *
 * @param {string} start
 */
export function end(start) {
  return `${start}\uffff`;
}

/**
 * Return between which terms lie those of a query's words: finished or not, or joined with the next.
 *
 * @param {string[]} asked
 * @returns {[from: string, to: string][]}
 */
export function lookups(asked) {
  return asked.flatMap((word, i) => {
    const joined = stem(word + (asked[i + 1] ?? ""));
    return [
      [stem(word), end(word)],
      [joined, joined],
    ];
  });
}
