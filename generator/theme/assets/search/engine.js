// Finds papers and entities in the index; loads only the files that a query needs.

import { papers } from "./fields.js";
import { identifiers } from "./identifiers.js";
import { Postings } from "./postings.js";
import { parse } from "./query.js";
import { Ranker, Slot, weighed } from "./ranking.js";
import { lookups } from "./shards.js";
import { Vocabulary } from "./spelling.js";
import { venue } from "./venues.js";
import { stem, telling, words } from "./words.js";

/**
 * @typedef {import("./files.js").Files} Files
 * @typedef {import("./files.js").Index} Index
 * @typedef {import("./query.js").Query} Query
 * @typedef {[typed: string, meant: string]} Correction
 *
 * @typedef {object} Found
 * @property {number[] | null} positions of papers, best first; null where the query asks for all
 * @property {boolean} ranked false where only fields were asked for
 * @property {Map<number, number>} entities positions with scores
 * @property {Query} query
 * @property {Slot[]} slots what stands for each word, and where
 * @property {Correction[]} corrected
 * @property {boolean} partial whether no paper has all the words
 * @property {boolean} mixed whether some papers have all the words and others do not
 */

const UNSEEN = 64 | 128 | 256;
const MOST_RECONSIDERED = 4; // of longer queries rarely any paper has all the words, however well spelt
const NAMED = 1 | 2; // in the title or among the authors, where no word is by chance
const FEW = 3; // papers, of which one may be there by chance
const BEGUN = 0.75; // the faith in a word that is all but finished
const WHOLE = 0.6; // how much less surely a word is meant to go on that is one already

export class Engine {
  /** @type {Promise<Vocabulary> | undefined} */
  #vocabulary;
  /** @type {Promise<{ index: Index, stop: Set<string>, weights: Float32Array, ranker: Ranker }> | undefined} */
  #ready;

  /** @param {Files} files */
  constructor(files) {
    this.files = files;
    this.postings = new Postings(files);
  }

  /** Load what every query needs. */
  ready() {
    this.#ready ??= Promise.all([this.files.index(), this.files.edition()]).then(
      ([index, edition]) => ({
        index,
        stop: new Set(edition.stop),
        weights: weighed(index.weights),
        ranker: new Ranker(index),
      }),
    );
    this.#ready.catch(() => {
      this.#ready = undefined;
    });
    return this.#ready;
  }

  /**
   * Find the papers and entities that a text asks for.
   *
   * @param {string} text
   * @returns {Promise<Found>}
   */
  async find(text) {
    const ready = this.ready(); // on its way while the words are
    const stop = new Set((await this.files.edition()).stop);
    this.postings.prepare(lookups(telling(words(text), stop)));
    await ready;
    const named = await this.#named(text);
    if (named.length && !named.rest.trim()) {
      return { ...nothing(parse("", stop)), positions: named.positions };
    }
    const query = parse(named.length ? named.rest : text, stop);
    const found = await this.#ask(query);
    if (!named.length) return found;
    const others = (found.positions ?? []).filter((n) => !named.positions.includes(n));
    return { ...found, positions: [...named.positions, ...others] };
  }

  /**
   * Return the papers that a text names exactly.
   *
   * @param {string} text
   */
  async #named(text) {
    const { keys, rest } = identifiers(text);
    const lists = await Promise.all(keys.map((key) => this.postings.list(`=${key}`)));
    const positions = [...new Set(lists.flatMap((list) => [...(list?.positions ?? [])]))];
    const telling = words(rest).filter((word) => word.length > 2 && !/^\d+$/.test(word));
    const whole = keys.includes(text.trim().toLowerCase());
    return { positions, length: positions.length, rest: whole ? "" : telling.join(" ") };
  }

  /**
   * @param {Query} query
   * @returns {Promise<Found>}
   */
  async #ask(query) {
    const { index } = await this.ready();
    const at = venue(query.words, index.entities.venue);
    if (at) {
      const key = `=venue:${at.id}${at.year && `:${at.year}`}`;
      const list = await this.postings.list(key);
      const held =
        list && (await this.#match({ ...query, words: at.rest }, new Set(list.positions)));
      if (held && (held.positions === null || held.positions.length))
        return this.#at(held, at, index);
    }
    return this.#match(query, null);
  }

  /**
   * Add the venue to what was found at it.
   *
   * @param {Found} found
   * @param {import("./venues.js").Venue} at
   * @param {Index} index
   */
  #at(found, at, index) {
    const before = index.papers + index.entities.theme.length + index.entities.tag.length;
    const position = before + index.entities.venue.findIndex(([id]) => id === at.id);
    return { ...found, entities: new Map([[position, 3], ...found.entities]) };
  }

  /**
   * @param {Query} query
   * @param {Set<number> | null} within papers, null for all
   * @returns {Promise<Found>}
   */
  async #match(query, within) {
    const allowed = await this.#allowed(query, within);
    if (!query.words.length) {
      return { ...nothing(query), positions: allowed && [...allowed].sort((a, b) => a - b) };
    }
    const { ranker } = await this.ready();
    const asked = query.words;
    const slots = await this.#fill(asked);
    let ranking = ranker.rank(slots, allowed);
    /** @type {Correction[]} */
    let corrected = [];
    const missing = slots.some((slot) => !slot.terms.length);
    const few =
      ranking.positions.length < FEW &&
      asked.length <= MOST_RECONSIDERED &&
      !ranking.positions.some((n) => slots.every(({ masks }) => masks[n] & NAMED));
    if (ranking.best < 0.999 || few) {
      const near = await this.#correct(asked, slots, missing);
      const again = near.length ? ranker.rank(slots, allowed) : ranking;
      // A word that papers have is only taken for another where many more papers then have them all.
      const better = missing
        ? again.best > ranking.best
        : again.best > 0.999 && (ranking.best < 0.999 || again.positions.length > 4 * FEW);
      if (better) [ranking, corrected] = [again, near];
    }
    const { positions, entities, best, whole } = ranking;
    const partial = best < 0.999;
    const mixed = whole > 0 && whole < positions.length;
    return { positions, ranked: true, entities, query, slots, corrected, partial, mixed };
  }

  /**
   * Find the documents of each word.
   *
   * @param {string[]} asked
   */
  async #fill(asked) {
    const { index, weights } = await this.ready();
    const slots = asked.map(() => new Slot(index.documents));
    await Promise.all(
      asked.map((word, i) => this.#word(word, slots[i], weights, i === asked.length - 1)),
    );
    for (let i = 0; i + 1 < asked.length; i++) {
      const joined = stem(asked[i] + asked[i + 1]);
      const own = [asked[i], asked[i + 1]].some((word) => stem(word) === joined);
      const list = own ? null : await this.postings.list(joined);
      if (list) for (const slot of [slots[i], slots[i + 1]]) slot.add(joined, list, 1, weights);
    }
    return slots;
  }

  /**
   * @param {string} word
   * @param {Slot} slot
   * @param {Float32Array} weights
   * @param {boolean} last whether it is the word being typed
   */
  async #word(word, slot, weights, last) {
    const term = stem(word);
    const own = await this.postings.list(term);
    if (own) slot.add(term, own, 1, weights);
    if (word.length < (last ? 2 : 3) || /^\d+$/.test(word)) return;
    for (const { term: other, list } of await this.postings.starting(word)) {
      const faith = begun(word, other, last) * (own ? WHOLE : 1);
      if (other !== term) slot.add(other, list, faith, weights);
    }
    if (slot.terms.length || word.length < 5) return;
    for (const other of (await this.#spelling()).starting(word)) {
      const list = await this.postings.list(other);
      if (list) slot.add(other, list, BEGUN, weights);
    }
  }

  /**
   * Let words stand for similar ones: those that nothing has, then those that keep no company here.
   *
   * @param {string[]} asked
   * @param {Slot[]} slots
   * @param {boolean} missing whether there are words that nothing has
   */
  async #correct(asked, slots, missing) {
    const { weights } = await this.ready();
    const vocabulary = await this.#spelling();
    /** @type {Correction[]} */
    const corrected = [];
    for (const [i, word] of asked.entries()) {
      const slot = slots[i];
      if (slot.terms.length && slots.length > MOST_RECONSIDERED) continue;
      if (slot.terms.some(({ faith }) => faith === 1) && missing) continue;
      const close = (vocabulary.near(word)[0]?.[1] ?? Infinity) <= 1;
      const parts = slot.terms.length || close ? null : vocabulary.split(word);
      if (parts) {
        const lists = await Promise.all(parts.map((part) => this.postings.list(stem(part))));
        const both = common(lists);
        if (both) slot.add(parts.join(" "), both, 0.9, weights);
        if (both) corrected.push([word, parts.join(" ")]);
        if (both) continue;
      }
      const log = vocabulary.known.get(word)?.log ?? 0;
      const near = vocabulary
        .near(word)
        .filter(([other]) => !slot.terms.length || other.log > log + 1);
      if (!near.length) continue;
      const [, nearest] = near[0];
      const meant = near.filter(([, distance]) => distance <= nearest + 0.5).slice(0, 4);
      for (const [other, distance] of meant) {
        const list = await this.postings.list(other.term);
        if (list) slot.add(other.term, list, 0.6 / Math.max(1, distance), weights);
      }
      corrected.push([word, meant[0][0].word]);
    }
    return corrected;
  }

  #spelling() {
    this.#vocabulary ??= Promise.all([this.files.load("words"), this.ready()]).then(
      ([file, { stop }]) => new Vocabulary(file, stop),
    );
    this.#vocabulary.catch(() => {
      this.#vocabulary = undefined;
    });
    return this.#vocabulary;
  }

  /**
   * Return the papers that pass the query's fields, phrases and exclusions; null where it has none.
   *
   * @param {Query} query
   * @param {Set<number> | null} within
   */
  async #allowed({ fields, phrases, not }, within) {
    const { index } = await this.ready();
    const [sets, held, excluded] = await Promise.all([
      Promise.all(fields.map((field) => papers(field, this.files, this.postings))),
      Promise.all(phrases.map((phrase) => this.#phrase(phrase))),
      Promise.all([
        ...not.words.map((word) => this.postings.list(word)),
        ...not.phrases.map((phrase) => this.#phrase(phrase)),
      ]),
    ]);
    if (!within && !sets.length && !held.length && !excluded.length) return null;
    const phrased = held.map((list) => new Set(list?.positions));
    const without = excluded.map((list) => literal(list));
    const passes = (/** @type {number} */ n) =>
      sets.every((set, i) => set.has(n) !== fields[i].not) &&
      phrased.every((set) => set.has(n)) &&
      !without.some((set) => set.has(n));
    const all = within ?? Array.from({ length: index.papers }, (_, n) => n);
    return new Set([...all].filter(passes));
  }

  /**
   * @param {string[]} phrase stems in a row
   * @returns {Promise<import("./postings.js").List | null>}
   */
  async #phrase(phrase) {
    if (phrase.length === 1) return this.postings.list(phrase[0]);
    const pairs = phrase
      .slice(1)
      .map((term, i) => this.postings.list(`${phrase[i]} ${term}`, "pairs"));
    return common(await Promise.all(pairs));
  }
}

/**
 * @param {Query} query
 * @returns {Found}
 */
function nothing(query) {
  return {
    positions: null,
    ranked: false,
    entities: new Map(),
    query,
    slots: [],
    corrected: [],
    partial: false,
    mixed: false,
  };
}

/**
 * Return how surely an unfinished word means another.
 *
 * @param {string} word
 * @param {string} other
 * @param {boolean} last
 */
function begun(word, other, last) {
  const finished = Math.min(1, word.length / other.length);
  return BEGUN * (last ? 0.5 + 0.5 * finished : 0.25 + 0.75 * finished);
}

/**
 * Return the documents that are in all lists.
 *
 * @param {(import("./postings.js").List | null)[]} lists
 * @returns {import("./postings.js").List | null}
 */
function common([first, ...rest]) {
  if (!first || rest.some((list) => !list)) return null;
  const others = rest.map(
    (list) => new Map([...(list?.positions ?? [])].map((n, i) => [n, list?.masks[i] ?? 0])),
  );
  const kept = [...first.positions.keys()].filter((i) =>
    others.every((list) => list.has(first.positions[i])),
  );
  if (!kept.length) return null;
  return {
    positions: Uint32Array.from(kept, (i) => first.positions[i]),
    masks: Uint16Array.from(kept, (i) => {
      const own = first.masks[i];
      return others.reduce((all, list) => all & (list.get(first.positions[i]) ?? 0), own) || own;
    }),
  };
}

/**
 * Return the documents that have a term where readers see it.
 *
 * @param {import("./postings.js").List | null} list
 */
function literal(list) {
  return new Set([...(list?.positions ?? [])].filter((_, i) => (list?.masks[i] ?? 0) & ~UNSEEN));
}
