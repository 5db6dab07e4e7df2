// The page of the reader's shelf.

import { element, find } from "../dom.js";
import { Citing } from "../listing/cite.js";
import { openDensity } from "../listing/density.js";
import { row } from "../listing/row.js";
import { openOffline } from "../offline/section.js";
import { Engine } from "../search/engine.js";
import { Changed, Files } from "../search/files.js";
import { copyButtons, removeButton } from "./copies.js";
import { offer, received } from "./link.js";
import { newsLines } from "./news.js";
import { arranged, FILTERS, located, ordered } from "./papers.js";
import { action } from "./status.js";
import { KEY, REPLACED, read, Trouble, update, watch } from "./store.js";

/**
 * @typedef {import("./papers.js").OnShelf} OnShelf
 * @typedef {import("./store.js").Shelf} Shelf
 */

const FIRST = 50; // rows before the rest is asked for: each may lie in another file
const FAILED = "The catalogue's index could not load. Check your connection, then reload the page.";
/** @type {[string, string][]} */
const SHOWN = [
  ["kept", "All"],
  ["starred", "Starred"],
  ["toread", "To read"],
  ["read", "Read"],
  ["noted", "With notes"],
];

/** Start the page. */
export function openMyShelf() {
  new MyShelf().start();
}

class MyShelf {
  #engine = new Engine(new Files());
  #form = /** @type {HTMLFormElement} */ (find("#shelf_form"));
  #rows = find("#shelf_rows");
  #filter = "kept";
  /** @type {OnShelf[]} what is listed, in its order */
  #listed = [];
  #turn = 0;
  #all = false;
  #citing = new Citing(document.querySelector("#my_shelf .exports"), {
    ids: async () => this.#ids(),
    name: () => "my-shelf",
  });

  start() {
    for (const [name] of SHOWN) find(".shown", this.#form).append(this.#filterButton(name));
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("input", () => this.render());
    const details = () => this.#details();
    find("#shelf_copies").append(...copyButtons({ ids: () => this.#ids(), details }));
    find("#privacy_controls").append(removeButton());
    openDensity();
    watch(() => this.#counts());
    addEventListener(REPLACED, () => this.render());
    addEventListener("storage", ({ key }) => key === KEY && this.render());
    addEventListener("hashchange", () => this.render());
    addEventListener("online", () => this.render());
    const ready = () => find("#my_shelf").classList.add("ready"); // nothing moves from now on
    Promise.allSettled([this.render(), openOffline()]).then(ready);
  }

  /** @param {string} name */
  #filterButton(name) {
    const button = element("button", { type: "button", "data-filter": name });
    button.addEventListener("click", () => {
      this.#filter = name;
      this.render();
    });
    return button;
  }

  #ids() {
    return this.#listed.map(({ id }) => id);
  }

  /** @returns {Shelf} what is kept, or the papers of the link that was opened */
  #shelf() {
    const ids = received(location.hash);
    const own = read();
    if (!ids) return own;
    const papers = ids.map((id) => [id, own.papers.get(id) ?? { at: "" }]);
    return { papers: new Map(/** @type {any} */ (papers)), follows: new Map() };
  }

  /** @returns {Promise<void>} */
  async render() {
    const turn = ++this.#turn;
    const trouble = find("#shelf_trouble");
    try {
      const shelf = this.#shelf();
      trouble.textContent = "";
      this.#counts();
      await this.#list(shelf, turn);
    } catch (error) {
      if (turn !== this.#turn) return;
      if (error instanceof Changed) {
        this.#engine = new Engine(new Files());
        return this.render();
      }
      trouble.textContent = error instanceof Trouble ? error.message : FAILED;
    }
  }

  /**
   * @param {Shelf} shelf
   * @param {number} turn
   */
  async #list(shelf, turn) {
    const { files, postings } = this.#engine;
    const form = new FormData(this.#form);
    const sort = String(form.get("sort"));
    const [found, order, places] = await Promise.all([
      this.#engine.find(String(form.get("q")).trim()),
      ordered(sort, files),
      located([...shelf.papers.keys()], postings),
    ]);
    if (turn !== this.#turn) return;
    const filter = FILTERS[this.#filter];
    const papers = [...shelf.papers].flatMap(([id, kept]) => {
      const position = places.get(id);
      return position !== undefined && filter(kept) ? [{ id, kept, position }] : [];
    });
    this.#listed = arranged(papers, found, sort, order);
    const rows = await this.#made(found);
    if (turn !== this.#turn) return;
    this.#rows.replaceChildren(...rows);
    this.#citing.show(this.#listed.length);
    if (received(location.hash) === null) await this.#follows(shelf);
    this.#notes(
      [...shelf.papers.keys()].filter((id) => !places.has(id)),
      shelf.papers.size,
    );
  }

  /** @param {import("../search/engine.js").Found} found */
  async #made(found) {
    const { files } = this.#engine;
    const some = this.#all ? this.#listed : this.#listed.slice(0, FIRST);
    const [index, shown] = await Promise.all([
      files.index(),
      files.shown(some.map(({ position }) => position)),
    ]);
    return shown.map((one) => this.#citing.add(row(one, found, index)));
  }

  /** @param {Shelf} shelf */
  async #follows(shelf) {
    const section = find("#following");
    section.hidden = !shelf.follows.size;
    if (section.hidden) return;
    const lines = await newsLines(this.#engine, "feeds" in find("#my_shelf").dataset);
    find("ul", section).replaceChildren(...lines);
  }

  /** Say how much is kept, in all and of each kind. */
  #counts() {
    const { papers } = this.#shelf();
    const others = received(location.hash) !== null;
    const count = papers.size;
    this.#form.hidden = !count || others;
    find("#shelf_copies").hidden = others;
    find("#shelf_count").textContent = count ? `${count} ${count === 1 ? "paper" : "papers"}` : "";
    for (const [name, label] of SHOWN) {
      const button = find(`[data-filter=${name}]`, this.#form);
      const own = [...papers.values()].filter(FILTERS[name]).length;
      button.textContent = `${label} ${own}`;
      button.setAttribute("aria-pressed", String(name === this.#filter));
    }
    const box = find("#received");
    box.hidden = !others;
    if (others && !box.firstChild) box.append(offer([...papers.keys()]));
    find("#page_title").textContent = others ? "A reading list" : "My shelf";
  }

  /**
   * Say what is not listed and why.
   *
   * @param {string[]} gone ids that the catalogue no longer has
   * @param {number} count of papers kept
   */
  #notes(gone, count) {
    const notes = [];
    if (!count) {
      notes.push([
        "Nothing is kept yet. Press ☆ beside a paper to keep it; here you then sort, search, share and export what you keep. It stays in this browser.",
      ]);
    } else if (!this.#listed.length && gone.length < count) {
      notes.push(["No paper on your shelf matches."]);
    }
    if (gone.length)
      notes.push([`No longer in the catalogue: ${gone.join(", ")}. `, this.#forget(gone)]);
    if (this.#listed.length > FIRST && !this.#all) notes.push([this.#more()]);
    find("#shelf_notes").replaceChildren(...notes.map((note) => element("p", {}, ...note)));
  }

  /** @param {string[]} gone */
  #forget(gone) {
    return action("Remove from my shelf", () => {
      update(({ papers }) => gone.map((id) => papers.delete(id)));
      dispatchEvent(new Event(REPLACED));
    });
  }

  #more() {
    return action(`Show all ${this.#listed.length}`, () => {
      this.#all = true;
      this.render();
    });
  }

  /** @returns {Promise<[import("../search/files.js").Shown, import("./store.js").Kept | undefined][]>} */
  async #details() {
    const { papers } = this.#shelf();
    const shown = await this.#engine.files.shown(this.#listed.map(({ position }) => position));
    return shown.map((one, i) => [one, papers.get(this.#listed[i].id)]);
  }
}
