// The engine on an index that Python wrote: tests/frontend/test_frontend.py says where.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Engine } from "../../generator/theme/assets/search/engine.js";
import { Files } from "../../generator/theme/assets/search/files.js";

const docs = process.env.DOCS;
const read = async (path) => JSON.parse(await readFile(`${docs}/${path}`, "utf8"));

async function titles(text) {
  const files = new Files(read);
  const { positions } = await new Engine(files).find(text);
  return (await files.shown(positions ?? [])).map(({ title }) => title);
}

test("an exact title is first", async () => {
  const [first] = await titles("On Neural Differential Equations");
  assert.equal(first, "On Neural Differential Equations");
});

test("a phrase is taken as it stands", async () => {
  assert.equal((await titles('"infinite-width neural networks"')).length, 1);
  assert.deepEqual(await titles('"networks neural"'), []);
});

test("a misspelt word finds its neighbour and says so", async () => {
  const found = await new Engine(new Files(read)).find("hopfeild");
  assert.deepEqual(found.corrected, [["hopfeild", "hopfield"]]);
});

test("an acronym finds what it stands for", async () => {
  const [first] = await titles("NTK");
  assert.match(first, /^Neural Tangent Kernel/);
});

test("every word may be unfinished", async () => {
  assert.match((await titles("hopf netw need"))[0], /^Hopfield Networks is All/);
});

test("an identifier finds its paper alone", async () => {
  assert.equal((await titles("https://arxiv.org/pdf/2008.02217v2.pdf")).length, 1);
});

test("a venue with its year means the venue", async () => {
  const files = new Files(read);
  const { positions } = await new Engine(files).find("ICLR 2021");
  for (const { venue } of await files.shown(positions)) assert.equal(venue, "ICLR 2021");
});

test("a file that could not be had is asked for again", async () => {
  let offline = true;
  const files = new Files((path) => (offline ? Promise.reject(new Error("offline")) : read(path)));
  await assert.rejects(new Engine(files).find("hopfield"), /offline/);
  offline = false;
  assert.ok((await new Engine(files).find("hopfield")).positions?.length);
});
