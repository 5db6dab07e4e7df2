// Results below the search box of the header; text from records only ever becomes text nodes.

import { element } from "./dom.js";
import { marked, telling } from "./listing/row.js";
import { stem } from "./search/words.js";
import { file } from "./urls.js";

/**
 * Make a result: a link with the title, then what helps to tell papers apart.
 *
 * @param {import("./search/files.js").Shown} shown
 * @param {import("./search/query.js").Query} query
 */
export function result(shown, query) {
  const wanted = new Set([...query.words, ...query.phrases.flat()].map(stem));
  const link = { class: "paper-title", href: file(shown.url) };
  const item = element("li", { class: "paper" });
  item.append(element("a", link, ...marked(shown.title, wanted)));
  if (shown.themes) {
    const names = (shown.authors ?? []).map(([name]) => name).join(", ");
    const more = shown.more ? ` and ${shown.more} more` : "";
    item.append(element("p", { class: "paper-authors" }, ...marked(names + more, wanted)));
  }
  const sentence = telling(shown.summary, wanted);
  item.append(element("p", { class: "paper-gist" }, ...marked(sentence, wanted)));
  if (shown.themes) {
    const facts = [shown.year ?? "Undated", shown.venue].filter(Boolean).join(" · ");
    item.append(element("p", { class: "paper-facts" }, facts));
  }
  return item;
}
