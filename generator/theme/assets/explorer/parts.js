// The parts of the explorer's page: facets, chips, hints, pager.

import { element } from "../dom.js";
import { words } from "../search/words.js";
import { counted, names } from "./facets.js";
import { EMPTY, LISTS, write } from "./state.js";

/**
 * @typedef {import("./facets.js").Known} Known
 * @typedef {import("./state.js").List} List
 * @typedef {import("./state.js").State} State
 *
 * @typedef {object} View What is shown of a state.
 * @property {State} state
 * @property {import("../search/engine.js").Found} found
 * @property {Known} known
 * @property {number[]} listed positions of papers
 * @property {boolean} renewed whether the catalogue has changed since the page was opened
 */

const FEW = 10;
const MOST = { theme: 99, tag: 200, author: 200 };
const TITLES = { theme: "Theme", tag: "Tag", author: "Author" };

/**
 * @param {State} state
 * @param {string} text
 * @param {Record<string, string>} [attributes]
 */
function link(state, text, attributes = {}) {
  return element("a", { href: write(state) || "./", "data-state": "", ...attributes }, text);
}

/**
 * Say what was corrected, and what to do where nothing fits.
 *
 * @param {View} view
 */
export function hints({ state, found, listed, renewed }) {
  const notes = [];
  if (renewed)
    notes.push([
      "The catalogue has changed since this page was opened; these results are current.",
    ]);
  for (const [typed, meant] of found.corrected) {
    const q = state.q.replace(/[\p{L}\p{N}\p{M}]+/gu, (piece) =>
      words(piece)[0] === typed ? meant : piece,
    );
    const instead = link({ ...state, q, page: 1 }, meant);
    notes.push([`No paper has “${typed}”. Did you mean `, instead, "?"]);
  }
  if (found.partial && listed.length) {
    notes.push(["No paper has all the words; these have most of them."]);
  }
  if (!listed.length) {
    notes.push(["No paper fits. Take something away, or ", link(EMPTY, "start again"), "."]);
  }
  return notes.map((note) => element("p", {}, ...note));
}

/**
 * Make the box of a facet.
 *
 * @param {List} name
 * @param {View} view
 * @param {Set<List>} opened
 * @param {() => void} changed is called once the reader has opened or closed it
 */
export function facet(name, { state, known, listed }, opened, changed) {
  const rows = counted(name, listed, state, known)
    .slice(0, MOST[name])
    .map(({ id, count, name: text }) => {
      const more = { ...state, [name]: [...state[name], id], page: 1 };
      const row = element("li", {}, link(more, text, { "data-facet": name, "data-value": id }));
      row.append(" ", element("span", { class: "count" }, count));
      return row;
    });
  const box = element("details", { class: "facet" }, element("summary", {}, TITLES[name]));
  box.append(element("ul", {}, ...rows.slice(0, FEW)));
  if (rows.length > FEW) {
    const rest = element("ul", {}, ...rows.slice(FEW));
    box.append(element("details", {}, element("summary", {}, "More"), rest));
  }
  box.open = opened.has(name);
  box.addEventListener("toggle", () => {
    if (box.open === opened.has(name)) return;
    opened[box.open ? "add" : "delete"](name);
    changed();
  });
  return box;
}

/** @param {View} view */
export function codeFacet({ state, known, listed }) {
  const row = element("p", { class: "facet" });
  if (state.code) return row;
  const attributes = { "data-facet": "code", "data-value": "1" };
  const count = listed.filter((n) => known.facets.code[n]).length;
  row.append(link({ ...state, code: "1", page: 1 }, "Has code", attributes), " ");
  row.append(element("span", { class: "count" }, count));
  return row;
}

/**
 * Show what narrows the list, each with a way to take it back.
 *
 * @param {View} view
 */
export function chosen({ state, known }) {
  /** @type {[string, State][]} */
  const rows = LISTS.flatMap((name) => {
    const called = names(name, known);
    return state[name].map((id) => {
      const others = state[name].filter((one) => one !== id);
      /** @type {[string, State]} */
      const row = [
        `${TITLES[name]}: ${called.get(id) ?? id}`,
        { ...state, [name]: others, page: 1 },
      ];
      return row;
    });
  });
  if (state.code) rows.push(["Has code", { ...state, code: "", page: 1 }]);
  return rows.map(([text, without]) => {
    const attributes = { class: "chip", "aria-label": `Remove ${text}` };
    return element("li", {}, link(without, `${text} ×`, attributes));
  });
}

/**
 * @param {State} state
 * @param {number} page
 * @param {number} pages
 */
export function pager(state, page, pages) {
  if (pages === 1) return [];
  const steps = [];
  if (page > 1) steps.push(link({ ...state, page: page - 1 }, "Previous", { rel: "prev" }));
  steps.push(element("span", {}, `Page ${page} of ${pages}`));
  if (page < pages) steps.push(link({ ...state, page: page + 1 }, "Next", { rel: "next" }));
  return steps;
}
