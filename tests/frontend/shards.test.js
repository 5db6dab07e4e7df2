// Which shards a query's words lie in.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lookups, shards } from "../../generator/theme/assets/search/shards.js";

const STARTS = ["a", "f", "m", "mo", "t"];

test("a range of terms lies in the shards from that of its first to that of its last", () => {
  assert.deepEqual(shards(STARTS, "kernel", "kernel"), [1]);
  assert.deepEqual(shards(STARTS, "m", "m\uffff"), [2, 3]);
  assert.deepEqual(shards(STARTS, "0", "0"), [0]);
  assert.deepEqual(shards(STARTS, "zoo", "zoo"), [4]);
  assert.deepEqual(shards([], "kernel", "kernel"), []);
});

test("the beginning of a word spans a few shards at most", () => {
  const starts = Array.from(
    { length: 50 },
    (_, i) => `k${String.fromCharCode(97 + (i % 26))}${i}`,
  ).sort();
  assert.equal(shards(starts, "k", "k\uffff").length, 4);
});

test("words are looked up by stem, as beginnings, and joined with the next", () => {
  assert.deepEqual(lookups(["state", "spaces"]), [
    ["stat", "state\uffff"],
    ["statespac", "statespac"],
    ["spac", "spaces\uffff"],
    ["spac", "spac"],
  ]);
});
