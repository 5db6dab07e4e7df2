import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY, read, write } from "../../generator/theme/assets/explorer/state.js";

test("a state is read as it was written", () => {
  const state = { ...EMPTY, q: "a & b", theme: ["x", "y"], from: "2020", code: "1", page: 3 };
  assert.deepEqual(read(write(state)), state);
  assert.equal(write(EMPTY), "");
});

test("what is no state is left out", () => {
  assert.deepEqual(read("?sort=x&page=-1&from=abc&code=yes&theme=&other=1"), EMPTY);
});
