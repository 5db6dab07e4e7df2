// Finds papers in the index; loads only the files that a query needs.

import { parse } from "./query.js";
import { edits } from "./spelling.js";
import { stem, words } from "./words.js";

/**
 * @typedef {import("./files.js").Files} Files
 * @typedef {import("./files.js").Facets} Facets
 * @typedef {import("./query.js").Query} Query
 * @typedef {Map<number, number>} Postings masks of fields by paper
 * @typedef {Map<number, { mask: number, faith: number }>} Matches
 * @typedef {[typed: string, meant: string]} Correction
 *
 * @typedef {object} Found
 * @property {number[] | null} positions best first; null where the query asks for all
 * @property {Map<number, number> | null} scores null where only fields were asked for
 * @property {Query} query
 * @property {Correction[]} corrected
 * @property {boolean} partial whether no paper has all the words
 */

const TITLE = 1;
const UNSEEN = 8 | 128; // aliases and tags' descriptions, which a reader does not see on the paper

export class Engine {
  /** @type {Promise<[word: string, term: string][]> | undefined} */
  #words;
  /** @type {number[]} */
  #weights = [];

  /** @param {Files} files */
  constructor(files) {
    this.files = files;
  }

  /**
   * Find the papers (and pages) that a text asks for.
   *
   * @param {string} text
   * @returns {Promise<Found>}
   */
  async find(text) {
    this.#weights = weighed((await this.files.index()).weights);
    const query = parse(text);
    const allowed = await this.#allowed(query);
    if (!query.words.length && !query.phrases.length) {
      return {
        positions: allowed && [...allowed],
        scores: null,
        query,
        corrected: [],
        partial: false,
      };
    }
    let found = await this.#match(query, allowed, false);
    /** @type {Correction[]} */
    let corrected = [];
    if (found.best < found.asked) {
      const near = await this.#match(query, allowed, true);
      if (near.best > found.best) [found, corrected] = [near, near.corrected];
    }
    const { scores, best, asked } = found;
    const ranked = [...scores].sort(([a, one], [b, other]) => other - one || a - b);
    return {
      positions: ranked.map(([n]) => n),
      scores,
      query,
      corrected,
      partial: best < asked,
    };
  }

  /**
   * @param {Query} query
   * @param {Set<number> | null} allowed
   * @param {boolean} near whether words that nothing has may stand for similar ones
   */
  async #match(query, allowed, near) {
    const { papers: count, lengths } = await this.files.index();
    const asked = query.words.length + query.phrases.length;
    /** @type {Correction[]} */
    const corrected = [];
    const last = query.words.length - 1;
    const lists = await Promise.all([
      ...query.words.map((word, i) => this.#word(word, i === last, near, corrected)),
      ...query.phrases.map((phrase) => this.#phrase(phrase)),
    ]);
    /** @type {Map<number, { matched: number, inTitle: number, sum: number }>} */
    const scores = new Map();
    for (const list of lists) {
      const rarity = Math.log(1 + (count + 20) / (1 + list.size));
      for (const [n, { mask, faith }] of list) {
        if (allowed && !allowed.has(n)) continue;
        const score = scores.get(n) ?? { matched: 0, inTitle: 0, sum: 0 };
        score.matched += 1;
        score.inTitle += mask & TITLE ? 1 : 0;
        score.sum += rarity * this.#weights[mask] * faith;
        scores.set(n, score);
      }
    }
    // Pages are held to all the words, and do not decide how many a paper needs.
    const best = Math.max(0, ...[...scores].map(([n, { matched }]) => (n < count ? matched : 0)));
    const least = best === asked ? asked : Math.max(1, Math.ceil(best * 0.6));
    /** @type {Map<number, number>} */
    const ranked = new Map();
    for (const [n, { matched, inTitle, sum }] of scores) {
      if (matched < (n < count ? least : asked)) continue;
      const length = Math.max(1, lengths[n] ?? Infinity);
      const exact = inTitle === asked && asked >= length - 3 ? 1000 * (asked / length) : 0;
      ranked.set(n, sum * (matched / asked) ** 2 * (1 + inTitle / length) + exact);
    }
    return { scores: ranked, best, asked, corrected };
  }

  /**
   * Return the papers that hold a word or what stands for it.
   *
   * @param {string} word
   * @param {boolean} typing whether the word may be unfinished
   * @param {boolean} near
   * @param {Correction[]} corrected takes what was corrected
   * @returns {Promise<Matches>}
   */
  async #word(word, typing, near, corrected) {
    const term = stem(word);
    /** @type {Matches} */
    const found = new Map();
    const add = (/** @type {Iterable<[number, number]>} */ list, /** @type {number} */ faith) => {
      for (const [n, mask] of list) {
        const old = found.get(n);
        if (!old || this.#weights[mask] * faith > this.#weights[old.mask] * old.faith) {
          found.set(n, { mask, faith });
        }
      }
    };
    add(await this.#postings("terms", term), 1);
    if (typing && word.length > 1) {
      for (const list of await this.#starting(word)) add(list, 0.7);
      if (!found.size && word.length > 3) {
        // A word all but typed may be longer than its stem: look among whole words.
        const whole = (await this.#vocabulary()).filter(([other]) => other.startsWith(word));
        for (const [, other] of whole.slice(0, 20)) add(await this.#postings("terms", other), 0.7);
      }
    }
    const { acronyms } = await this.files.index();
    for (const name of Object.hasOwn(acronyms, term) ? acronyms[term] : []) {
      add(bare(await this.#phrase(name)), 0.9);
    }
    if (near && !found.size) {
      for (const [other, distance] of await this.#neighbours(word)) {
        if (!corrected.some(([typed]) => typed === word)) corrected.push([word, other]);
        add(await this.#postings("terms", stem(other)), distance === 1 ? 0.5 : 0.3);
      }
    }
    return found;
  }

  /**
   * @param {string[]} phrase stems in a row
   * @returns {Promise<Matches>}
   */
  async #phrase(phrase) {
    if (phrase.length === 1) {
      const list = await this.#postings("terms", phrase[0]);
      return new Map([...list].map(([n, mask]) => [n, { mask, faith: 1 }]));
    }
    const pairs = phrase.slice(1).map((term, i) => this.#postings("pairs", `${phrase[i]} ${term}`));
    const [first, ...rest] = await Promise.all(pairs);
    /** @type {Matches} */
    const found = new Map();
    for (const [n, mask] of first) {
      if (!rest.every((list) => list.has(n))) continue;
      const common = rest.reduce((all, list) => all & (list.get(n) ?? 0), mask);
      found.set(n, { mask: common || mask, faith: 2 });
    }
    return found;
  }

  /**
   * Return the shards of a kind that hold the terms from `start` to `end`.
   *
   * @param {"terms" | "pairs"} kind
   * @param {string} start
   * @param {string} end
   * @returns {Promise<import("./files.js").Shard[]>}
   */
  async #shards(kind, start, end) {
    const starts = (await this.files.index())[kind];
    const shards = [];
    for (let i = 0; i < starts.length; i++) {
      const reaches = i + 1 === starts.length || starts[i + 1] > start;
      if (reaches && (i === 0 || starts[i] <= end)) shards.push(this.files.load(`${kind}/${i}`));
    }
    return Promise.all(shards);
  }

  /**
   * @param {"terms" | "pairs"} kind
   * @param {string} term
   * @returns {Promise<Postings>}
   */
  async #postings(kind, term) {
    for (const shard of await this.#shards(kind, term, term)) {
      if (Object.hasOwn(shard, term)) return unpack(shard[term]);
    }
    return new Map();
  }

  /** @param {string} word */
  async #starting(word) {
    const lists = [];
    for (const shard of await this.#shards("terms", word, `${word}\uffff`)) {
      for (const term of Object.keys(shard)) {
        if (term.startsWith(word)) lists.push(unpack(shard[term]));
      }
    }
    return lists;
  }

  /**
   * Return the catalogue's words within one edit, or two for long ones; the nearest and most frequent.
   *
   * @param {string} word
   */
  async #neighbours(word) {
    const most = word.length < 4 ? 0 : word.length < 6 ? 1 : 2;
    if (!most) return [];
    const own = stem(word);
    /** @type {[string, number][]} */
    const near = [];
    for (const [other, term] of await this.#vocabulary()) {
      if (Math.abs(other.length - word.length) > most + 1 || term === own) continue;
      const distance = Math.min(edits(word, other, most), edits(own, term, most - 1) + 1);
      if (distance <= most) near.push([other, distance]);
    }
    const nearest = Math.min(...near.map(([, distance]) => distance));
    return near.filter(([, distance]) => distance === nearest).slice(0, 6);
  }

  async #vocabulary() {
    this.#words ??= this.files
      .load("words")
      .then((/** @type {string[]} */ list) => list.map((word) => [word, stem(word)]));
    this.#words.catch(() => {
      this.#words = undefined;
    });
    return this.#words;
  }

  /**
   * Return the papers that pass the query's fields and exclusions; null where it has none.
   *
   * @param {Query} query
   */
  async #allowed(query) {
    const sets = await this.#fields(query);
    const without = await this.#fields(query.not);
    const excluded = await Promise.all([
      ...query.not.words.map((term) => this.#postings("terms", term)),
      ...query.not.phrases.map(async (phrase) => new Map(bare(await this.#phrase(phrase)))),
    ]);
    if (!sets.length && !without.length && !excluded.length) return null;
    const { papers } = await this.files.index();
    const passes = (/** @type {number} */ n) =>
      sets.every((set) => set.has(n)) &&
      !without.some((set) => set.has(n)) &&
      !excluded.some((list) => (list.get(n) ?? 0) & ~UNSEEN);
    return new Set(Array.from({ length: papers }, (_, n) => n).filter(passes));
  }

  /** @param {import("./query.js").Side} side */
  async #fields({ authors, tags, themes, years }) {
    const sets = [];
    for (const author of authors) sets.push(await this.#authors(author));
    if (tags.length || themes.length || years.length) {
      const facets = await this.files.facets();
      for (const asked of tags) sets.push(topical(facets.names.tag, facets.tags, asked));
      for (const asked of themes) sets.push(topical(facets.names.theme, facets.themes, asked));
      for (const [from, to] of years) {
        sets.push(where(facets.years, (year) => year > 0 && from <= year && year <= to));
      }
    }
    return sets;
  }

  /** @param {string} text */
  async #authors(text) {
    const { names, papers } = await this.files.authors();
    const asked = words(text);
    const fits = names.map(([, name]) => {
      const parts = words(name);
      return asked.length > 0 && asked.every((word) => parts.some((part) => part.startsWith(word)));
    });
    return where(papers, (authors) => authors.some((author) => fits[author]));
  }
}

/**
 * Return the weight of each mask of fields.
 *
 * @param {number[]} fields weights of its bits
 */
function weighed(fields) {
  return Array.from({ length: 2 ** fields.length }, (_, mask) =>
    fields.reduce((sum, weight, bit) => sum + (mask & (1 << bit) ? weight : 0), 0),
  );
}

/**
 * @param {number[]} flat gaps and masks
 * @returns {Postings}
 */
function unpack(flat) {
  const list = new Map();
  for (let i = 0, n = 0; i < flat.length; i += 2) {
    n += flat[i];
    list.set(n, flat[i + 1]);
  }
  return list;
}

/**
 * @param {Matches} matches
 * @returns {[number, number][]} papers with masks
 */
function bare(matches) {
  return [...matches].map(([n, { mask }]) => [n, mask]);
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
 * @param {string[][]} names
 * @param {number[][]} own topics by paper
 * @param {string} asked
 */
function topical(names, own, asked) {
  const normal = (/** @type {string} */ text) => words(text).map(stem).join(" ");
  const key = normal(asked);
  const keys = names.map((called) => called.map(normal));
  const exact = where(keys, (called) => called.includes(key));
  const begun = () => where(keys, (called) => called.some((name) => name.startsWith(key)));
  const topics = exact.size || !key ? exact : begun();
  return where(own, (topicsOfPaper) => topicsOfPaper.some((topic) => topics.has(topic)));
}
