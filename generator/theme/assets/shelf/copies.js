// Copies of the shelf: saved as files, taken in from a file.

import { copy, report } from "../clipboard.js";
import { element } from "../dom.js";
import { remove } from "../offline/copy.js";
import { ROOT } from "../urls.js";
import { linkTo } from "./link.js";
import { markdown } from "./markdown.js";
import { action, say, trying } from "./status.js";
import { format, parse, REPLACED, read, update, write } from "./store.js";

/**
 * @typedef {import("./store.js").Shelf} Shelf
 *
 * @typedef {object} Listed What the page lists.
 * @property {() => string[]} ids
 * @property {() => Promise<[import("../search/files.js").Shown, import("./store.js").Kept | undefined][]>} details
 */

const ALL = "Remove all that this browser stores for this site, the offline copy too?";
const SURE = "Remove all papers, notes and follows from this browser?";

/**
 * Make the buttons that share, save, import and empty the shelf.
 *
 * @param {Listed} listed
 */
export function copyButtons({ ids, details }) {
  const input = element("input", { type: "file", accept: ".json,application/json", hidden: "" });
  input.addEventListener("change", () => trying(() => take(input)));
  return [
    action("Copy link to this list", async (button) => {
      await copy(Promise.resolve(linkTo(ids())));
      report(button, "Link copied");
    }),
    action("Print", () => print()),
    action("Save as Markdown", async () =>
      saveFile(markdown(await details()), "my-shelf.md", "text/markdown"),
    ),
    action("Save as JSON", () => saveFile(format(read()), "my-shelf.json", "application/json")),
    action("Import JSON", () => input.click()),
    input,
    action(
      "Remove everything",
      () => confirm(SURE) && replace({ papers: new Map(), follows: new Map() }),
    ),
  ];
}

/** Make the button that removes what this browser stores for the site, the offline copy too. */
export function removeButton() {
  return action("Remove all of it from this browser", async () => {
    if (!confirm(ALL)) return;
    for (const key of Object.keys(localStorage)) {
      if (key.endsWith(` ${ROOT}`)) localStorage.removeItem(key);
    }
    sessionStorage.clear();
    if ("caches" in globalThis && "serviceWorker" in navigator) await remove();
    location.reload();
  });
}

/** @param {Shelf} shelf */
function replace(shelf) {
  write(shelf);
  dispatchEvent(new Event(REPLACED));
}

/** @param {HTMLInputElement} input */
async function take(input) {
  const text = (await input.files?.[0]?.text()) ?? "";
  input.value = "";
  const count = merge(parse(text));
  say(`${count} ${count === 1 ? "paper was" : "papers were"} added or changed.`);
  dispatchEvent(new Event(REPLACED));
}

/**
 * Let the browser save a text as a file.
 *
 * @param {string} text
 * @param {string} name
 * @param {string} type
 */
function saveFile(text, name, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  Object.assign(link, { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * Add to the shelf what it does not hold; where both have a note, both notes are kept.
 *
 * @param {Shelf} other
 * @returns {number} how many papers were new or have changed
 */
export function merge(other) {
  let changed = 0;
  update((shelf) => {
    for (const [id, theirs] of other.papers) {
      const ours = shelf.papers.get(id);
      const note = joined(ours?.note, theirs.note);
      const both = { ...theirs, ...ours, ...(note && { note }) };
      const differs = JSON.stringify(sorted(both)) !== JSON.stringify(sorted(ours));
      if (differs) shelf.papers.set(id, both);
      changed += Number(differs);
    }
    for (const [query, follow] of other.follows) {
      if (!shelf.follows.has(query)) shelf.follows.set(query, follow);
    }
  });
  return changed;
}

/**
 * @param {string} [ours]
 * @param {string} [theirs]
 */
function joined(ours = "", theirs = "") {
  if (ours.includes(theirs)) return ours;
  return theirs.includes(ours) ? theirs : `${ours}\n\n${theirs}`;
}

/** @param {object | undefined} value */
function sorted(value) {
  return Object.entries(value ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}
