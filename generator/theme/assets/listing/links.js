// What the small links of a row do with scripts: BibTeX is copied, an abstract opens in place.

import { copy, report } from "../clipboard.js";
import { element } from "../dom.js";
import { opened } from "../urls.js";
import { entryAt } from "./entry.js";

/** Let the links of all rows of the page act, those that search adds too. */
export function openLinks() {
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const target = /** @type {Element} */ (event.target).closest("a.copies, a.opens");
    if (!(target instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    if (target.matches(".copies")) copyEntry(target);
    else toggleAbstract(target);
  });
}

/**
 * Copy a paper's entry from its page; where that is forbidden, the link leads there as without scripts.
 *
 * @param {HTMLAnchorElement} link
 */
async function copyEntry(link) {
  try {
    await copy(entryAt(link.href));
    report(link, "Copied");
  } catch {
    location.assign(link.href);
  }
}

/** @param {HTMLAnchorElement} link */
async function toggleAbstract(link) {
  const row = /** @type {HTMLElement} */ (link.closest(".paper"));
  const shown = row.querySelector(".paper-abstract");
  link.setAttribute("aria-expanded", String(!shown));
  if (shown) return shown.remove();
  const place = element("div", { class: "paper-abstract" }, "Loading…");
  row.append(place);
  try {
    const page = await opened(link.href);
    place.replaceChildren(...page.querySelectorAll(".abstract"));
  } catch {
    location.assign(link.href);
  }
}
