// The search box of every page: results as you type, arrow keys between them, Escape to close.

import { element, find } from "./dom.js";
import { result } from "./results.js";
import { Engine } from "./search/engine.js";
import { Changed, Files } from "./search/files.js";
import { explorer } from "./urls.js";

const MOST = 8;

/**
 * Let a search box answer as somebody types.
 *
 * @param {HTMLElement} form
 */
export function open(form) {
  const input = /** @type {HTMLInputElement} */ (find("#search-input", form));
  const panel = find("#search-results", form);
  const status = find("[role=status]", form);
  let engine = new Engine(new Files());
  let turn = 0;

  const close = () => {
    turn++; // an answer on its way comes too late
    panel.hidden = true;
    status.textContent = "";
  };

  const update = async () => {
    const mine = ++turn;
    const text = input.value.trim();
    if (!text) return close();
    try {
      const found = await engine.find(text);
      if (!found.positions) {
        if (mine === turn) close();
        return;
      }
      const index = await engine.files.index();
      const shown = await engine.files.shown(found.positions.slice(0, MOST));
      const count = found.positions.filter((n) => n < index.papers).length;
      // Whoever is already among the results keeps them: a late answer would take the focus away.
      if (mine !== turn || panel.contains(document.activeElement)) return;
      const items = shown.map((one) => result(one, found.query));
      fill(panel, items, found, count, text);
      const all = found.positions.length;
      status.textContent = all === 1 ? "1 result" : `${all} results`;
    } catch (error) {
      if (mine !== turn) return;
      if (error instanceof Changed) {
        engine = new Engine(new Files());
        return update();
      }
      panel.replaceChildren(element("p", {}, `Search is out of reach: ${reason(error)}`));
    }
    panel.hidden = false;
  };

  input.addEventListener("input", update);
  form.addEventListener("keydown", (event) => walk(event, input, panel, close));
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (!form.contains(/** @type {Node | null} */ (relatedTarget))) close();
  });
  input.addEventListener("focus", () => {
    if (panel.hidden && input.value) update();
  });
  if (input.value) update();
}

/** @param {unknown} error */
function reason(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * @param {HTMLElement} panel
 * @param {HTMLElement[]} items
 * @param {import("./search/engine.js").Found} found
 * @param {number} count of papers
 * @param {string} text
 */
function fill(panel, items, found, count, text) {
  const notes = [];
  if (found.corrected.length) {
    const pairs = found.corrected.map(([typed, meant]) => `“${meant}” for “${typed}”`);
    notes.push(`Showing ${pairs.join(", ")}.`);
  }
  if (found.partial && items.length) notes.push("Nothing holds all the words; these hold most.");
  if (!items.length) notes.push("Nothing found. Try fewer words.");
  const label = count === 1 ? "See the paper found" : `See all ${count} papers`;
  const all = element("a", { class: "all", href: explorer(text) }, label);
  const hints = notes.map((note) => element("p", { class: "hint" }, note));
  panel.replaceChildren(...hints, element("ol", {}, ...items), ...(count ? [all] : []));
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLInputElement} input
 * @param {HTMLElement} panel
 * @param {() => void} close
 */
function walk(event, input, panel, close) {
  /** @type {HTMLElement[]} */
  const links = panel.hidden ? [] : [...panel.querySelectorAll("a.paper-title, a.all")].map(html);
  const position = links.indexOf(html(document.activeElement ?? input));
  if (event.key === "Escape" && !panel.hidden) {
    input.focus();
    close();
  } else if (event.key === "ArrowDown" && links.length) {
    links[Math.min(position + 1, links.length - 1)].focus();
  } else if (event.key === "ArrowUp" && position >= 0) {
    (links[position - 1] ?? input).focus();
  } else return;
  event.preventDefault();
}

/** @param {Element} element */
function html(element) {
  return /** @type {HTMLElement} */ (element);
}
