// A listing that the generator wrote: ticks, citations of those ticked, and other orders.

import { find } from "../dom.js";
import { file, opened, paperId, text } from "../urls.js";
import { Citing } from "./cite.js";

/** Start the listing of a page. */
export function openListing() {
  const list = find("#listing");
  const line = /** @type {HTMLElement | null} */ (document.querySelector(".bar .exports"));
  const all = once(() => whole(list));
  const saved = line?.querySelector("a")?.href ?? `${pageName()}.bib`;
  const path = line?.dataset.listing;
  const citing = new Citing(line, {
    ids: async () => (path ? idsOf(path) : (await all()).map(idOf)),
    saved: true,
    name: () => saved.replace(/.*\/|\.\w+$/g, ""),
  });
  for (const item of papers(list)) citing.add(item);
  citing.show(Number(list.dataset.total));
  const select = /** @type {HTMLSelectElement | null} */ (document.querySelector("#sort_listing"));
  select?.addEventListener("change", async () => {
    const items = await all();
    for (const item of items) if (!item.querySelector(".tick")) citing.add(item);
    list.replaceChildren(...sorted(items, select.value));
    document.querySelector("main .pager")?.remove();
  });
}

/**
 * Return the ids of all papers of a listing, which the API knows, in one file or several.
 *
 * @param {string} path
 */
async function idsOf(path) {
  /** @type {string[]} */
  const ids = [];
  for (let number = 1, more = true; more; number++) {
    const name = number === 1 ? path : `${path}.${number}`;
    const { papers, next } = JSON.parse(await text(file(`api/v1/${name}.json`)));
    ids.push(...papers.map((/** @type {{ id: string }} */ { id }) => id));
    more = Boolean(next);
  }
  return ids;
}

/** The last part of the page's address that is no number of a further page. */
function pageName() {
  return (
    location.pathname
      .split("/")
      .filter((part) => /\D/.test(part))
      .pop() ?? "papers"
  );
}

/** @param {ParentNode} list @returns {HTMLElement[]} */
function papers(list) {
  return [...list.querySelectorAll(":scope > li")].map((item) => /** @type {HTMLElement} */ (item));
}

/** @param {HTMLElement} item */
function idOf(item) {
  return paperId(/** @type {HTMLAnchorElement} */ (find("a.paper-title", item)).href);
}

/**
 * Return the papers of all pages of a listing, in its own order.
 *
 * @param {HTMLElement} list
 */
async function whole(list) {
  const pages = (list.dataset.pages ?? "").split(" ").filter(Boolean);
  const parts = await Promise.all(
    pages.map(async (url) => {
      const address = new URL(url, document.baseURI).href;
      if (address === location.href.replace(/[?#].*/, "")) return papers(list);
      const other = await opened(address);
      for (const link of other.querySelectorAll("a")) link.setAttribute("href", link.href);
      return papers(find("#listing", other));
    }),
  );
  return pages.length ? parts.flat() : papers(list);
}

/**
 * @param {HTMLElement[]} items
 * @param {string} order
 */
function sorted(items, order) {
  if (order === "title") return items.toSorted((a, b) => title(a).localeCompare(title(b), "en"));
  if (order === "place") return items.toSorted((a, b) => place(a) - place(b));
  if (order === "added") return items.toSorted((a, b) => compare(b.dataset.added, a.dataset.added));
  if (order === "newest") return items.toSorted((a, b) => compare(b.dataset.date, a.dataset.date));
  if (order === "oldest") {
    return items.toSorted((a, b) => compare(a.dataset.date || "9999", b.dataset.date || "9999"));
  }
  return items;
}

/** @param {HTMLElement} item */
function title(item) {
  return find(".paper-title", item).textContent ?? "";
}

/** @param {HTMLElement} item */
function place(item) {
  return Number(item.dataset.place ?? Number.POSITIVE_INFINITY);
}

/** @param {string | undefined} a @param {string | undefined} b */
function compare(a = "", b = "") {
  return a < b ? -1 : Number(a > b);
}

/**
 * @template T
 * @param {() => Promise<T>} make
 * @returns {() => Promise<T>}
 */
function once(make) {
  /** @type {Promise<T> | undefined} */
  let made;
  return () => {
    made ??= make();
    made.catch(() => {
      made = undefined;
    });
    return made;
  };
}
