// What is new in what the reader follows, counted by the explorer's own means.

import { element, find } from "../dom.js";
import { listed } from "../explorer/facets.js";
import { read, write } from "../explorer/state.js";
import { dayAfter } from "../listing/visits.js";
import { Engine } from "../search/engine.js";
import { Files } from "../search/files.js";
import { file } from "../urls.js";
import { action } from "./status.js";
import { peek, REPLACED, update } from "./store.js";

const FEEDS = /^\?(theme|tag)=([a-z0-9-]+)$/; // what has a feed of its own

/**
 * @typedef {object} News
 * @property {string} query
 * @property {string} name
 * @property {number} count of papers added since the reader looked
 * @property {string} url of these papers, of all where none is new
 * @property {string} newest the day of the catalogue's newest paper
 */

/**
 * Count what is new in each thing that is followed.
 *
 * @param {Engine} engine
 * @returns {Promise<News[]>}
 */
export async function news(engine) {
  const { files } = engine;
  const follows = [...peek().follows];
  const wantsAuthors = follows.some(([query]) => read(query).author.length > 0);
  const [index, facets, authors] = await Promise.all([
    files.index(),
    files.facets(),
    wantsAuthors ? files.authors() : null,
  ]);
  const known = { index, facets, authors, titles: null };
  return Promise.all(
    follows.map(async ([query, { name, seen }]) => {
      const all = read(query);
      const state = { ...all, added: seen ? dayAfter(seen) : "" };
      const count = listed(state, await engine.find(all.q), known).length;
      const url = `papers/${write(count ? { ...state, sort: "added" } : all)}`;
      return { query, name, count, url: file(url), newest: facets.days.at(-1) ?? "" };
    }),
  );
}

/** Say on the home page how much is new in what is followed. */
export async function openNews() {
  const found = await news(new Engine(new Files()));
  const count = found.reduce((sum, one) => sum + one.count, 0);
  if (!count) return;
  const link = element("a", { href: file("my/#following") }, `${count} in what you follow`);
  find(".bar[data-newest]").append(element("p", { class: "since" }, link));
}

/**
 * Make a line for each thing that is followed.
 *
 * @param {Engine} engine
 * @param {boolean} feeds whether the site has any
 */
export async function newsLines(engine, feeds) {
  return (await news(engine)).map((one) => line(one, feeds));
}

/**
 * @param {News} one
 * @param {boolean} feeds
 */
function line({ query, name, count, url, newest }, feeds) {
  const link = element("a", { href: url }, name);
  link.addEventListener("click", () => seeAll(query, newest));
  const item = element("li", {}, link, " ");
  if (count) item.append(element("span", { class: "fresh" }, `${count} new`), " ");
  const [, kind, id] = FEEDS.exec(query) ?? [];
  if (feeds && kind) {
    const address = file(`feeds/${kind}s/${id}.atom`);
    const copied = action("copy feed address", async (button) => {
      await navigator.clipboard.writeText(address);
      button.textContent = "copied";
    });
    item.append(copied, " ");
  }
  const drop = action("unfollow", () => {
    update(({ follows }) => follows.delete(query));
    dispatchEvent(new Event(REPLACED));
  });
  drop.setAttribute("aria-label", `Unfollow ${name}`);
  item.append(drop);
  return item;
}

/**
 * Remember that the reader has seen what is new.
 *
 * @param {string} query
 * @param {string} newest
 */
function seeAll(query, newest) {
  update(({ follows }) => {
    const follow = follows.get(query);
    if (follow) follow.seen = newest;
  });
}
