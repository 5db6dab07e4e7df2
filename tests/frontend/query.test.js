import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, range } from "../../generator/theme/assets/search/query.js";

const STOP = new Set(["how", "do", "the", "what", "is", "it"]);
const asked = (text) => parse(text, STOP);

test("words, phrases, fields and what is left out are told apart", () => {
  const query = asked('Hopfield "dense networks" author:krotov -year:2020 -replica');
  assert.deepEqual(query.words, ["hopfield"]);
  assert.deepEqual(query.phrases, [["dens", "network"]]);
  assert.deepEqual(query.fields, [
    { name: "author", value: "krotov", not: false },
    { name: "year", value: "2020", not: true },
  ]);
  assert.deepEqual(query.not.words, ["replica"]);
});

test("words that tell nothing are left out unless they are all there is", () => {
  assert.deepEqual(asked("how do the networks learn").words, ["networks", "learn"]);
  assert.deepEqual(asked("what is it").words, ["what", "is", "it"]);
});

test("an unknown field is named and its words are asked for", () => {
  const query = asked("colour:red networks");
  assert.deepEqual(query.unknown, ["colour"]);
  assert.deepEqual(query.words, ["red", "networks"]);
});

test("with code is a field", () => {
  assert.deepEqual(asked("pinn with code").fields, [{ name: "code", value: "yes", not: false }]);
});

/** @type {[string, [string, string] | null][]} */
const RANGES = [
  ["2022", ["2022", "2022~"]],
  ["2020..2022", ["2020", "2022~"]],
  ["2020..", ["2020", "9999~"]],
  ["..2018", ["", "2018~"]],
  ["2026-11", ["2026-11", "2026-11~"]],
  ["soon", null],
];

for (const [text, expected] of RANGES) {
  test(`from ${text}`, () => assert.deepEqual(range(text), expected));
}
