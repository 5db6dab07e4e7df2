// What pages show of the papers that are kept, and what the buttons beside papers do.

import { element, find } from "../dom.js";
import { bar } from "../listing/stars.js";
import { file, paperId } from "../urls.js";
import { followed, toggleFollow } from "./follows.js";
import { editNote } from "./note.js";
import { say, trying } from "./status.js";
import { keep, peek, update, watch } from "./store.js";

/**
 * @typedef {import("./store.js").Kept} Kept
 * @typedef {"star" | import("./store.js").State} Mark
 */

const NEWS = "./my.js";
const FOLLOWED = "Followed: the home page and your shelf will say what is new.";
const FIRST = "Kept in this browser. Your shelf is at ☆, at the top of each page.";

/** Mark kept papers on the page, now and after each change of the shelf or of the page. */
export function openMarks() {
  document.head.append(element("link", { rel: "stylesheet", href: file("assets/shelf.css") }));
  mark();
  watch(mark);
  new MutationObserver(mark).observe(document.body, { childList: true, subtree: true });
  if (document.querySelector(".bar[data-newest]") && peek().follows.size) showNews();
}

/** Say on the home page what is new in what is followed; without it the page is as good to read. */
async function showNews() {
  /** @type {typeof import("../my.main.js")} */
  const { openNews } = await import(NEWS);
  openNews().catch(() => {});
}

function mark() {
  const { papers, follows } = peek();
  for (const button of document.querySelectorAll("[data-keep=follow]")) {
    const pressed = follows.has(followed(/** @type {HTMLElement} */ (button)));
    button.setAttribute("aria-pressed", String(pressed));
  }
  for (const star of document.querySelectorAll(".star")) {
    const { paper = "" } = /** @type {HTMLElement} */ (star).dataset;
    star.setAttribute("aria-pressed", String(Boolean(papers.get(paper)?.star)));
  }
  for (const item of document.querySelectorAll("li.paper:has(> .star), .title-block")) {
    markPaper(/** @type {HTMLElement} */ (item), papers);
  }
  for (const dot of document.querySelectorAll("#field_map .dots a")) {
    dot.classList.toggle("kept", papers.has(dotId(dot)));
  }
}

/**
 * Return the id of the paper of a dot on the map.
 *
 * @param {Element} dot
 */
export function dotId(dot) {
  const { baseVal } = /** @type {SVGAElement} */ (dot).href;
  return paperId(new URL(baseVal, location.href).href);
}

/**
 * @param {HTMLElement} item a row, or the head of a paper's page
 * @param {Map<string, Kept>} papers
 */
function markPaper(item, papers) {
  const id = item.querySelector("button")?.dataset.paper ?? "";
  const kept = papers.get(id);
  const line = kept ? lineOf(item, id) : item.querySelector(".keep");
  if (line && !kept && item.matches("li:not(:has(.note-form))")) removeLine(item, line);
  for (const button of item.querySelectorAll("button[aria-pressed][data-keep]")) {
    button.setAttribute("aria-pressed", String(has(kept, button)));
  }
  showNote(item, line, kept?.note ?? "");
}

/**
 * Return the line of buttons beside a paper; a row gets it when it is wanted.
 *
 * @param {HTMLElement} item
 * @param {string} id
 */
export function lineOf(item, id) {
  const shown = /** @type {HTMLElement | null} */ (item.querySelector(".keep"));
  const line = shown ?? bar(id, ["To read", "Read", "Note"]);
  if (!shown) item.append(line);
  return line;
}

/**
 * @param {HTMLElement} item
 * @param {Element} line
 */
function removeLine(item, line) {
  const focused = line.contains(document.activeElement);
  line.remove();
  if (focused) find(".star", item).focus();
}

/**
 * @param {Kept | undefined} kept
 * @param {Element} button
 */
function has(kept, button) {
  const { keep } = /** @type {HTMLElement} */ (button).dataset;
  return keep === "star" ? Boolean(kept?.star) : kept?.state === keep;
}

/**
 * @param {HTMLElement} item
 * @param {Element | null} line
 * @param {string} note
 */
function showNote(item, line, note) {
  const shown = item.querySelector(".kept-note");
  if (!note) shown?.remove();
  else if (!shown) line?.after(element("p", { class: "kept-note" }, note));
  else if (shown.textContent !== note) shown.textContent = note;
}

/**
 * Do what a button beside a paper says.
 *
 * @param {HTMLElement} button
 */
export function press(button) {
  const { paper = "", keep = "" } = button.dataset;
  if (keep === "note") return editNote(paper, button);
  if (keep === "follow") return trying(async () => (await toggleFollow(button)) && say(FOLLOWED));
  const first = !peek().papers.size;
  trying(() => {
    toggle(paper, /** @type {Mark} */ (keep));
    if (first) say(FIRST);
  });
}

/**
 * Mark a paper, or take the mark back.
 *
 * @param {string} id
 * @param {Mark} mark
 * @returns {boolean} whether the paper has the mark now
 */
export function toggle(id, mark) {
  let on = false;
  update((shelf) => {
    const kept = shelf.papers.get(id);
    on = mark === "star" ? !kept?.star : kept?.state !== mark;
    keep(shelf, id, mark === "star" ? { star: on } : { state: on ? mark : undefined });
  });
  return on;
}
