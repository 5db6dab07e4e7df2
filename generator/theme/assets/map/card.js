// The card beside a dot: what its paper is.

import { element, find } from "../dom.js";

/** @typedef {import("../search/files.js").Shown} Shown */

const ASIDE = 16; // pixels between a dot and its card

const card = find("#map_card");

export function hide() {
  card.hidden = true;
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
  show(paper.title, lines, frame, dot);
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
  card.replaceChildren(element("p", { class: "paper-title" }, title), ...lines);
  card.hidden = false;
  const { x, y } = frame.pixels(dot);
  const { clientWidth, clientHeight } = frame.svg;
  const most = { x: clientWidth - card.offsetWidth, y: clientHeight - card.offsetHeight - 4 };
  const left = x + ASIDE > most.x ? x - card.offsetWidth - ASIDE : x + ASIDE;
  const top = left < 0 ? y + ASIDE : y - ASIDE; // under the dot where there is no room beside it
  card.style.left = `${Math.max(0, Math.min(left, most.x))}px`;
  card.style.top = `${Math.max(4, Math.min(top, most.y))}px`;
}
