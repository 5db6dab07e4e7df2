// Buttons with which a paper is kept; what they do loads with the first press.

import { element, find } from "../dom.js";
import { paperId } from "../urls.js";

/** Put a star beside each paper that the page lists, now or later, and all buttons on a paper's own page. */
export function openStars() {
  const content = find("main");
  const offer = () => content.querySelectorAll("li.paper:not(:has(> .star))").forEach(addStar);
  offer();
  new MutationObserver(offer).observe(content, { childList: true, subtree: true });
  const title = document.querySelector(".title-block");
  if (title) title.append(bar(paperId(location.href), ["Star", "To read", "Read", "Note"]));
}

/** @param {Element} item */
function addStar(item) {
  const link = /** @type {HTMLAnchorElement} */ (find("a.paper-title", item));
  (link.closest("h3") ?? link).after(star(paperId(link.href), link.textContent ?? ""));
}

/**
 * Make the button that stars a paper.
 *
 * @param {string} id
 * @param {string} title
 */
export function star(id, title) {
  return button(id, "star", `Star ${title}`);
}

/**
 * Make a line of buttons.
 *
 * @param {string} id of a paper
 * @param {string[]} labels
 */
export function bar(id, labels) {
  const line = element("p", { class: "keep" });
  for (const label of labels) {
    const one = button(id, label.toLowerCase());
    one.append(label);
    line.append(one, " ");
  }
  return line;
}

/**
 * @param {string} id
 * @param {string} keeps "star", "to read", "read" or "note"
 * @param {string} [label] its name where it shows none
 */
function button(id, keeps, label) {
  const state = keeps === "note" ? "aria-expanded" : "aria-pressed";
  const attributes = { type: "button", "data-paper": id, "data-keep": keeps, [state]: "false" };
  const named = label && { class: "star", "aria-label": label, title: "Star" };
  return element("button", { ...attributes, ...named });
}
