// The BibTeX entry of a paper, which its page shows.

import { find } from "../dom.js";
import { opened } from "../urls.js";

/** @param {string} url of the page; it may have an anchor */
export async function entryAt(url) {
  const here = url.replace(/#.*/, "") === location.href.replace(/[?#].*/, "");
  return find(".bibtex code", here ? document : await opened(url)).textContent ?? "";
}
