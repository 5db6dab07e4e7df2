// What has come to the catalogue since the reader was here before.

import { element } from "../dom.js";
import { file, ROOT } from "../urls.js";

/**
 * @typedef {object} Visit
 * @property {string} before the day of the newest paper at the visit before
 * @property {string} newest that at this visit
 * @property {number} at when this visit was last seen to go on, in milliseconds
 */

const MY_SHELF = "./my.js";
const KEY = `visit ${ROOT}`;
const PAUSE = 4 * 60 * 60 * 1000; // milliseconds without a page, after which the next begins another visit
const DAY = 24 * 60 * 60 * 1000;

/** Remember the visit, and show what is new since the one before. */
export function openVisits() {
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-newest]"));
  if (place && navigator.serviceWorker?.controller) offerEdition(place).catch(() => {}); // as good without
  const newest = place?.dataset.newest ?? "";
  const before = newest && visit(newest);
  if (!place || !before || before >= newest) return;
  const rows = [...document.querySelectorAll(".front li[data-added]")];
  const fresh = /** @type {HTMLElement[]} */ (rows).filter(
    ({ dataset }) => (dataset.added ?? "") > before,
  );
  for (const row of fresh) row.append(element("p", { class: "mark" }, "New"));
  const count = fresh.length
    ? `${fresh.length}${fresh.length < rows.length ? "" : "+"} new`
    : "New";
  const url = file(`papers/?added=${dayAfter(before)}&sort=added`);
  const link = element("a", { href: url, "data-state": "" }, `${count} since your last visit`);
  place.append(element("p", { class: "since" }, link));
}

/** @param {HTMLElement} place where a reader of the offline copy is told of a newer edition */
async function offerEdition(place) {
  /** @type {typeof import("../my.main.js")} */
  const { isOutdated } = await import(MY_SHELF);
  if (!(await isOutdated())) return;
  const link = element("a", { href: file("my/#offline") }, "New edition to keep offline");
  place.append(element("p", { class: "since" }, link));
}

/** @param {string} day */
export function dayAfter(day) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
}

/**
 * Return the day of the newest paper at the visit before; at a first visit nothing is new.
 *
 * @param {string} newest
 */
function visit(newest) {
  try {
    /** @type {Visit | null} */
    const last = JSON.parse(localStorage.getItem(KEY) ?? "null");
    const now = Date.now();
    const returned = last && now - last.at > PAUSE;
    const before = (returned ? last.newest : last?.before) ?? newest;
    localStorage.setItem(KEY, JSON.stringify({ before, newest, at: now }));
    return before;
  } catch {
    return newest; // Without storage every visit is the first.
  }
}
