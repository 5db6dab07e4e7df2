// The search box of every page: a combobox that offers topics, people, pages and papers.

import { element, find } from "./dom.js";
import { highlighted, marked } from "./listing/row.js";
import { star } from "./listing/stars.js";
import { Engine } from "./search/engine.js";
import { entities } from "./search/entities.js";
import { Changed, Files } from "./search/files.js";
import { explorer, paper } from "./urls.js";

/** @typedef {import("./search/entities.js").Kind} Kind */

const LIST = "search_list";
const PAPERS = 8;
const ENTITIES = 4;
const PATIENCE = 200; // milliseconds before it is said that search goes on
/** @type {[string, Kind[]][]} */
const GROUPS = [
  ["Topics", ["theme", "tag"]],
  ["Authors", ["author"]],
  ["Venues", ["venue"]],
  ["Reading lists", ["list"]],
  ["Pages", ["page"]],
];
/** @type {Record<Kind, string>} */
const CALLED = { theme: "Theme", tag: "Tag", author: "", venue: "", list: "", page: "" };

/**
 * Let a search box answer as somebody types.
 *
 * @param {HTMLElement} form
 */
export function openHeader(form) {
  new Header(form).start();
}

class Header {
  #engine = new Engine(new Files());
  #turn = 0;
  #active = -1;

  /** @param {HTMLElement} form */
  constructor(form) {
    this.form = form;
    this.input = /** @type {HTMLInputElement} */ (find("#search-input", form));
    this.panel = find("#search-results", form);
    this.status = find("[role=status]", form);
  }

  start() {
    const attributes = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": LIST,
    };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    this.input.addEventListener("input", () => this.#update());
    this.input.addEventListener("focus", () => this.panel.hidden && this.#update());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.form.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.form.contains(/** @type {Node | null} */ (relatedTarget))) this.#close();
    });
    // A press on a result must not take the focus out of the box before it is followed.
    this.panel.addEventListener("mousedown", (event) => event.preventDefault());
    addEventListener("online", () => this.panel.hidden || this.#update());
    this.#update();
  }

  #close() {
    this.#turn++; // an answer on its way comes too late
    this.#show(false);
    this.status.textContent = "";
  }

  /** @param {boolean} shown */
  #show(shown) {
    this.panel.hidden = !shown;
    this.input.setAttribute("aria-expanded", String(shown && this.#options().length > 0));
    this.#mark(-1);
  }

  async #update() {
    const turn = ++this.#turn;
    const text = this.input.value.trim();
    if (!text) return this.#close();
    const slow = setTimeout(() => turn === this.#turn && this.#say("Searching…"), PATIENCE);
    try {
      await this.#answer(text, turn);
    } catch (error) {
      if (turn === this.#turn) this.#failed(error);
    } finally {
      clearTimeout(slow);
    }
  }

  /**
   * @param {string} text
   * @param {number} turn
   */
  async #answer(text, turn) {
    const { files } = this.#engine;
    const found = await this.#engine.find(text);
    if (turn !== this.#turn) return;
    const [index, lines, shown] = await Promise.all([
      files.index(),
      entities(found, files),
      files.lines((found.positions ?? []).slice(0, PAPERS)),
    ]);
    if (turn !== this.#turn) return;
    const wanted = highlighted(found, index);
    const groups = GROUPS.map(([name, kinds]) => {
      const own = lines.slice(0, ENTITIES).filter(({ kind }) => kinds.includes(kind));
      return group(
        name,
        own.map((line) => entityOption(line, wanted)),
      );
    });
    groups.push(
      group(
        "Papers",
        shown.map((one) => paperOption(one, wanted)),
      ),
    );
    /** @type {HTMLElement[]} */
    const options = groups.filter((one) => one !== null);
    const offered = options.length;
    const count = found.positions?.length ?? index.papers;
    if (count) {
      const attributes = { role: "option", class: "all", href: explorer(text), tabindex: "-1" };
      options.push(element("a", attributes, all(count)));
    }
    const list = element("div", { role: "listbox", id: LIST, "aria-label": "Results" }, ...options);
    this.panel.replaceChildren(...notes(found, offered), ...(options.length ? [list] : []));
    for (const [i, one] of this.#options().entries()) one.id = `search_option_${i}`;
    this.status.textContent = `${count} ${count === 1 ? "paper" : "papers"}`;
    this.#show(true);
  }

  /** @param {string} text */
  #say(text) {
    this.panel.replaceChildren(element("p", { class: "hint" }, text));
    this.#show(true);
  }

  /** @param {unknown} error */
  #failed(error) {
    if (error instanceof Changed) {
      this.#engine = new Engine(new Files());
      this.#update();
      return;
    }
    this.#say("Search could not load. Check your connection; it goes on when you type. ");
    this.status.textContent = "Search could not load.";
  }

  #options() {
    return [...this.panel.querySelectorAll("a")];
  }

  /** @param {number} i of the option that the arrows have reached; -1 for none */
  #mark(i) {
    const options = this.#options();
    this.#active = i;
    for (const [j, option] of options.entries())
      option.setAttribute("aria-selected", String(i === j));
    if (i < 0) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", options[i].id);
    options[i].scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const options = this.panel.hidden ? [] : this.#options();
    if (event.key === "Escape" && !this.panel.hidden) this.#close();
    else if (event.key === "ArrowDown" && options.length) {
      this.#mark(this.#active + 1 < options.length ? this.#active + 1 : -1);
    } else if (event.key === "ArrowUp" && options.length) {
      this.#mark(this.#active < 0 ? options.length - 1 : this.#active - 1);
    } else if (event.key === "Enter" && this.#active >= 0) options[this.#active].click();
    else return;
    event.preventDefault();
  }
}

/** @param {number} count */
function all(count) {
  return count === 1 ? "Show 1 paper" : `Show all ${count} papers`;
}

/**
 * @param {string} name
 * @param {HTMLElement[]} options
 */
function group(name, options) {
  if (!options.length) return null;
  const id = `search_${name.toLowerCase().replace(" ", "_")}`;
  const heading = element("p", { class: "group", id, role: "presentation" }, name);
  return element("div", { role: "group", "aria-labelledby": id }, heading, ...options);
}

/**
 * @param {import("./search/entities.js").Line} line
 * @param {Set<string>} wanted
 */
function entityOption({ kind, name, url, papers }, wanted) {
  const count = papers ? `${papers} ${papers === 1 ? "paper" : "papers"}` : "";
  return option(url, name, [CALLED[kind], count].filter(Boolean).join(", "), wanted);
}

/**
 * @param {[id: string, title: string, about: string]} line
 * @param {Set<string>} wanted
 */
function paperOption([id, title, about], wanted) {
  const keeps = star(id, title);
  keeps.tabIndex = -1; // keys stay in the box; the paper's page has the same button
  keeps.setAttribute("aria-hidden", "true");
  const line = { class: "starred", role: "presentation" };
  return element("div", line, option(paper(id), title, about, wanted), keeps);
}

/**
 * @param {string} url
 * @param {string} name
 * @param {string} about
 * @param {Set<string>} wanted
 */
function option(url, name, about, wanted) {
  const attributes = { role: "option", class: "option", href: url, tabindex: "-1", title: name };
  return element(
    "a",
    attributes,
    element("span", { class: "name" }, ...marked(name, wanted)),
    " ",
    element("span", { class: "about" }, ...marked(about, wanted)),
  );
}

/**
 * @param {import("./search/engine.js").Found} found
 * @param {number} groups
 */
function notes(found, groups) {
  const said = [];
  if (found.corrected.length) {
    const meant = found.corrected.map(([typed, meant]) => `“${meant}” for “${typed}”`);
    said.push(`Showing results with ${meant.join(", ")}.`);
  }
  if (!groups) said.push("Nothing found. Try fewer words.");
  else if (found.partial && found.positions?.length)
    said.push("No paper matches every word. Closest matches:");
  return said.map((note) => element("p", { class: "hint" }, note));
}
