// Finds papers in the index that generator/exports/search.py wrote; loads only the files that a query needs.

import { parse } from "./query.js";
import { edits, stem, words } from "./tokens.js";

const FIELDS = [10, 8, 5, 4, 2, 1, 1, 1]; // title, author, topic, alias, summary, abstract, fact, description
const TITLE = 1;
const UNSEEN = 8 | 128; // aliases and tags' descriptions, which a reader does not see on the paper
const SHOWN = 10;
const WEIGHTS = Array.from({ length: 256 }, (_, mask) =>
  FIELDS.reduce((sum, weight, bit) => sum + (mask & (1 << bit) ? weight : 0), 0),
);

export class Engine {
  #files = new Map();

  constructor(root) {
    this.root = root;
  }

  load(path) {
    if (!this.#files.has(path)) {
      const file = fetch(`${this.root}search/${path}.json`).then((answer) => {
        if (!answer.ok) throw new Error(`search/${path}.json: ${answer.status}`);
        return answer.json();
      });
      file.catch(() => this.#files.delete(path));
      this.#files.set(path, file);
    }
    return this.#files.get(path);
  }

  // The numbers of the papers (and pages) that a text asks for, best first; null where it asks for all.
  async find(text) {
    const query = parse(text);
    const allowed = await this.#allowed(query);
    if (!query.words.length && !query.phrases.length) return { numbers: allowed, scores: null, query };
    let found = await this.#match(query, allowed, false);
    let corrected = null;
    if (!found.complete) {
      const near = await this.#match(query, allowed, true);
      if (near.best > found.best) [found, corrected] = [near, near.corrected];
    }
    const numbers = [...found.scores.keys()].sort((a, b) => found.scores.get(b) - found.scores.get(a) || a - b);
    return { numbers, scores: found.scores, query, corrected, partial: !found.complete && found.best < found.asked };
  }

  // What results show, for each number.
  async shown(numbers) {
    const found = await this.each("shown", numbers);
    return numbers.map((number, i) => ({ number, ...found[i] }));
  }

  // What the files of a kind hold of each number.
  async each(kind, numbers) {
    const files = await Promise.all(numbers.map((n) => this.load(`${kind}/${Math.floor(n / SHOWN)}`)));
    return files.map((file, i) => file[numbers[i] % SHOWN]);
  }

  async #match(query, allowed, near) {
    const { papers: count, lengths } = await this.load("index");
    const asked = query.words.length + query.phrases.length;
    const corrected = [];
    const lists = await Promise.all([
      ...query.words.map((word, i) => this.#word(word, i === query.words.length - 1, near, corrected)),
      ...query.phrases.map((phrase) => this.#phrase(phrase)),
    ]);
    const scores = new Map();
    for (const list of lists) {
      const rarity = Math.log(1 + (count + 20) / (1 + list.size));
      for (const [number, [mask, faith]] of list) {
        if (allowed && !allowed.has(number)) continue;
        const score = scores.get(number) ?? { matched: 0, inTitle: 0, sum: 0 };
        score.matched += 1;
        score.inTitle += mask & TITLE ? 1 : 0;
        score.sum += rarity * WEIGHTS[mask] * faith;
        scores.set(number, score);
      }
    }
    // Pages are held to all the words, and do not decide how many a paper needs.
    const best = Math.max(0, ...[...scores].map(([number, { matched }]) => (number < count ? matched : 0)));
    const least = best === asked ? asked : Math.max(1, Math.ceil(best * 0.6));
    const ranked = new Map();
    for (const [number, { matched, inTitle, sum }] of scores) {
      if (matched < (number < count ? least : asked)) continue;
      const length = Math.max(1, lengths[number] ?? Infinity);
      const exact = inTitle === asked && asked >= length - 3 ? 1000 * (asked / length) : 0;
      ranked.set(number, sum * (matched / asked) ** 2 * (1 + inTitle / length) + exact);
    }
    return { scores: ranked, best, asked, complete: best === asked, corrected: corrected.length ? corrected : null };
  }

  // Papers that hold a word: number -> [mask of fields, how faithful the match is].
  async #word(word, typing, near, corrected) {
    const term = stem(word);
    const found = new Map();
    const add = (list, faith) => {
      for (const [number, mask] of list) {
        const old = found.get(number);
        if (!old || WEIGHTS[mask] * faith > WEIGHTS[old[0]] * old[1]) found.set(number, [mask, faith]);
      }
    };
    add(await this.#postings("terms", term), 1);
    if (typing && word.length > 1) {
      for (const list of await this.#starting(word)) add(list, 0.7);
      if (!found.size && word.length > 3) {
        // A word all but typed may be longer than its stem: look among whole words.
        const whole = (await this.#vocabulary()).filter(([other]) => other.startsWith(word)).slice(0, 20);
        for (const [, other] of whole) add(await this.#postings("terms", other), 0.7);
      }
    }
    const { acronyms } = await this.load("index");
    for (const name of Object.hasOwn(acronyms, term) ? acronyms[term] : []) {
      add([...(await this.#phrase(name))].map(([number, [mask]]) => [number, mask]), 0.9);
    }
    if (near && !found.size) {
      for (const [other, distance] of await this.#neighbours(word)) {
        if (!corrected.some(([typed]) => typed === word)) corrected.push([word, other]);
        add(await this.#postings("terms", stem(other)), distance === 1 ? 0.5 : 0.3);
      }
    }
    return found;
  }

  async #phrase(phrase) {
    if (phrase.length === 1) {
      return new Map([...(await this.#postings("terms", phrase[0]))].map(([n, mask]) => [n, [mask, 1]]));
    }
    const pairs = phrase.slice(1).map((term, i) => this.#postings("pairs", `${phrase[i]} ${term}`));
    const [first, ...rest] = await Promise.all(pairs);
    const common = [...first].filter(([n]) => rest.every((list) => list.has(n)));
    return new Map(common.map(([n, mask]) => [n, [rest.reduce((all, list) => all & list.get(n), mask) || mask, 2]]));
  }

  async #shards(kind, start, end) {
    const starts = (await this.load("index"))[kind];
    const shards = [];
    for (let i = 0; i < starts.length; i++) {
      if ((i + 1 === starts.length || starts[i + 1] > start) && (i === 0 || starts[i] <= end)) shards.push(this.load(`${kind}/${i}`));
    }
    return Promise.all(shards);
  }

  async #postings(kind, term) {
    for (const shard of await this.#shards(kind, term, term)) {
      if (Object.hasOwn(shard, term)) return unpack(shard[term]);
    }
    return new Map();
  }

  async #starting(word) {
    const end = word + "\uffff";
    const lists = [];
    for (const shard of await this.#shards("terms", word, end)) {
      for (const term of Object.keys(shard)) {
        if (term.startsWith(word)) lists.push(unpack(shard[term]));
      }
    }
    return lists;
  }

  // The catalog's words within one edit, or two for long ones; the nearest and most frequent first.
  async #neighbours(word) {
    const most = word.length < 4 ? 0 : word.length < 6 ? 1 : 2;
    if (!most) return [];
    const own = stem(word);
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
    this.words ??= this.load("words").then((list) => list.map((word) => [word, stem(word)]));
    return this.words;
  }

  // The papers that pass the query's fields and exclusions; null where it has none.
  async #allowed(query) {
    const sets = await this.#fields(query);
    const without = await this.#fields(query.not);
    const excluded = await Promise.all([
      ...query.not.words.map((term) => this.#postings("terms", term)),
      ...query.not.phrases.map(async (phrase) => new Map([...(await this.#phrase(phrase))].map(([n, [mask]]) => [n, mask]))),
    ]);
    const holds = (list, n) => (list.get(n) & ~UNSEEN) > 0;
    if (!sets.length && !without.length && !excluded.length) return null;
    const { papers } = await this.load("index");
    const every = Array.from({ length: papers }, (_, n) => n);
    return new Set(every.filter((n) => sets.every((set) => set.has(n)) && !without.some((set) => set.has(n)) && !excluded.some((list) => holds(list, n))));
  }

  async #fields({ authors, tags, themes, years }) {
    const sets = [];
    for (const author of authors) sets.push(await this.#authors(author));
    if (tags.length || themes.length || years.length) {
      const facets = await this.load("facets");
      for (const asked of tags) sets.push(topical(facets, "tag", asked));
      for (const asked of themes) sets.push(topical(facets, "theme", asked));
      for (const [from, to] of years) sets.push(where(facets.years, (year) => year && from <= year && year <= to));
    }
    return sets;
  }

  async #authors(text) {
    const { names, papers } = await this.load("authors");
    const asked = words(text);
    const fits = names.map(([, name]) => {
      const parts = words(name);
      return asked.length > 0 && asked.every((word) => parts.some((part) => part.startsWith(word)));
    });
    return where(papers, (authors) => authors.some((author) => fits[author]));
  }
}

function unpack(flat) {
  const list = new Map();
  for (let i = 0, number = 0; i < flat.length; i += 2) {
    number += flat[i];
    list.set(number, flat[i + 1]);
  }
  return list;
}

function where(column, fits) {
  return new Set(column.flatMap((value, n) => (fits(value) ? [n] : [])));
}

// Papers of the topics whose id, name or alias is, or else begins with, what was asked.
function topical(facets, kind, asked) {
  const key = words(asked).map(stem).join(" ");
  const keys = facets.names[kind].map((names) => names.map((name) => words(name).map(stem).join(" ")));
  const exact = where(keys, (names) => names.includes(key));
  const topics = exact.size || !key ? exact : where(keys, (names) => names.some((name) => name.startsWith(key)));
  return where(facets[`${kind}s`], (own) => own.some((topic) => topics.has(topic)));
}
