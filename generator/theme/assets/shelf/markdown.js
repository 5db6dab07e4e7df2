// The shelf as Markdown, with notes.

import { file } from "../urls.js";

/**
 * @typedef {import("../search/files.js").Shown} Shown
 * @typedef {import("./store.js").Kept} Kept
 */

/**
 * Write a list of papers.
 *
 * @param {[Shown, Kept | undefined][]} papers
 */
export function markdown(papers) {
  return papers.map(([shown, kept]) => item(shown, kept)).join("\n");
}

/**
 * @param {Shown} shown
 * @param {Kept | undefined} kept
 */
function item({ url, title, authors = [], more, year, venue }, kept) {
  const names = authors.map(([name]) => name).join(", ") + (more ? ` and ${more} more` : "");
  const facts = [names, venue, year].filter(Boolean).map((fact) => escaped(fact ?? ""));
  const marks = [kept?.star && "starred", kept?.state].filter(Boolean);
  const line = `- [${escaped(title)}](<${file(url)}>). ${facts.join(", ")}.`;
  const marked = marks.length ? ` (${marks.join(", ")})` : "";
  return `${line}${marked}\n${note(kept?.note ?? "")}`;
}

/** @param {string} text */
function note(text) {
  if (!text) return "";
  const lines = text.split("\n").map((line) => `  > ${escaped(line)}`.trimEnd());
  return `\n${lines.join("\n")}\n`;
}

/**
 * Let nothing of a text act as Markdown or as HTML within it.
 *
 * @param {string} text
 */
function escaped(text) {
  return text.replace(/[\\`*_{}[\]()<>#+\-.!|~&$]/g, "\\$&");
}
