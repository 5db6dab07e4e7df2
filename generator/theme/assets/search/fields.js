// Which papers the fields of a query let through: author:, tag:, year: and the others.

import { range } from "./query.js";
import { stem, words } from "./words.js";

/**
 * @typedef {import("./files.js").Facets} Facets
 * @typedef {import("./files.js").Files} Files
 * @typedef {import("./postings.js").Postings} Postings
 * @typedef {import("./query.js").Field} Field
 */

const SHELF = "./shelf.js";
const TITLE = 1;
const YES = /^(?:yes|true|1)$/i;

/**
 * Return the papers that have what a field asks for.
 *
 * @param {Field} field
 * @param {Files} files
 * @param {Postings} postings
 * @returns {Promise<Set<number>>}
 */
export async function papers({ name, value }, files, postings) {
  if (name === "author") return byAuthor(value, files);
  if (name === "title") return byTitle(value, postings);
  if (name === "arxiv" || name === "doi") return byKey(value, postings);
  if (name === "is") return byKept(value, postings);
  const [facets, { entities }] = await Promise.all([files.facets(), files.index()]);
  if (name === "tag") return topical(entities.tag, facets.tags, value);
  if (name === "theme") return topical(entities.theme, facets.themes, value);
  if (name === "venue") return topical(entities.venue, facets.venues, value);
  if (name === "code") return where(facets.code, (has) => Boolean(has) === YES.test(value));
  if (name === "pdf") return where(facets.pdf, (has) => Boolean(has) === YES.test(value));
  const asked = range(value);
  if (!asked) return new Set();
  const [from, to] = asked;
  const fits = (/** @type {string} */ day) => from <= day && day <= to;
  if (name === "added") return where(facets.added, (i) => fits(facets.days[i]));
  return where(facets.years, (year) => year > 0 && fits(String(year)));
}

/**
 * Return the papers that the reader keeps in a certain way; what knows them loads for who asks.
 *
 * @param {string} value
 * @param {Postings} postings
 * @returns {Promise<Set<number>>}
 */
async function byKept(value, postings) {
  /** @type {typeof import("../shelf.main.js")} */
  const { keptPositions } = await import(SHELF);
  return keptPositions(value, postings);
}

/**
 * @param {string} value
 * @param {Postings} postings
 */
async function byKey(value, postings) {
  const key = value.toLowerCase().replace(/^.*(?:arxiv\.org\/\w+\/|doi\.org\/)/, "");
  const list =
    (await postings.list(`=${key}`)) ?? (await postings.list(`=${key.replace(/v\d+$/, "")}`));
  return new Set(list?.positions);
}

/**
 * @param {string} value
 * @param {Postings} postings
 */
async function byTitle(value, postings) {
  const { papers: count } = await postings.files.index();
  const sets = await Promise.all(
    words(value).map(async (word) => {
      const own = await postings.list(stem(word));
      const begun = await postings.starting(word);
      /** @type {Set<number>} */
      const found = new Set();
      for (const list of [own, ...begun.map((one) => one.list)]) {
        for (const [i, n] of list?.positions.entries() ?? []) {
          if (n < count && (list?.masks[i] ?? 0) & TITLE) found.add(n);
        }
      }
      return found;
    }),
  );
  return new Set([...(sets[0] ?? [])].filter((n) => sets.every((set) => set.has(n))));
}

/**
 * @param {string} text
 * @param {Files} files
 */
async function byAuthor(text, files) {
  const { names, papers: own } = await files.authors();
  const asked = words(text);
  const fits = names.map(([, name]) => {
    const parts = words(name);
    return asked.length > 0 && asked.every((word) => parts.some((part) => part.startsWith(word)));
  });
  return where(own, (authors) => authors.some((author) => fits[author]));
}

/**
 * @template T
 * @param {T[]} column
 * @param {(value: T) => boolean} fits
 */
function where(column, fits) {
  return new Set(column.flatMap((value, n) => (fits(value) ? [n] : [])));
}

/**
 * Return the papers of the topics whose id, name or alias is, or else begins with, what was asked.
 *
 * @param {import("./files.js").Entity[]} topics
 * @param {number[][]} own topics by paper
 * @param {string} asked
 */
function topical(topics, own, asked) {
  const normal = (/** @type {string} */ text) => words(text).map(stem).join(" ");
  const key = normal(asked);
  const keys = topics.map(([id, name, , ...aliases]) => [id, name, ...aliases].map(normal));
  const exact = where(keys, (called) => called.includes(key));
  const begun = () => where(keys, (called) => called.some((name) => name.startsWith(key)));
  const fitting = exact.size || !key ? exact : begun();
  return where(own, (topicsOfPaper) => topicsOfPaper.some((topic) => fitting.has(topic)));
}
