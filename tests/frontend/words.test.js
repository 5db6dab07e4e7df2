// Both sides cut and stem alike: tests/frontend/test_frontend.py writes what Python makes of many texts.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { stem, words } from "../../generator/theme/assets/search/words.js";

test("words and stems are those of the index", async () => {
  const pairs = JSON.parse(await readFile(String(process.env.STEMS), "utf8"));
  assert.notEqual(pairs.length, 0);
  for (const [text, stems] of pairs) assert.deepEqual(words(text).map(stem), stems);
});
