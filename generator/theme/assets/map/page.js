// The map moves, answers questions and shows what a dot stands for; without this it is a drawing of links.

import { find } from "../dom.js";
import { Engine } from "../search/engine.js";
import { Files } from "../search/files.js";
import { file } from "../urls.js";
import { hide, hideSoon, showPaper, showTitle } from "./card.js";
import { Dots, read } from "./dots.js";
import { Frame } from "./frame.js";
import { drawn } from "./near.js";

/** @typedef {import("./dots.js").Dot} Dot */

const STEP = 1.5;
const NEAR = 0.4; // the share of the map's width below which clusters give way to dots

const files = new Files();
const engine = new Engine(files);
const svg = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (find(".map-frame .map")));
const form = /** @type {HTMLFormElement} */ (find("#map_form"));
const near = find(".near", svg);
const count = Number(svg.dataset.papers);
const dense = svg.querySelector(".clusters") !== null;
const frame = new Frame(svg, seen);
const dots = new Dots(show, leave, (dot) => {
  frame.reach(dot);
  show(dot);
});
const base = read(find(".dots", svg), dense);
/** @type {Map<Dot, string>} */
const titles = new Map();
/** @type {Set<number> | null} */
let found = null;
/** @type {Dot | null} */
let shown = null;
let asked = 0;
let drawing = 0;

export function openMap() {
  for (const hidden of ["#map_form", "#map_zoom", ".map-help"]) find(hidden).hidden = false;
  for (const dot of base) {
    const title = dot.link.querySelector("title");
    titles.set(dot, title?.textContent ?? "");
    dot.link.setAttribute("aria-label", title?.textContent ?? "");
    title?.remove(); // as the card shows the same
  }
  dots.use(base);
  svg.addEventListener("keydown", key);
  svg.addEventListener("click", enter);
  find("#map_zoom").addEventListener("click", (event) => {
    const factor = /** @type {HTMLElement} */ (event.target).dataset.zoom;
    if (factor) frame.zoom(Number(factor));
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ask);
  restore();
}

/** Ask what the URL asks. */
function restore() {
  const given = new URLSearchParams(location.search);
  for (const [name, value] of given) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement)
      field.value = value;
  }
  if (given.size) ask();
}

function seen() {
  hide();
  if (dense) draw();
}

/** Draw the single dots of a dense map that are asked for or near. */
async function draw() {
  const mine = ++drawing;
  const close = frame.box.width < frame.whole.width * NEAR;
  const wanted = found ?? (close ? Array(count).keys() : []);
  const fresh = await drawn(wanted, frame.box, Number(svg.dataset.batch));
  if (mine !== drawing) return;
  svg.classList.toggle("close", close);
  near.replaceChildren(...fresh.map((dot) => dot.link));
  dots.use(fresh.length ? fresh : base);
}

/** @param {MouseEvent} event */
async function enter(event) {
  const target = /** @type {Node} */ (event.target);
  const dot = dense && dots.all.find(({ link }) => link.contains(target));
  if (!dot || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (dot.paper < 0) frame.zoom(3, dot);
  else location.href = file((await files.shown([dot.paper]))[0].url);
}

/** @param {KeyboardEvent} event */
function key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const here = dots.all[dots.current];
  if (dots.go(event.key, (dot) => dot.paper < 0 || (found?.has(dot.paper) ?? true))) {
    // It went.
  } else if (event.key === "+" || event.key === "=") frame.zoom(STEP, here);
  else if (event.key === "-") frame.zoom(1 / STEP, here);
  else if (event.key === "0") frame.zoom(0);
  else if (event.key === "Escape") hide();
  else if (event.key === "Enter" && dense)
    here.link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  else return;
  event.preventDefault();
}

/** @param {Dot} dot */
async function show(dot) {
  shown = dot;
  if (dot.paper < 0) return showTitle(titles.get(dot) ?? "", frame, dot);
  const [paper] = await files.shown([dot.paper]);
  dot.link.setAttribute("aria-label", paper.title);
  if (shown === dot) showPaper(paper, frame, dot);
}

/** @param {Dot} dot */
function leave(dot) {
  if (shown !== dot) return;
  shown = null;
  hideSoon();
}

/** Light the papers that the form asks for. */
async function ask() {
  const mine = ++asked;
  const given = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  const query = new URLSearchParams(given.filter(([, value]) => value));
  history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
  const status = find("#map_status");
  try {
    const positions = query.size ? await answer(query) : null;
    if (mine !== asked) return;
    light(positions);
    status.textContent = positions ? `${positions.length} of ${count}` : "";
  } catch {
    status.textContent = "Search could not load. Check your connection.";
  }
}

/** @param {number[] | null} positions */
function light(positions) {
  found = positions && new Set(positions);
  svg.classList.toggle("asks", found !== null);
  if (dense) draw();
  else
    for (const { link, paper } of base) link.classList.toggle("found", found?.has(paper) ?? false);
}

/** @param {URLSearchParams} query */
async function answer(query) {
  const [{ positions }, facets, { entities }] = await Promise.all([
    engine.find(query.get("q") ?? ""),
    files.facets(),
    files.index(),
  ]);
  const { years, themes } = facets;
  const theme = entities.theme.findIndex(([id]) => id === query.get("theme"));
  const [from, to] = [Number(query.get("from")), Number(query.get("to"))];
  return (positions ?? [...Array(count).keys()]).filter(
    (position) =>
      position < count &&
      (theme < 0 || themes[position].includes(theme)) &&
      (!from || years[position] >= from) &&
      (!to || (years[position] && years[position] <= to)),
  );
}
