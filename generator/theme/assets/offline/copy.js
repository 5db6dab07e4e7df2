// The offline copy: every file of one edition of the site, in a cache of its own. An edition is complete before
// the worker answers from it, so a copy is never half old and half new.

import { file, ROOT } from "../urls.js";

/**
 * @typedef {object} Summary An edition of the site, as far as readers are told of it before they take it.
 * @property {string} edition
 * @property {number} files
 * @property {number} bytes
 *
 * @typedef {object} Manifest The files of an edition that are read offline.
 * @property {string} edition
 * @property {[path: string, digest: string, size: number][]} files
 *
 * @typedef {object} Current The edition that the worker answers from.
 * @property {string} edition
 * @property {string} day on which it was taken
 * @property {number} bytes
 */

const NAME = `offline ${ROOT}`;
const CURRENT = file("current");
const SUMMARY = file("offline.json");
const MANIFEST = file("offline-files.json");
const AT_ONCE = 6;
const CHANGED = "The catalogue has changed meanwhile. Try again to take its new edition.";

/** Return the edition that is kept, null where there is none. */
export async function current() {
  const found = await caches.match(CURRENT, { cacheName: NAME });
  return found ? /** @type {Promise<Current>} */ (found.json()) : null;
}

/** Return the edition that the site has now, null where it offers no copy. */
export async function offered() {
  const response = await fetch(SUMMARY, { cache: "no-cache" });
  return response.ok ? /** @type {Promise<Summary>} */ (response.json()) : null;
}

/** Tell whether the site has another edition than the one that is kept. */
export async function isOutdated() {
  const [kept, now] = await Promise.all([current(), offered()]);
  return Boolean(kept && now && kept.edition !== now.edition);
}

/**
 * Return the files of an edition that the site has now.
 *
 * @param {Summary} wanted
 */
export async function manifest({ edition }) {
  const response = await fetch(MANIFEST, { cache: "no-cache" });
  /** @type {Manifest} */
  const found = await response.json();
  if (found.edition !== edition) throw new Error(CHANGED);
  return found;
}

/**
 * Return the files of an edition that another one does not have.
 *
 * @param {Manifest} wanted
 * @param {Manifest | null} kept
 */
export function missing({ files }, kept) {
  const digests = new Map(kept?.files.map(([path, digest]) => [path, digest]));
  return files.filter(([path, digest]) => digests.get(path) !== digest);
}

/** @param {Manifest["files"]} files */
export function size(files) {
  return files.reduce((sum, [, , bytes]) => sum + bytes, 0);
}

/**
 * Return the manifest of an edition that is kept.
 *
 * @param {Current | null} kept
 * @returns {Promise<Manifest | null>}
 */
export async function keptManifest(kept) {
  const found = kept && (await (await editionOf(kept)).match(MANIFEST));
  return found ? found.json() : null;
}

/**
 * Take an edition: what the one before has unchanged is copied, the rest loaded and compared with its digest.
 *
 * @param {Summary} summary
 * @param {(done: number) => void} progress
 * @param {AbortSignal} signal
 */
export async function take(summary, progress, signal) {
  const wanted = await manifest(summary);
  const kept = await current();
  const before = kept && (await editionOf(kept));
  const known = new Set(missing(wanted, await keptManifest(kept)).map(([path]) => path));
  const cache = await editionOf(wanted);
  const there = new Set((await cache.keys()).map(({ url }) => url)); // where taking it was stopped
  const queue = [...wanted.files];
  let done = 0;
  const work = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      signal.throwIfAborted();
      const [path, digest] = next;
      const url = address(path);
      const old = known.has(path) ? undefined : await before?.match(url);
      if (old) await cache.put(url, old);
      else if (!there.has(url)) await cache.put(url, await loaded(url, digest, signal));
      progress(++done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await cache.put(MANIFEST, Response.json(wanted));
  await cache.put(SUMMARY, Response.json(summary));
  await settle(summary);
}

/** Remove the copy and the worker. */
export async function remove() {
  for (const name of await ours()) await caches.delete(name);
  const registration = await navigator.serviceWorker.getRegistration(ROOT);
  if (registration?.scope === ROOT) await registration.unregister();
}

/**
 * Remove what was taken of an edition.
 *
 * @param {Summary} partly
 */
export function discard({ edition }) {
  return caches.delete(`${NAME} ${edition}`);
}

/**
 * Let the worker answer from an edition, and remove all others.
 *
 * @param {Summary} taken
 */
async function settle({ edition, bytes }) {
  const day = new Date().toISOString().slice(0, 10);
  const about = Response.json({ edition, day, bytes });
  await (await caches.open(NAME)).put(CURRENT, about);
  for (const name of await ours()) {
    if (name !== NAME && name !== `${NAME} ${edition}`) await caches.delete(name);
  }
}

async function ours() {
  return (await caches.keys()).filter((name) => name === NAME || name.startsWith(`${NAME} `));
}

/** @param {{ edition: string }} of */
function editionOf({ edition }) {
  return caches.open(`${NAME} ${edition}`);
}

/** @param {string} path */
function address(path) {
  return file(path.replace(/(^|\/)index\.html$/, "$1"));
}

/**
 * @param {string} url
 * @param {string} digest
 * @param {AbortSignal} signal
 */
async function loaded(url, digest, signal) {
  const response = await fetch(url, { cache: "no-cache", signal });
  const bytes = await response.arrayBuffer();
  if (!response.ok || (await digestOf(bytes)) !== digest) throw new Error(CHANGED);
  return new Response(bytes, { headers: response.headers });
}

/** @param {ArrayBuffer} bytes */
async function digestOf(bytes) {
  const all = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...all.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
