// The card beside a dot: what its paper is.

import { element, find } from "../dom.js";
import { star } from "../listing/stars.js";
import { paperId } from "../urls.js";

/** @typedef {import("../search/files.js").Shown} Shown */

const ASIDE = 16; // pixels between a dot and its card
const PATIENCE = 400; // milliseconds for the way from a dot to its card

const card = find("#map_card");

let leaving = 0;

export function hide() {
  clearTimeout(leaving);
  card.hidden = true;
}

/** Hide the card unless the pointer goes to its star; once it leaves that, the card goes too. */
export function hideSoon() {
  clearTimeout(leaving);
  leaving = setTimeout(() => card.matches(":hover, :focus-within") || hide(), PATIENCE);
}

/**
 * @param {Shown} paper
 * @param {import("./frame.js").Frame} frame
 * @param {import("./view.js").Point} dot
 */
export function showPaper(paper, frame, dot) {
  const names = (paper.authors ?? []).map(([name]) => name).join(", ");
  const authors = names + (paper.more ? " et al." : "");
  const facts = [authors, paper.year, paper.venue].filter(Boolean).join(" · ");
  const lines = [element("p", { class: "paper-authors" }, facts), element("p", {}, paper.gist)];
  const keeps = star(paperId(paper.url), paper.title);
  for (const end of ["pointerleave", "blur"]) keeps.addEventListener(end, hideSoon);
  show(paper.title, [...lines, keeps], frame, dot);
}

/**
 * @param {string} title
 * @param {import("./frame.js").Frame} frame
 * @param {import("./view.js").Point} dot
 */
export function showTitle(title, frame, dot) {
  show(title, [], frame, dot);
}

/**
 * @param {string} title
 * @param {HTMLElement[]} lines
 * @param {import("./frame.js").Frame} frame
 * @param {import("./view.js").Point} dot
 */
function show(title, lines, frame, dot) {
  hide();
  card.replaceChildren(element("p", { class: "paper-title" }, title), ...lines);
  card.hidden = false;
  const { x, y } = frame.pixels(dot);
  const { clientWidth, clientHeight } = frame.svg;
  const most = { x: clientWidth - card.offsetWidth, y: clientHeight - card.offsetHeight - 4 };
  const left = x + ASIDE > most.x ? x - card.offsetWidth - ASIDE : x + ASIDE;
  card.classList.toggle("left", left < x);
  const top = left < 0 ? y + ASIDE : y - ASIDE; // under the dot where there is no room beside it
  card.style.left = `${Math.max(0, Math.min(left, most.x))}px`;
  card.style.top = `${Math.max(4, Math.min(top, most.y))}px`;
}
