// The search box of every page: results as you type, arrow keys between them, Escape to close.

import { Engine } from "./engine.js";
import { element, result } from "./results.js";

const MOST = 8;

export function open(form) {
  const input = form.querySelector("#search-input");
  const panel = form.querySelector("#search-results");
  const status = form.querySelector("[role=status]");
  const root = new URL(form.dataset.root, location.href).href.replace(/\/?$/, "/");
  const engine = new Engine(root);
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
      if (!found.numbers) return mine === turn && close();
      const numbers = [...found.numbers];
      const [shown, { papers, themes }] = await Promise.all([engine.shown(numbers.slice(0, MOST)), engine.load("index")]);
      const count = numbers.filter((n) => n < papers).length;
      // Whoever is already among the results keeps them: a late answer would take the focus away.
      if (mine !== turn || panel.contains(document.activeElement)) return;
      fill(panel, shown.map((one) => result(one, found.query, root, themes)), found, count, text, root);
      status.textContent = numbers.length === 1 ? "1 result" : `${numbers.length} results`;
    } catch (error) {
      if (mine !== turn) return;
      panel.replaceChildren(element("p", {}, `Search is out of reach: ${error.message}`));
    }
    panel.hidden = false;
  };

  input.addEventListener("input", update);
  form.addEventListener("keydown", (event) => walk(event, input, panel, close));
  form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || close());
  input.addEventListener("focus", () => panel.hidden && input.value && update());
  if (input.value) update();
}

function fill(panel, items, found, count, text, root) {
  const notes = [];
  if (found.corrected) notes.push(`Showing ${found.corrected.map(([typed, meant]) => `“${meant}” for “${typed}”`).join(", ")}.`);
  if (found.partial && items.length) notes.push("Nothing holds all the words; these hold most.");
  if (!items.length) notes.push("Nothing found. Try fewer words.");
  const all = element("a", { class: "all", href: `${root}papers/?q=${encodeURIComponent(text)}` }, count === 1 ? "See the paper found" : `See all ${count} papers`);
  panel.replaceChildren(...notes.map((note) => element("p", { class: "hint" }, note)), element("ol", {}, ...items), ...(count ? [all] : []));
}

function walk(event, input, panel, close) {
  const links = panel.hidden ? [] : [...panel.querySelectorAll(".paper-title, .all")];
  const place = links.indexOf(document.activeElement);
  if (event.key === "Escape" && !panel.hidden) {
    input.focus();
    close();
  } else if (event.key === "ArrowDown" && links.length) {
    links[Math.min(place + 1, links.length - 1)].focus();
  } else if (event.key === "ArrowUp" && place >= 0) {
    (links[place - 1] ?? input).focus();
  } else return;
  event.preventDefault();
}
