// The whole catalogue behind one box, with facets; the URL holds every state.

import { element, find } from "../dom.js";
import { identify } from "../listing/citations.js";
import { Citing } from "../listing/cite.js";
import { row } from "../listing/row.js";
import { Engine } from "../search/engine.js";
import { entities } from "../search/entities.js";
import { Changed, Files } from "../search/files.js";
import { words } from "../search/words.js";
import { listed } from "./facets.js";
import { chosen, entityLines, facet, flags, hints, pager } from "./parts.js";
import { LISTS, read, toggled, write } from "./state.js";

/**
 * @typedef {import("./parts.js").View} View
 * @typedef {import("./state.js").State} State
 */

const PAGE = 25;
const FIRST = 4; // rows, as many as a window shows, that do not wait for the others
const ENTITIES = 5;
const PATIENCE = 200; // milliseconds before it is said that search goes on
const PAUSE = 2000; // milliseconds without a change before reference managers are told
const TYPED = /** @type {const} */ (["q", "from", "to", "added"]);
const FACETS = /** @type {const} */ (["theme", "year", "tag", "venue", "author"]);

/**
 * Start the explorer on its page; return once it shows its first results or says why not.
 *
 * @param {HTMLFormElement} form
 * @param {(path: string) => Promise<any>} read returns a file of the index, which may have been asked for already
 */
export function openExplorer(form, read) {
  return new Explorer(form, read).start();
}

class Explorer {
  #files;
  #engine;
  #renewed = false;
  #list = find("#results");
  #hints = find("#search_hints");
  /** Its line is missing where the catalogue is empty. */
  #citing = new Citing(document.querySelector(".explorer .exports"), {
    ids: () => this.#ids(),
    name: () => called(read(location.search)),
  });
  /** @type {Set<string>} facets whose values show */
  #opened = new Set(matchMedia("(width >= 60em)").matches ? ["theme", "year", "tag", "venue"] : []);
  /** @type {number[]} */
  #listed = [];
  #turn = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #slow;
  #rendering = Promise.resolve();

  /**
   * @param {HTMLFormElement} form
   * @param {(path: string) => Promise<any>} read
   */
  constructor(form, read) {
    this.form = form;
    this.#files = new Files(read);
    this.#engine = new Engine(this.#files);
  }

  start() {
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", (event) => this.#typed(event));
    for (const name of TYPED) {
      this.#field(name).addEventListener("blur", () => {
        if (history.state?.typing) history.replaceState(null, "");
      });
    }
    this.#field("q").addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "Enter") return;
      event.preventDefault();
      this.#rendering.then(() => find("#found_entities a, #results .paper-title").focus());
    });
    find("#facet_lists").addEventListener("change", (event) => this.#ticked(event));
    document.addEventListener("click", (event) => this.#followed(event));
    addEventListener("popstate", () => this.#render());
    addEventListener("online", () => this.#render());
    return this.#render();
  }

  /** @param {string} name */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
  }

  /** @param {Event} event */
  #typed({ target }) {
    const given = new URLSearchParams({ sort: this.#field("sort").value });
    for (const name of TYPED) given.set(name, this.#field(name).value.trim());
    const { q, from, to, added, sort } = read(`?${given}`);
    const name = /** @type {HTMLInputElement} */ (target).name;
    const typing = TYPED.some((one) => one === name) ? name : "";
    const state = { ...read(location.search), q, from, to, added, sort, page: 1 };
    if (write(state) === location.search) return;
    // One entry in the history for each visit to a box, not for each letter.
    const replace = typing !== "" && history.state?.typing === typing;
    this.#go(state, replace, typing ? { typing } : null);
  }

  /** @param {Event} event */
  #ticked({ target }) {
    if (!(target instanceof HTMLInputElement)) return;
    const { facet, value } = target.dataset;
    if (facet && value) {
      this.#go(toggled(read(location.search), /** @type {any} */ (facet), value), false, null);
    }
  }

  /** @param {MouseEvent} event */
  #followed(event) {
    const target = /** @type {Element} */ (event.target).closest("a[data-state]");
    if (!(target instanceof HTMLAnchorElement)) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    history.pushState(null, "", target.href);
    const heading = find("#results_heading");
    this.#render().then(() => {
      heading.focus({ preventScroll: !target.rel });
      if (target.rel) heading.scrollIntoView();
    });
  }

  /**
   * @param {State} state
   * @param {boolean} replace
   * @param {object | null} note for the history's entry
   */
  #go(state, replace, note) {
    const url = write(state) || location.pathname;
    history[replace ? "replaceState" : "pushState"](note, "", url);
    return this.#render();
  }

  #render() {
    this.#rendering = this.#attempt(++this.#turn);
    return this.#rendering;
  }

  /** @param {number} turn */
  async #attempt(turn) {
    clearTimeout(this.#slow);
    this.#slow = setTimeout(() => this.#say("Searching…", "passing"), PATIENCE);
    try {
      await this.#show(read(location.search), turn);
    } catch (error) {
      if (turn !== this.#turn) return;
      if (error instanceof Changed) return this.#renew();
      this.#failed();
    }
  }

  /** Stop saying that search goes on. */
  #answered() {
    clearTimeout(this.#slow);
    document.documentElement.classList.remove("asked");
  }

  /** Start again on the index that the site has now. */
  #renew() {
    this.#files = new Files();
    this.#engine = new Engine(this.#files);
    this.#renewed = true;
    return this.#render();
  }

  /**
   * Say something in place of results, which would be those of another query.
   *
   * @param {string} text
   */
  #say(text, name = "") {
    this.#hints.replaceChildren(element("p", { class: name }, text));
    this.#list.replaceChildren();
    find("#found_entities").replaceChildren();
    find("#result_pages").replaceChildren();
    this.#count(0);
  }

  #failed() {
    this.#answered();
    this.#listed = [];
    this.#citing.show(0);
    this.#say("Search could not load. Check your connection. ");
    const again = element("button", { type: "button" }, "Try again");
    again.addEventListener("click", () => this.#render());
    this.#hints.firstChild?.appendChild(again);
    this.#list.setAttribute("aria-busy", "false");
  }

  /**
   * @param {State} state
   * @param {number} turn
   */
  async #show(state, turn) {
    this.#list.setAttribute("aria-busy", "true");
    const plain = !write({ ...state, q: "", page: 1 }); // by relevance alone, which needs no facets
    const [found] = await Promise.all([this.#engine.find(state.q), plain || this.#known(state)]);
    const best = plain && found.ranked ? found.positions : null;
    const all = best ?? listed(state, found, await this.#known(state));
    if (turn !== this.#turn) return;
    const pages = Math.max(1, Math.ceil(all.length / PAGE));
    const page = Math.min(state.page, pages);
    const positions = all.slice((page - 1) * PAGE, page * PAGE);
    const [rows, lines] = await Promise.all([
      this.#rows(positions.slice(0, FIRST), found),
      entities(found, this.#files),
    ]);
    if (turn !== this.#turn) return;
    this.#answered();
    this.#fill(state);
    this.#list.className = "papers";
    this.#list.replaceChildren(...rows);
    this.#listed = all;
    this.#citing.show(all.length);
    this.#count(all.length);
    this.#hints.replaceChildren(...hints({ state, found, listed: all, renewed: this.#renewed }));
    find("#found_entities").replaceChildren(...entityLines(lines.slice(0, ENTITIES)));
    find("#result_pages").replaceChildren(...pager(state, page, pages));
    const [others, known] = await Promise.all([
      this.#rows(positions.slice(FIRST), found),
      this.#known(state),
    ]);
    if (turn !== this.#turn) return;
    this.#facets({ state, found, known });
    find("#chosen_facets").replaceChildren(...chosen({ state, found, known }));
    this.#list.append(...others);
    this.#list.setAttribute("aria-busy", "false");
    this.#describe(positions, turn).catch(() => {}); // Without it the results are as good to read.
  }

  /**
   * @param {number[]} positions
   * @param {import("../search/engine.js").Found} found
   */
  async #rows(positions, found) {
    const [index, shown] = await Promise.all([this.#files.index(), this.#files.shown(positions)]);
    return shown.map((one) => this.#citing.add(row(one, found, index)));
  }

  /** @param {number} count */
  #count(count) {
    find("#result-count").textContent = count.toLocaleString("en");
    find("#result-noun").textContent = count === 1 ? "paper" : "papers";
  }

  /**
   * @param {State} state
   * @returns {Promise<import("./facets.js").Known>}
   */
  async #known(state) {
    const wantsAuthors = state.author.length > 0 || this.#opened.has("author");
    const [index, facets, authors, titles] = await Promise.all([
      this.#files.index(),
      this.#files.facets(),
      wantsAuthors ? this.#files.authors() : null,
      state.sort === "title" ? this.#files.load("titles") : null,
    ]);
    return { index, facets, authors, titles };
  }

  /**
   * Show the facets anew and give the focus back to the box that had it.
   *
   * @param {View} view
   */
  #facets(view) {
    const changed = () => {
      if (this.#opened.has("author") && !view.known.authors) this.#render();
    };
    const { facet: name, value } = /** @type {HTMLElement} */ (document.activeElement).dataset;
    const boxes = FACETS.map((name) => facet(name, view, this.#opened, changed));
    const lists = find("#facet_lists");
    lists.replaceChildren(flags(view), ...boxes);
    if (!name || !value) return;
    const same = [...lists.querySelectorAll("input")].find(
      ({ dataset }) => dataset.facet === name && dataset.value === value,
    );
    (same ?? find("#results_heading")).focus({ preventScroll: true });
  }

  /**
   * Tell reference managers what is listed, once whoever types has paused.
   *
   * @param {number[]} positions
   * @param {number} turn
   */
  async #describe(positions, turn) {
    await new Promise((paused) => setTimeout(paused, PAUSE));
    const coins = turn === this.#turn ? await this.#files.each("coins", positions) : [];
    if (turn !== this.#turn) return;
    for (const [i, item] of [...this.#list.children].entries()) {
      item.append(element("span", { class: "Z3988", title: coins[i] }));
    }
    document.dispatchEvent(new Event("ZoteroItemUpdated", { bubbles: true })); // Zotero looks again
  }

  /** @param {State} state */
  #fill(state) {
    for (const name of TYPED) {
      const field = this.#field(name);
      if (field !== document.activeElement && field.value.trim() !== state[name]) {
        field.value = state[name];
      }
    }
    this.#field("sort").value = state.sort;
  }

  async #ids() {
    await this.#rendering;
    return identify(this.#listed, this.#files);
  }
}

/**
 * Call a file by what narrows the list.
 *
 * @param {State} state
 */
function called(state) {
  const parts = [...LISTS.flatMap((name) => state[name]), ...words(state.q)];
  return parts.join("-").slice(0, 60) || "papers";
}
