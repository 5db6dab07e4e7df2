import assert from "node:assert/strict";
import { test } from "node:test";
import { edits } from "../../generator/theme/assets/search/spelling.js";

/** @type {[string, string, number, number][]} */
const CASES = [
  ["kernel", "kernel", 2, 0],
  ["kernel", "kernels", 2, 1],
  ["kernel", "krenel", 2, 0.7],
  ["kernel", "karnal", 2, 2],
  ["kernel", "colonel", 2, 3],
  ["abc", "cab", 2, 2],
  ["", "ab", 2, 2],
  ["a", "abcd", 2, 3],
];

for (const [one, other, most, expected] of CASES) {
  test(`${one} and ${other} are ${expected} apart, counted up to ${most}`, () => {
    assert.equal(edits(one, other, most), expected);
    assert.equal(edits(other, one, most), expected);
  });
}
