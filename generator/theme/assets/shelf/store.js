// What a reader keeps and follows: in this browser alone, under one key for each site.

import { ROOT } from "../urls.js";

/**
 * @typedef {"to read" | "read"} State
 *
 * @typedef {object} Kept What a reader has made of a paper.
 * @property {boolean} [star]
 * @property {State} [state]
 * @property {string} [note]
 * @property {string} at when the paper was first kept, as ISO 8601
 *
 * @typedef {object} Follow
 * @property {string} name
 * @property {string} seen the day of the newest paper that the reader has seen there
 *
 * @typedef {object} Shelf
 * @property {Map<string, Kept>} papers by id, those kept first at the front
 * @property {Map<string, Follow>} follows by the query of the explorer's URL
 */

export const KEY = `shelf ${ROOT}`;
/** The event after which lists of what is kept have to be made anew. */
export const REPLACED = "shelf-replaced";
export const LONGEST_NOTE = 10_000; // characters
const VERSION = 1;
const CHANGED = "shelf-changed";
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const DENIED = "This browser does not let the site store anything, so nothing can be kept.";
const FULL =
  "This browser's storage is full. Nothing was changed; remove something, then try again.";
const DAMAGED =
  "What this browser stored of your shelf cannot be read. Import a copy, or remove it.";

/** A failure, in one sentence for the reader. */
export class Trouble extends Error {}

/**
 * Return what is stored; throw Trouble where that is forbidden or damaged.
 *
 * @returns {Shelf}
 */
export function read() {
  const text = attempt(() => localStorage.getItem(KEY));
  if (!text) return { papers: new Map(), follows: new Map() };
  try {
    return parse(text);
  } catch {
    throw new Trouble(DAMAGED);
  }
}

/** Return what is stored, nothing where it cannot be read. */
export function peek() {
  try {
    return read();
  } catch {
    return { papers: new Map(), follows: new Map() };
  }
}

/**
 * Edit what is stored now, which another tab may have changed a moment ago.
 *
 * @param {(shelf: Shelf) => void} edit
 */
export function update(edit) {
  const shelf = read();
  edit(shelf);
  write(shelf);
}

/**
 * Replace what is stored.
 *
 * @param {Shelf} shelf an empty one leaves nothing behind
 */
export function write(shelf) {
  attempt(() => {
    if (shelf.papers.size || shelf.follows.size) localStorage.setItem(KEY, format(shelf));
    else localStorage.removeItem(KEY);
  });
  dispatchEvent(new Event(CHANGED));
}

/**
 * Call back after each change, in this tab or another one.
 *
 * @param {() => void} changed
 */
export function watch(changed) {
  addEventListener(CHANGED, changed);
  addEventListener("storage", ({ key }) => {
    if (key === KEY || key === null) changed();
  });
}

/**
 * Edit what is kept of a paper; a paper of which nothing is left is no longer kept.
 *
 * @param {Shelf} shelf
 * @param {string} id
 * @param {Omit<Kept, "at">} change
 */
export function keep(shelf, id, change) {
  const at = new Date().toISOString();
  const kept = clean({ at, ...shelf.papers.get(id), ...change });
  if (kept) shelf.papers.set(id, kept);
  else shelf.papers.delete(id);
}

/**
 * Write a shelf as JSON, as it is stored and exported.
 *
 * @param {Shelf} shelf
 */
export function format({ papers, follows }) {
  const data = {
    version: VERSION,
    papers: Object.fromEntries(papers),
    follows: Object.fromEntries(follows),
  };
  return JSON.stringify(data);
}

/**
 * Read a shelf; entries that are none are left out, and what is no shelf throws Trouble.
 *
 * @param {string} text
 * @returns {Shelf}
 */
export function parse(text) {
  const data = json(text);
  if (typeof data?.papers !== "object" || !(data.version <= VERSION)) {
    throw new Trouble("This is not a shelf that this site has exported; nothing was changed.");
  }
  /** @type {Shelf} */
  const shelf = { papers: new Map(), follows: new Map() };
  for (const [id, value] of Object.entries(data.papers ?? {})) {
    const kept = clean(value);
    if (isId(id) && kept) shelf.papers.set(id, kept);
  }
  for (const [query, value] of Object.entries(data.follows ?? {})) {
    if (query.startsWith("?") && value) {
      const { name, seen } = /** @type {Record<string, unknown>} */ (value);
      shelf.follows.set(query, { name: String(name), seen: String(seen) });
    }
  }
  return shelf;
}

/** @param {string} text */
export function isId(text) {
  return ID.test(text);
}

/** @param {string} text */
function json(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Return what of a value says something of a paper, null where nothing does.
 *
 * @param {any} value
 * @returns {Kept | null}
 */
function clean(value) {
  const note = typeof value?.note === "string" ? value.note.trim().slice(0, LONGEST_NOTE) : "";
  const state = ["to read", "read"].includes(value?.state) ? value.state : "";
  if (!value?.star && !state && !note) return null;
  return {
    ...(value.star && { star: true }),
    ...(state && { state }),
    ...(note && { note }),
    at: String(value.at ?? ""),
  };
}

/**
 * @template T
 * @param {() => T} access
 */
function attempt(access) {
  try {
    return access();
  } catch (error) {
    const full = error instanceof DOMException && error.name === "QuotaExceededError";
    throw new Trouble(full ? FULL : DENIED);
  }
}
