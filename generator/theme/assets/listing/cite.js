// Ticks beside papers, and the line that saves or copies the citations of those ticked, else of all listed.

import { copy, report } from "../clipboard.js";
import { element, find } from "../dom.js";
import { paperId } from "../urls.js";
import { entries, KINDS, save } from "./citations.js";
import { remember, remembered } from "./ticks.js";

/**
 * @typedef {object} Listed What the page lists.
 * @property {() => Promise<string[]>} ids of all papers listed
 * @property {() => string} name of the file that holds them
 * @property {boolean} [saved] whether the line's links lead to files of all papers listed
 */

export class Citing {
  #ticked = remembered();
  #count = 0;

  /**
   * @param {HTMLElement | null} line null where nothing is listed
   * @param {Listed} listed
   */
  constructor(line, listed) {
    this.line = line;
    this.listed = listed;
    if (!line) return;
    const all = element("span", { class: "all" });
    const status = element("span", { role: "status" });
    line.firstChild?.replaceWith("Cite ", all, status, ": ");
    const button = { type: "button", class: "link" };
    addFormats(line);
    line.append(", ", element("button", { ...button, "data-copies": "" }, "copy BibTeX"), " ");
    line.append(element("button", { ...button, class: "link untick", hidden: "" }, "Untick all"));
    line.append(" ", element("span", { role: "alert" }));
    line.addEventListener("click", (event) => this.#chose(event));
  }

  /**
   * Put a box to tick beside a paper.
   *
   * @param {HTMLElement} item
   */
  add(item) {
    const link = /** @type {HTMLAnchorElement} */ (find("a.paper-title", item));
    const id = paperId(link.href);
    const label = `Tick ${link.textContent}`;
    const box = element("input", { type: "checkbox", class: "tick", "aria-label": label });
    box.checked = this.#ticked.has(id);
    box.addEventListener("change", () => {
      this.#ticked[box.checked ? "add" : "delete"](id);
      remember(this.#ticked);
      this.show(this.#count);
    });
    item.prepend(box);
    return item;
  }

  /**
   * Say what the links save; ticks are told aloud.
   *
   * @param {number} count of papers listed
   */
  show(count) {
    this.#count = count;
    if (!this.line) return;
    const ticked = this.#ticked.size;
    const some = `${ticked.toLocaleString("en")} ticked ${ticked === 1 ? "paper" : "papers"}`;
    const all = count === 1 ? "it" : `all ${count.toLocaleString("en")}`;
    this.line.hidden = !ticked && !count;
    find(".all", this.line).textContent = ticked ? "" : all;
    find("[role=status]", this.line).textContent = ticked ? some : "";
    find("[role=alert]", this.line).textContent = "";
    find(".untick", this.line).hidden = !ticked;
  }

  /** @param {MouseEvent} event */
  async #chose(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const format = target.textContent ?? "";
    if (target.matches(".untick")) return this.#untick();
    const copies = target.matches("[data-copies]");
    if (!copies && !(format in KINDS)) return;
    if (target.matches("a") && this.listed.saved && !this.#ticked.size) return; // a file of the site
    event.preventDefault();
    const failure = find("[role=alert]", /** @type {HTMLElement} */ (this.line));
    failure.textContent = "";
    try {
      if (copies) await copy(this.#ids().then((ids) => entries("BibTeX", ids)));
      else await save(format, await this.#ids(), this.#ticked.size ? "papers" : this.listed.name());
      if (copies) report(target, "copied");
    } catch (error) {
      failure.textContent = error instanceof Error ? error.message : String(error);
    }
  }

  async #ids() {
    return this.#ticked.size ? [...this.#ticked] : this.listed.ids();
  }

  #untick() {
    this.#ticked.clear();
    for (const box of document.querySelectorAll("input.tick")) {
      /** @type {HTMLInputElement} */ (box).checked = false;
    }
    remember(this.#ticked);
    this.show(this.#count);
    find("a, button", /** @type {HTMLElement} */ (this.line)).focus();
  }
}

/**
 * Add buttons for the formats to which a line has no links, as sites of many papers have few files.
 *
 * @param {HTMLElement} line
 */
export function addFormats(line) {
  const linked = [...line.querySelectorAll("a")].map((link) => link.textContent ?? "");
  for (const name of Object.keys(KINDS).filter((name) => !linked.includes(name))) {
    const button = element("button", { type: "button", class: "link" }, name);
    line.append(line.querySelector("a, button") ? ", " : "", button);
  }
}
