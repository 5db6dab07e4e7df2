// A reading list in a link: ids in the URL's fragment, which browsers never send.

import { element } from "../dom.js";
import { file } from "../urls.js";
import { action, say } from "./status.js";
import { isId, keep, REPLACED, update } from "./store.js";

const START = "#papers=";
const MOST = 1000;

/** @param {string[]} ids */
export function linkTo(ids) {
  return `${file("my/")}${START}${ids.join(",")}`;
}

/**
 * Return the ids in a URL's fragment, null where it holds no reading list.
 *
 * @param {string} fragment
 */
export function received(fragment) {
  if (!fragment.startsWith(START)) return null;
  const ids = fragment.slice(START.length).split(/,|%2C/);
  return [...new Set(ids.filter(isId))].slice(0, MOST);
}

/**
 * Make the line that offers to take over the papers of a link.
 *
 * @param {string[]} ids
 */
export function offer(ids) {
  const [these, all] =
    ids.length === 1
      ? ["This paper is", "It is"]
      : [`These ${ids.length} papers are`, `All ${ids.length} are`];
  const take = action("Keep to read", () => {
    update((shelf) => {
      for (const id of ids) if (!shelf.papers.has(id)) keep(shelf, id, { state: "to read" });
    });
    history.replaceState(null, "", file("my/"));
    say(`${all} on your shelf.`);
    dispatchEvent(new Event(REPLACED));
  });
  const own = element("a", { href: file("my/") }, "my shelf");
  return element("p", {}, `${these} in the link that you opened. `, take, " or go to ", own, ".");
}
