// A paper in a list, as generator/pages/templates/row.html makes it; text only ever becomes text nodes.

import { element } from "../dom.js";
import { stem, words } from "../search/words.js";
import { citation, file, paperId, theme } from "../urls.js";

/**
 * @typedef {import("../search/files.js").Shown} Shown
 * @typedef {import("../search/files.js").Index} Index
 */

/**
 * Make the row of a search result; a page that is no paper has a title and a sentence.
 *
 * @param {Shown} shown
 * @param {import("../search/query.js").Query} query
 * @param {Index} index
 */
export function row(shown, query, index) {
  const wanted = new Set([...query.words, ...query.phrases.flat()].map(stem));
  const link = { class: "paper-title", href: file(shown.url) };
  const title = element("a", link, ...marked(shown.title, wanted));
  const gist = element(
    "p",
    { class: "paper-gist" },
    ...marked(telling(shown.summary, wanted), wanted),
  );
  const item = element("li", { class: "paper" }, element("h3", {}, title));
  if (!shown.themes) item.append(gist);
  else item.append(facts(shown, wanted), gist, links(shown), topics(shown, index));
  return item;
}

/**
 * @param {Shown} shown
 * @param {Set<string>} wanted
 */
function facts(shown, wanted) {
  const authors = element("span", { class: "paper-authors" });
  for (const [i, [name, url]] of (shown.authors ?? []).entries()) {
    authors.append(i ? ", " : "", element("a", { href: file(url) }, ...marked(name, wanted)));
  }
  if (shown.more) authors.append(` and ${shown.more} more`);
  const line = element("p", { class: "paper-facts" }, authors);
  line.append(" ", element("span", { class: "paper-year" }, shown.year ?? "Undated"));
  if (shown.venue) line.append(" ", element("span", { class: "paper-venue" }, shown.venue));
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
  const [, name, hue] = index.themes.find(([theme]) => theme === id) ?? [id, id, 0];
  return element("a", { class: `chip theme hue-${hue}`, href: theme(id) }, name);
}

/** @param {Shown} shown */
function links({ url, pdf, code, abstract }) {
  const line = element("p", { class: "paper-links" });
  if (pdf) line.append(element("a", { href: pdf }, "PDF"), " ");
  if (code) line.append(element("a", { href: code }, "Code"), " ");
  const bibtex = { class: "copies", href: citation(paperId(url), ".bib"), download: "" };
  line.append(element("a", bibtex, "BibTeX"));
  if (abstract) {
    line.append(" ", element("a", { class: "opens", href: `${file(url)}#abstract` }, "Abstract"));
  }
  return line;
}

/**
 * Return the sentence that holds most of the words asked for; the first one when none does.
 *
 * @param {string} text
 * @param {Set<string>} wanted
 */
export function telling(text, wanted) {
  const sentences = text.match(/[^.!?]+(?:[.!?]+(?!\s)[^.!?]*)*[.!?]*\s*/g) ?? [text];
  const hits = sentences.map(
    (sentence) =>
      new Set(
        words(sentence)
          .map(stem)
          .filter((term) => wanted.has(term)),
      ).size,
  );
  return sentences[hits.indexOf(Math.max(...hits))].trim();
}

/**
 * Put the words asked for between marks.
 *
 * @param {string} text
 * @param {Set<string>} wanted
 */
export function marked(text, wanted) {
  const pieces = text.split(/([\p{L}\p{N}]+)/u);
  return pieces.map((piece) =>
    wanted.has(stem(words(piece)[0] ?? "")) ? element("mark", {}, piece) : piece,
  );
}
