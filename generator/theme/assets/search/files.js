// The index's files, as generator/search/index.py writes them; each is asked for once.

import { EDITION, fetched } from "./fetched.js";

/**
 * @typedef {Record<string, number[]>} Shard for each term gaps between documents, each with a mask
 * @typedef {[id: string, name: string, papers: number, ...aliases: string[]]} Entity
 * @typedef {"theme" | "tag" | "venue" | "list" | "page"} Kind
 *
 * @typedef {object} Edition What a query's first requests need.
 * @property {string} edition the folder of the other files
 * @property {string[]} stop stems that tell nothing
 * @property {string[]} terms the first of each shard
 * @property {string[]} pairs the first of each shard
 * @property {string} newest the day on which the newest paper was added, or ""
 *
 * @typedef {object} Index
 * @property {number} papers how many there are; entities stand behind them, then authors
 * @property {number} documents
 * @property {number[]} lengths how many different words each title or name has
 * @property {Record<Kind, Entity[]>} entities in this order
 * @property {Record<string, string[][]>} acronyms stems of the names that each stands for
 * @property {number[]} weights of a mask's bits, lowest first
 * @property {Record<string, number>} batches papers or authors in a file of each kind
 * @property {number[]} hues numbers of the themes' colours
 *
 * @typedef {object} Facets columns over the papers
 * @property {number[]} years 0 where there is none
 * @property {number[][]} themes positions among the entities of the kind
 * @property {number[][]} tags
 * @property {number[][]} venues one or none
 * @property {number[]} code
 * @property {number[]} pdf
 * @property {number[]} places the best on a reading list; 0 where there is none
 * @property {string[]} days on which papers were added
 * @property {number[]} added positions among the days
 * @property {number[]} newest the paper's position where the newest is first
 *
 * @typedef {{ names: [string, string][], papers: number[][] }} Authors
 *
 * @typedef {object} Shown What a result shows of a paper.
 * @property {string} url
 * @property {string} title
 * @property {string} gist
 * @property {[string, string][]} [authors] names and URLs of the first
 * @property {number[]} [members] positions of members among them
 * @property {number} [more] authors that are not among them
 * @property {string} [year]
 * @property {string} [venue]
 * @property {string[]} [themes]
 * @property {string[]} [tags]
 * @property {string} [pdf]
 * @property {string} [page] the paper's own
 * @property {string} [doi] its address, where nothing else leads to the text
 * @property {string} [code]
 * @property {Record<string, string>} [links] other addresses by name
 * @property {boolean} [abstract] whether the paper's page shows one
 * @property {[string, string]} [standing] what reading lists make of it, and the URL of one
 */

/** Thrown where the site has a newer index than the one that was read so far. */
export class Changed extends Error {
  constructor() {
    super("The site has changed since this page was opened: reload the page.");
  }
}

/** The index of one build of the site; files of two builds would not fit together. */
export class Files {
  /** @type {Map<string, Promise<any>>} */
  #files = new Map();
  /** @type {Promise<Edition> | undefined} */
  #edition;

  /** @param {(path: string) => Promise<any>} read returns null for a file that does not exist */
  constructor(read = fetched) {
    this.read = read;
  }

  /**
   * Return what a file holds; one that could not be had is asked for again.
   *
   * @param {string} path
   */
  load(path) {
    let text = this.#files.get(path);
    if (!text) {
      text = this.#read(path);
      text.catch(() => this.#files.delete(path));
      this.#files.set(path, text);
    }
    return text;
  }

  /** @param {string} path */
  async #read(path) {
    const { edition } = await this.edition();
    const found = await this.read(`search/${edition}/${path}.json`);
    if (found === null && (await this.#current()).edition !== edition) throw new Changed();
    if (found === null) throw new Error(`search/${edition}/${path}.json does not exist`);
    return found;
  }

  /** Return the edition whose files these are. */
  edition() {
    this.#edition ??= this.#current();
    this.#edition.catch(() => {
      this.#edition = undefined;
    });
    return this.#edition;
  }

  /** @returns {Promise<Edition>} the edition that the site has now */
  async #current() {
    const found = await this.read(EDITION);
    if (found === null) throw new Error(`${EDITION} does not exist`);
    return found;
  }

  /** @returns {Promise<Index>} */
  index() {
    return this.load("index");
  }

  /** @returns {Promise<Facets>} */
  facets() {
    return this.load("facets");
  }

  /** @returns {Promise<Authors>} */
  authors() {
    return this.load("authors");
  }

  /**
   * @param {number[]} positions
   * @returns {Promise<(Shown & { position: number })[]>}
   */
  async shown(positions) {
    const found = await this.each("shown", positions);
    return positions.map((position, i) => ({ position, ...found[i] }));
  }

  /**
   * @param {number[]} positions
   * @returns {Promise<[id: string, title: string, about: string][]>}
   */
  lines(positions) {
    return this.each("lines", positions);
  }

  /**
   * @param {number} i of an author
   * @returns {Promise<[url: string, name: string, papers: number]>}
   */
  async person(i) {
    const [found] = await this.each("people", [i]);
    return found;
  }

  /**
   * Return what the files of a kind hold of each paper.
   *
   * @param {string} kind
   * @param {number[]} positions
   */
  async each(kind, positions) {
    const batch = (await this.index()).batches[kind];
    const load = (/** @type {number} */ n) => this.load(`${kind}/${Math.floor(n / batch)}`);
    const files = await Promise.all(positions.map(load));
    return files.map((file, i) => file[positions[i] % batch]);
  }
}
