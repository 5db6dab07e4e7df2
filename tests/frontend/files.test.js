// The index's files while the site is deployed anew.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Changed, Files } from "../../generator/theme/assets/search/files.js";

test("the files of two editions are never mixed", async () => {
  const site = {
    "search/edition.json": { edition: "old" },
    "search/old/index.json": { papers: 1 },
    "search/old/ids.json": ["a"],
  };
  const read = async (path) => site[path] ?? null;
  const files = new Files(read);
  assert.deepEqual(await files.index(), { papers: 1 });

  delete site["search/old/ids.json"];
  site["search/edition.json"] = { edition: "new" };
  site["search/new/ids.json"] = ["b", "a"];
  await assert.rejects(files.load("ids"), Changed);
  assert.deepEqual(await new Files(read).load("ids"), ["b", "a"]);
});

test("a file that its own edition lacks is named", async () => {
  const files = new Files(async (path) =>
    path.endsWith("edition.json") ? { edition: "e" } : null,
  );
  await assert.rejects(files.load("ids"), /search\/e\/ids\.json does not exist/);
});
