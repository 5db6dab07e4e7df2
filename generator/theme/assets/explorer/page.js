// The whole catalogue behind one box, with facets; the URL holds every state.

import { element, find } from "../dom.js";
import { identify } from "../listing/citations.js";
import { Citing } from "../listing/cite.js";
import { row } from "../listing/row.js";
import { Engine } from "../search/engine.js";
import { Changed, Files } from "../search/files.js";
import { words } from "../search/words.js";
import { listed } from "./facets.js";
import { chosen, codeFacet, facet, hints, pager } from "./parts.js";
import { LISTS, read, write } from "./state.js";

/**
 * @typedef {import("./state.js").List} List
 * @typedef {import("./state.js").State} State
 */

const PAGE = 25;
const YEARS = /** @type {const} */ (["from", "to"]);

/** Start the explorer on its page. */
export function open() {
  new Explorer(/** @type {HTMLFormElement} */ (find("#explorer_form"))).start();
}

class Explorer {
  #files = new Files();
  #engine = new Engine(this.#files);
  #renewed = false;
  #list = find("#results");
  /** Its line is missing where the catalogue is empty. */
  #citing = new Citing(document.querySelector(".explorer .exports"), {
    ids: () => this.#ids(),
    name: () => called(read(location.search)),
  });
  /** @type {Set<List>} */
  #opened = new Set(matchMedia("(width >= 60em)").matches ? ["theme", "tag"] : []);
  /** @type {number[]} */
  #listed = [];
  #turn = 0;
  #rendering = Promise.resolve();

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
  }

  start() {
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", (event) => this.#typed(event));
    this.#field("q").addEventListener("blur", () => {
      if (history.state?.typing) history.replaceState(null, "");
    });
    document.addEventListener("click", (event) => this.#followed(event));
    addEventListener("popstate", () => this.#render());
    this.#render();
  }

  /** @param {string} name */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
  }

  /** @param {Event} event */
  #typed({ target }) {
    const { value: sort } = this.#field("sort");
    const [from, to] = YEARS.map((name) => this.#field(name).value);
    const q = this.#field("q").value.trim();
    const typing = target === this.#field("q");
    // One entry in the history for each visit to the box, not for each letter.
    this.#go(
      { ...read(location.search), q, from, to, sort, page: 1 },
      typing && history.state?.typing,
    );
    if (typing) history.replaceState({ typing: true }, "");
  }

  /** @param {MouseEvent} event */
  #followed(event) {
    const target = /** @type {Element} */ (event.target).closest("a[data-state]");
    if (!(target instanceof HTMLAnchorElement)) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    history.pushState(null, "", target.href);
    this.#render().then(() => target.rel && find("#page_title").scrollIntoView());
  }

  /**
   * @param {State} state
   * @param {boolean} replace
   */
  #go(state, replace) {
    history[replace ? "replaceState" : "pushState"](null, "", write(state) || location.pathname);
    return this.#render();
  }

  #render() {
    this.#rendering = this.#attempt(++this.#turn);
    return this.#rendering;
  }

  /** @param {number} turn */
  async #attempt(turn) {
    try {
      await this.#show(read(location.search), turn);
    } catch (error) {
      if (turn !== this.#turn) return;
      if (error instanceof Changed) return this.#renew();
      this.#listed = [];
      this.#citing.show(this.#listed.length);
      const reason = error instanceof Error ? error.message : String(error);
      const note = element("p", {}, `Search is out of reach: ${reason}`);
      find("#search_hints").replaceChildren(note);
    } finally {
      document.documentElement.classList.remove("asked");
    }
  }

  /** Start again on the index that the site has now. */
  #renew() {
    this.#files = new Files();
    this.#engine = new Engine(this.#files);
    this.#renewed = true;
    return this.#render();
  }

  /**
   * @param {State} state
   * @param {number} turn
   */
  async #show(state, turn) {
    this.#list.setAttribute("aria-busy", "true");
    const [found, index, known] = await this.#gather(state);
    const view = {
      state,
      found,
      known,
      renewed: this.#renewed,
      listed: listed(state, found, known),
    };
    const pages = Math.max(1, Math.ceil(view.listed.length / PAGE));
    const page = Math.min(state.page, pages);
    const positions = view.listed.slice((page - 1) * PAGE, page * PAGE);
    const shown = await this.#files.shown(positions);
    if (turn !== this.#turn) return;
    this.#fill(state);
    this.#list.className = "papers";
    const rows = shown.map((one) => this.#citing.add(row(one, found.query, index)));
    this.#list.replaceChildren(...rows);
    this.#listed = view.listed;
    this.#citing.show(this.#listed.length);
    find("#result-count").textContent = String(view.listed.length);
    find("#result-noun").textContent = view.listed.length === 1 ? "paper" : "papers";
    find("#search_hints").replaceChildren(...hints(view));
    find("#facet_lists").replaceChildren(...this.#facets(view));
    find("#result_pages").replaceChildren(...pager(state, page, pages));
    find("#chosen_facets").replaceChildren(...chosen(view));
    this.#list.setAttribute("aria-busy", "false");
    this.#describe(positions, turn).catch(() => {}); // Without it the results are as good to read.
  }

  /**
   * @param {State} state
   * @returns {Promise<[import("../search/engine.js").Found, import("../search/files.js").Index, import("./facets.js").Known]>}
   */
  async #gather(state) {
    const wantsAuthors = state.author.length > 0 || this.#opened.has("author");
    const [found, index, facets, authors, titles] = await Promise.all([
      this.#engine.find(state.q),
      this.#files.index(),
      this.#files.facets(),
      wantsAuthors ? this.#files.authors() : null,
      state.sort === "title" ? this.#files.load("titles") : null,
    ]);
    return [found, index, { count: index.papers, facets, authors, titles }];
  }

  /** @param {import("./parts.js").View} view */
  #facets(view) {
    const changed = () => {
      if (this.#opened.has("author") && !view.known.authors) this.#render();
    };
    return [...LISTS.map((name) => facet(name, view, this.#opened, changed)), codeFacet(view)];
  }

  /**
   * Tell reference managers what is listed, once whoever types has paused.
   *
   * @param {number[]} positions
   * @param {number} turn
   */
  async #describe(positions, turn) {
    await new Promise((paused) => setTimeout(paused, 500));
    const coins = turn === this.#turn ? await this.#files.each("coins", positions) : [];
    if (turn !== this.#turn) return;
    for (const [i, item] of [...this.#list.children].entries()) {
      item.append(element("span", { class: "Z3988", title: coins[i] }));
    }
    document.dispatchEvent(new Event("ZoteroItemUpdated", { bubbles: true })); // Zotero looks again
  }

  async #ids() {
    await this.#rendering;
    return identify(this.#listed, this.#files);
  }

  /** @param {State} state */
  #fill(state) {
    for (const name of /** @type {const} */ (["q", ...YEARS])) {
      const field = this.#field(name);
      if (field.value.trim() !== state[name]) field.value = state[name];
    }
    this.#field("sort").value = state.sort;
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
