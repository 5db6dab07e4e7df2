// The part of the shelf's page that takes, renews and removes the offline copy.

import { element, find } from "../dom.js";
import { action } from "../shelf/status.js";
import { file, ROOT } from "../urls.js";
import {
  current,
  discard,
  keptManifest,
  manifest,
  missing,
  offered,
  remove,
  size,
  take,
} from "./copy.js";

/** @typedef {import("./copy.js").Summary} Summary */

const PREVIEW = /\/pr-preview\/\d+\/$/;
const FULL = "There is not enough room in this browser's storage. Nothing was changed.";
const REFUSED = "This site's server or this browser does not let pages be kept offline.";
const BROKEN = "It stopped: check your connection, then go on.";
/** @type {AbortController | undefined} */
let taking;

/** Show the section where the site can be kept: not as a preview, and not where the browser lacks what it takes. */
export async function openOffline() {
  const able = isSecureContext && "serviceWorker" in navigator && "caches" in globalThis;
  if (!able || PREVIEW.test(ROOT)) return;
  await show().catch(() => {}); // Where the copy cannot be read, the rest of the page is as good.
  if (location.hash === "#offline") find("#offline").scrollIntoView();
}

async function show(problem = "") {
  const kept = await current();
  const now = await offered().catch(() => null); // which an offline reader cannot have
  const section = find("#offline");
  section.hidden = !kept && !now;
  if (section.hidden) return;
  const first =
    now && offer("All pages, search and map", now.files, now.bytes, "Keep offline", now);
  const lines = kept ? await keptLines(kept, now) : [first ?? ""];
  find("#offline_state").replaceChildren(...lines);
  find("#offline_problem").textContent = problem;
}

/**
 * @param {import("./copy.js").Current} kept
 * @param {Summary | null} now
 */
async function keptLines(kept, now) {
  const text = `The edition that you took on ${kept.day} is kept, ${megabytes(kept.bytes)}. `;
  const gone = action("Remove the copy", async () => {
    await remove();
    await show();
  });
  const line = element("p", {}, text, gone);
  if (!now || now.edition === kept.edition) return [line];
  const files = missing(await manifest(now), await keptManifest(kept));
  const about = "The catalogue has a new edition";
  return [line, offer(about, files.length, size(files), "Take the new edition", now)];
}

/**
 * Make the line that offers an edition.
 *
 * @param {string} about
 * @param {number} files to load
 * @param {number} bytes
 * @param {string} label
 * @param {Summary} now
 */
function offer(about, files, bytes, label, now) {
  const noun = files === 1 ? "file" : "files";
  const text = `${about}: ${files.toLocaleString("en")} ${noun}, ${megabytes(bytes)}. `;
  const taken = action(label, () => start(now));
  return element("p", {}, text, taken);
}

/** @param {number} bytes */
function megabytes(bytes) {
  const [amount, unit] = bytes < 1e5 ? [bytes / 1e3, "kB"] : [bytes / 1e6, "MB"];
  return `${amount.toLocaleString("en", { maximumFractionDigits: 1 })} ${unit}`;
}

/** @param {Summary} now */
async function start(now) {
  taking = new AbortController();
  const { signal } = taking;
  const bar = element("progress", { max: now.files, value: 0, "aria-label": "Files kept" });
  const count = element("span", { role: "status" }, "Keeping the catalogue. ");
  const stop = action("Stop", () => taking?.abort());
  find("#offline_state").replaceChildren(element("p", {}, count, bar, " ", stop));
  try {
    await register();
    await take(now, (done) => bar.setAttribute("value", String(done)), signal);
    await navigator.storage?.persist?.();
    await show();
  } catch (error) {
    await show(signal.aborted ? "" : await reason(error, now));
  }
}

/**
 * Say why an edition could not be taken.
 *
 * @param {unknown} error
 * @param {Summary} now
 */
async function reason(error, now) {
  if (error instanceof DOMException && error.name === "QuotaExceededError") {
    if (await current()) await discard(now);
    else await remove();
    return FULL;
  }
  if (error instanceof Refused) return REFUSED;
  return error instanceof TypeError
    ? BROKEN
    : String(error instanceof Error ? error.message : error);
}

class Refused extends Error {}

/** @type {any} the one policy that this page, and no other of the site, is allowed: for the worker's address */
let policy;

async function register() {
  try {
    const types = /** @type {any} */ (globalThis).trustedTypes;
    const createScriptURL = () => file("worker.js");
    policy ??= types ? types.createPolicy("offline", { createScriptURL }) : { createScriptURL };
    await navigator.serviceWorker.register(policy.createScriptURL(""), { scope: ROOT });
  } catch {
    throw new Refused();
  }
}
