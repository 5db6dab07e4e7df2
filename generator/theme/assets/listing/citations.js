// Citations of chosen papers as one file, put together from the site's own files.

import { citation, citations, paperId, text } from "../urls.js";

/** @typedef {import("../search/files.js").Files} Files */

/**
 * @typedef {object} Kind A format of citations.
 * @property {string} suffix
 * @property {string} type
 * @property {(text: string) => any[]} split
 * @property {(entry: any) => (string | undefined)[]} ids of the paper, its own among them
 * @property {(entries: any[]) => string} join
 * @property {(held: Held) => any} entry of a paper in a file of the API
 */

/** @typedef {{ id: string, bib: string, ris: string, csl: object }} Held A paper's citation in each format. */

const FEW = 40; // as files of their own; more of them come faster out of the file of all papers
const CHANGED =
  "The site has changed since this page was opened: reload the page, then save again.";

/** @type {Record<string, Kind>} by the label of the page's link */
export const KINDS = {
  BibTeX: {
    suffix: ".bib",
    type: "application/x-bibtex",
    split: lines,
    // A key that people like stands before the paper's id.
    ids: (entry) => [
      /^@\w+\{(.*),$/m.exec(entry)?.[1],
      ...(/^ {2}ids = \{(.*)\},$/m.exec(entry)?.[1].split(", ") ?? []),
    ],
    join: joined,
    entry: ({ bib }) => lines(bib)[0],
  },
  RIS: {
    suffix: ".ris",
    type: "application/x-research-info-systems",
    split: lines,
    ids: (entry) => [/^ID {2}- (.*)$/m.exec(entry)?.[1]],
    join: joined,
    entry: ({ ris }) => lines(ris)[0],
  },
  "CSL-JSON": {
    suffix: ".json",
    type: "application/vnd.citationstyles.csl+json",
    split: (text) => JSON.parse(text),
    ids: (item) => [item.id],
    join: (items) => `[${items.map((item) => JSON.stringify(item, null, 1)).join(",\n")}]\n`,
    entry: ({ csl }) => csl,
  },
};

/**
 * Return the ids of papers; those of few are known from what results show.
 *
 * @param {number[]} positions
 * @param {Files} files
 * @returns {Promise<string[]>}
 */
export async function identify(positions, files) {
  if (positions.length <= FEW) return (await files.shown(positions)).map(({ url }) => paperId(url));
  const ids = await files.load("ids");
  return positions.map((n) => ids[n]);
}

/**
 * Return the citations of papers as one text.
 *
 * @param {string} name of the format
 * @param {string[]} ids
 */
export async function entries(name, ids) {
  const kind = KINDS[name];
  if (ids.length > FEW) return kind.join(await fromAll(kind, ids));
  const packed = /** @type {HTMLElement | null} */ (document.querySelector("[data-shards]"));
  const shards = Number(packed?.dataset.shards ?? 0);
  return kind.join(await (shards ? fromShards(kind, ids, shards) : oneByOne(kind, ids)));
}

/**
 * Save a file with the citations of papers.
 *
 * @param {string} name of the format
 * @param {string[]} ids
 * @param {string} called the file's name without its suffix
 */
export async function save(name, ids, called) {
  const kind = KINDS[name];
  const url = URL.createObjectURL(new Blob([await entries(name, ids)], { type: kind.type }));
  const link = document.createElement("a");
  Object.assign(link, { href: url, download: called + kind.suffix }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** @param {string} text entries apart by blank lines; the last line of one in RIS ends with a space */
function lines(text) {
  return text.replace(/\n+$/, "").split("\n\n");
}

/** @param {string[]} entries */
function joined(entries) {
  return `${entries.join("\n\n")}\n`;
}

/**
 * @param {Kind} kind
 * @param {string[]} ids
 */
async function fromAll(kind, ids) {
  const all = kind.split(await text(citation("", kind.suffix)));
  const entries = new Map(all.flatMap((entry) => kind.ids(entry).map((id) => [id, entry])));
  if (!ids.every((id) => entries.has(id))) throw new Error(CHANGED);
  return ids.map((id) => entries.get(id));
}

/**
 * @param {Kind} kind
 * @param {string[]} ids
 */
async function oneByOne(kind, ids) {
  const texts = await Promise.all(ids.map((id) => text(citation(id, kind.suffix))));
  return texts.flatMap(kind.split);
}

/**
 * @param {Kind} kind
 * @param {string[]} ids
 * @param {number} shards the files of the API that hold all citations
 */
async function fromShards(kind, ids, shards) {
  const urls = new Set(ids.map((id) => citations(hash(id) % shards)));
  const texts = await Promise.all([...urls].map(text));
  /** @type {Held[]} */
  const held = texts.flatMap((found) => JSON.parse(found).citations);
  const entries = new Map(held.map((one) => [one.id, kind.entry(one)]));
  if (!ids.every((id) => entries.has(id))) throw new Error(CHANGED);
  return ids.map((id) => entries.get(id));
}

/** @param {string} id of a paper; FNV-1a, as `citations/formats.py` has it */
function hash(id) {
  let found = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(id)) found = Math.imul(found ^ byte, 0x01000193);
  return found >>> 0;
}
