// A paper in a list, as generator/pages/templates/row.html makes it; text only ever becomes text nodes.

import { element } from "../dom.js";
import { reasons } from "../search/reasons.js";
import { stem, words } from "../search/words.js";
import { file, theme } from "../urls.js";

/**
 * @typedef {import("../search/engine.js").Found} Found
 * @typedef {import("../search/files.js").Shown} Shown
 * @typedef {import("../search/files.js").Index} Index
 */

/**
 * Make the row of a search result, with why it was found where the row does not show it.
 *
 * @param {Shown & { position: number }} shown
 * @param {Found} found
 * @param {Index} index
 */
export function row(shown, found, index) {
  const wanted = highlighted(found, index);
  const link = { class: "paper-title", href: file(shown.url) };
  const title = element("a", link, ...marked(shown.title, wanted));
  const gist = element("p", { class: "paper-gist" }, ...marked(shown.gist ?? "", wanted));
  const item = element("li", { class: "paper" }, element("h3", {}, title));
  item.append(facts(shown, wanted), gist, links(shown), topics(shown, index));
  const why = reasons(found, shown, index);
  if (why) item.append(element("p", { class: "why" }, "Matches ", why));
  return item;
}

/**
 * @param {Shown} shown
 * @param {Set<string>} wanted
 */
function facts(shown, wanted) {
  const authors = element("span", { class: "paper-authors" });
  for (const [i, [name, url]] of (shown.authors ?? []).entries()) {
    const link = element("a", { href: file(url) }, ...marked(name, wanted));
    if (shown.members?.includes(i)) link.className = "member";
    authors.append(i ? ", " : "", link);
  }
  if (shown.more) authors.append(` and ${shown.more} more`);
  const line = element("p", { class: "paper-facts" }, authors);
  const year = marked(shown.year ?? "Undated", wanted);
  line.append(" ", element("span", { class: "paper-year" }, ...year));
  const venue = marked(shown.venue ?? "", wanted);
  if (shown.venue) line.append(" ", element("span", { class: "paper-venue" }, ...venue));
  return line;
}

/**
 * @param {Shown} shown
 * @param {Index} index
 */
function topics({ themes = [], standing }, index) {
  const line = element("p", { class: "paper-topics" });
  for (const id of themes.slice(0, 1)) line.append(chip(id, index), " ");
  if (standing) {
    const [text, url] = standing;
    line.append(element("a", { class: "paper-standing", href: file(url) }, text));
  }
  return line;
}

/**
 * @param {string} id of a theme
 * @param {Index} index
 */
function chip(id, index) {
  const i = index.entities.theme.findIndex(([theme]) => theme === id);
  const name = index.entities.theme[i]?.[1] ?? id;
  return element("a", { class: `chip theme hue-${index.hues[i]}`, href: theme(id) }, name);
}

/** @param {Shown} shown */
function links({ url, pdf, page, doi, code, links = {}, abstract }) {
  const line = element("p", { class: "paper-links" });
  const all = { PDF: pdf, Paper: page, DOI: doi, Code: code };
  for (const [name, href] of [...Object.entries(all), ...Object.entries(links)]) {
    if (href) line.append(element("a", { href }, name), " ");
  }
  line.append(element("a", { class: "copies", href: `${file(url)}#cite` }, "BibTeX"));
  if (abstract) {
    line.append(" ", element("a", { class: "opens", href: `${file(url)}#abstract` }, "Abstract"));
  }
  return line;
}

/**
 * Return the stems that results highlight: those asked for, and what they were taken for.
 *
 * @param {Found} found
 * @param {Index} index
 */
export function highlighted({ query, slots }, { acronyms }) {
  const asked = [...query.words, ...query.phrases.flat()].map(stem);
  const taken = slots.flatMap(({ terms }) => terms.filter(({ faith }) => faith > 0.4));
  const spelt = asked.flatMap((term) => (Object.hasOwn(acronyms, term) ? acronyms[term] : []));
  const stems = taken.flatMap(({ term }) => term.split(" "));
  return new Set([...asked, ...stems, ...spelt.flat()]);
}

/**
 * Put the words asked for between marks.
 *
 * @param {string} text
 * @param {Set<string>} wanted
 */
export function marked(text, wanted) {
  const pieces = text.split(/([\p{L}\p{N}]+)/u);
  return pieces.map((piece) => (wanted.has(stemmed(piece)) ? element("mark", {}, piece) : piece));
}

/** Stems of what rows show, which they show again at the next key. @type {Map<string, string>} */
const STEMS = new Map();

/** @param {string} piece a word, or what stands between words */
function stemmed(piece) {
  const known = STEMS.get(piece) ?? stem(words(piece)[0] ?? "");
  STEMS.set(piece, known);
  return known;
}
