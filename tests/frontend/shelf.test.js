// The reader's shelf: what is stored, what is shown of it, and what leaves it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { linkTo, received } from "../../generator/theme/assets/shelf/link.js";
import { markdown } from "../../generator/theme/assets/shelf/markdown.js";
import { arranged, fits, ordered } from "../../generator/theme/assets/shelf/papers.js";
import { format, keep, parse, Trouble } from "../../generator/theme/assets/shelf/store.js";

const EMPTY = { version: 1, papers: {}, follows: {} };

test("a shelf is read as it was written", () => {
  const shelf = parse(JSON.stringify(EMPTY));
  keep(shelf, "a-paper", { star: true });
  keep(shelf, "a-paper", { state: "to read", note: " Its proof\nis short. " });
  shelf.follows.set("?theme=x", { name: "X", seen: "2026-11-18" });
  assert.deepEqual(parse(format(shelf)), shelf);
  const { at, ...kept } = shelf.papers.get("a-paper");
  assert.deepEqual(kept, { star: true, state: "to read", note: "Its proof\nis short." });
  assert.match(at, /^\d{4}-\d\d-\d\dT/);
});

test("a paper of which nothing is left is no longer kept", () => {
  const shelf = parse(JSON.stringify(EMPTY));
  keep(shelf, "a-paper", { star: true });
  keep(shelf, "a-paper", { star: false });
  assert.equal(shelf.papers.size, 0);
});

test("what is no shelf is refused, and entries that are none are left out", () => {
  for (const text of ["", "null", "[]", '{"papers":1}', '{"version":9,"papers":{}}']) {
    assert.throws(() => parse(text), Trouble);
  }
  const papers = '{"__proto__":{"star":true},"a b":{"star":1},"b":null,"c":{"star":true,"x":1}}';
  const { papers: read } = parse(`{"version":1,"papers":${papers}}`);
  assert.deepEqual([...read], [["c", { star: true, at: "" }]]);
});

test("filters tell papers apart", () => {
  const kept = { star: true, state: "to read", at: "" };
  const names = ["starred", "unread", "to-read", "read", "noted", "kept", "constructor"];
  const fitting = names.filter((name) => fits(name, kept));
  assert.deepEqual(fitting, ["starred", "unread", "to-read", "kept"]);
});

test("papers are arranged by match, by day or by when they were kept", async () => {
  const paper = (position, at) => ({ id: String(position), kept: { at }, position });
  const papers = [paper(0, "2026-01"), paper(1, "2026-03"), paper(2, "2026-02")];
  const files = {
    facets: async () => ({ newest: [2, 0, 1], added: [0, 1, 0] }),
    load: async () => [2, 0, 1],
  };
  const order = async (found, sort) =>
    arranged(papers, found, sort, await ordered(sort, files)).map(({ id }) => Number(id));
  const all = { positions: null, ranked: false };
  assert.deepEqual(await order(all, ""), [1, 2, 0]);
  assert.deepEqual(await order(all, "newest"), [1, 2, 0]);
  assert.deepEqual(await order(all, "oldest"), [0, 2, 1]);
  assert.deepEqual(await order(all, "title"), [2, 0, 1]);
  assert.deepEqual(await order({ positions: [9, 2, 0], ranked: true }, ""), [2, 0]);
});

test("a link holds ids alone", () => {
  const link = linkTo(["a-paper", "b"]);
  assert.deepEqual(received(new URL(link).hash), ["a-paper", "b"]);
  assert.deepEqual(received("#papers=a,a,<b>,%2e,c"), ["a", "c"]);
  assert.equal(received("#page_content"), null);
});

test("nothing of a title or note acts as Markdown", () => {
  const shown = { url: "papers/a/", title: "A [x](javascript:1) *b*", gist: "", year: "2020" };
  const text = markdown([[shown, { star: true, note: "# one\n<b>two</b>", at: "" }]]);
  assert.match(
    text,
    /^- \[A \\\[x\\\]\\\(javascript:1\\\) \\\*b\\\*\]\(<[^>]*papers\/a\/>\)\. 2020\. \(starred\)/,
  );
  assert.match(text, /\n {2}> \\# one\n {2}> \\<b\\>two\\<\/b\\>\n/);
});
