import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "../../generator/theme/assets/search/query.js";

test("words, phrases, fields and what is left out are told apart", () => {
  const query = parse('Hopfield "dense networks" author:krotov -year:2020 -replica');
  assert.deepEqual(query.words, ["hopfield"]);
  assert.deepEqual(query.phrases, [["dens", "network"]]);
  assert.deepEqual(query.authors, ["krotov"]);
  assert.deepEqual(query.not.years, [[2020, 2020]]);
  assert.deepEqual(query.not.words, ["replica"]);
});

test("words that tell nothing are left out unless they are all there is", () => {
  assert.deepEqual(parse("how do the networks learn").words, ["networks", "learn"]);
  assert.deepEqual(parse("what is it").words, ["what", "is", "it"]);
});

/** @type {[string, [number, number]][]} */
const YEARS = [
  ["2022", [2022, 2022]],
  ["2020..2022", [2020, 2022]],
  ["2020..", [2020, 9999]],
  ["..2018", [0, 2018]],
  ["soon", [Infinity, -Infinity]],
];

for (const [text, expected] of YEARS) {
  test(`year:${text}`, () => assert.deepEqual(parse(`year:${text}`).years, [expected]));
}
