// The parts of the explorer's page: facets, chips, hints, pager.

import { element } from "../dom.js";
import { words } from "../search/words.js";
import { called, choices, flagged, years } from "./facets.js";
import { EMPTY, FLAGS, LISTS, toggled, write } from "./state.js";

/**
 * @typedef {import("./facets.js").Choice} Choice
 * @typedef {import("./facets.js").Known} Known
 * @typedef {import("./state.js").Flag} Flag
 * @typedef {import("./state.js").List} List
 * @typedef {import("./state.js").State} State
 *
 * @typedef {object} View What is shown of a state.
 * @property {State} state
 * @property {import("../search/engine.js").Found} found
 * @property {Known} known
 */

const FEW = 10;
const MOST = 200;
const TITLES = { theme: "Theme", year: "Year", tag: "Tag", venue: "Venue", author: "Author" };
const FLAGGED = { code: "Has code", pdf: "Has PDF" };

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
 * @param {object} view
 * @param {State} view.state
 * @param {import("../search/engine.js").Found} view.found
 * @param {number[]} view.listed positions of papers
 * @param {boolean} view.renewed whether the catalogue has changed since the page was opened
 */
export function hints({ state, found, listed, renewed }) {
  const notes = [];
  if (renewed)
    notes.push([
      "The catalogue has changed since this page was opened; these results are current.",
    ]);
  for (const name of found.query.unknown) {
    notes.push([`There is no field “${name}:”; its words were searched for.`]);
  }
  if (found.corrected.length)
    notes.push([
      "Showing results for ",
      link(
        { ...state, q: mended(state.q, found.corrected), page: 1 },
        mended(state.q, found.corrected),
      ),
      ".",
    ]);
  if (found.partial && listed.length) {
    notes.push(["No paper matches every word. Closest matches:"]);
  }
  if (found.mixed && listed.length) notes.push(["Some of these match most words, not all."]);
  if (!listed.length) {
    notes.push([
      "No papers match. Remove a filter, try fewer words, or ",
      link(EMPTY, "start again"),
      ".",
    ]);
  }
  return notes.map((note) => element("p", {}, ...note));
}

/**
 * @param {string} q
 * @param {import("../search/engine.js").Correction[]} corrected
 */
function mended(q, corrected) {
  const meant = new Map(corrected);
  return q.replace(/[\p{L}\p{N}\p{M}]+/gu, (piece) => meant.get(words(piece)[0]) ?? piece);
}

/**
 * Make the box of a facet, of whose values a paper has to have one.
 *
 * @param {List | "year"} name
 * @param {View} view
 * @param {Set<string>} opened
 * @param {() => void} changed is called once the reader has opened or closed it
 */
export function facet(name, { state, found, known }, opened, changed) {
  const values = name === "year" ? years(state, found, known) : choices(name, state, found, known);
  const list = (/** @type {Choice[]} */ some) =>
    element("ul", {}, ...some.map((choice) => element("li", {}, tick(name, choice))));
  const box = element("details", { class: "facet" }, element("summary", {}, TITLES[name]));
  box.append(list(values.slice(0, FEW)));
  if (values.length > FEW) {
    const more = element("details", {}, element("summary", {}, "More"));
    const fill = () => {
      if (more.open && !more.querySelector("ul")) more.append(list(values.slice(FEW, MOST)));
    };
    remember(more, `more ${name}`, opened, fill);
    fill();
    box.append(more);
  }
  if (name === "theme" || name === "tag") box.hidden = !known.index.entities[name].length;
  remember(box, name, opened, changed);
  return box;
}

/**
 * @param {HTMLDetailsElement} box
 * @param {string} name
 * @param {Set<string>} opened
 * @param {() => void} changed
 */
function remember(box, name, opened, changed) {
  box.open = opened.has(name);
  box.addEventListener("toggle", () => {
    if (box.open === opened.has(name)) return;
    opened[box.open ? "add" : "delete"](name);
    changed();
  });
}

/**
 * @param {List | Flag | "year"} name
 * @param {Choice} choice
 */
function tick(name, { id, name: text, count, chosen }) {
  const attributes = { type: "checkbox", "data-facet": name, "data-value": id };
  const box = element("input", attributes);
  box.checked = chosen;
  return element("label", {}, box, " ", text, " ", element("span", { class: "count" }, count));
}

/**
 * Make the boxes for papers with code or a PDF.
 *
 * @param {View} view
 */
export function flags({ state, found, known }) {
  const rows = FLAGS.map((name) => {
    const count = flagged(name, state, found, known);
    const choice = { id: "1", name: FLAGGED[name], count, chosen: state[name] === "1" };
    return count || choice.chosen ? element("li", {}, tick(name, choice)) : "";
  });
  return element("ul", { class: "facet" }, ...rows);
}

/**
 * Show what narrows the list, each with a way to take it back.
 *
 * @param {View} view
 */
export function chosen({ state, known }) {
  /** @type {[string, State][]} */
  const rows = [];
  for (const name of LISTS) {
    for (const id of state[name]) {
      rows.push([`${TITLES[name]}: ${called(name, id, known)}`, toggled(state, name, id)]);
    }
  }
  for (const name of FLAGS) if (state[name]) rows.push([FLAGGED[name], toggled(state, name, "1")]);
  if (state.added) rows.push([`Added since ${state.added}`, { ...state, added: "", page: 1 }]);
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

/**
 * Make a line for each entity that was found.
 *
 * @param {import("../search/entities.js").Line[]} lines
 */
export function entityLines(lines) {
  return lines.map(({ kind, name, url, papers }) => {
    const about = [kind === "list" ? "reading list" : kind, papers ? `${papers} papers` : ""];
    const note = element("span", { class: "about" }, about.filter(Boolean).join(", "));
    return element("li", {}, element("a", { href: url }, name), " ", note);
  });
}
