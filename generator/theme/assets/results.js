// Results as page elements; text from records only ever becomes text nodes.

import { element } from "./dom.js";
import { stem, words } from "./search/words.js";
import { file, theme } from "./urls.js";

/**
 * Make a result: a link with the title, then what helps to tell papers apart.
 *
 * @param {import("./search/files.js").Shown} shown
 * @param {import("./search/query.js").Query} query
 * @param {import("./search/files.js").Index} index
 */
export function result(shown, query, index) {
  const wanted = new Set([...query.words, ...query.phrases.flat()].map(stem));
  const link = { class: "paper-title", href: file(shown.url) };
  const item = element("li", { class: "paper" });
  item.append(element("a", link, ...marked(shown.title, wanted)));
  if (shown.authors) {
    item.append(element("p", { class: "paper-authors" }, ...marked(shown.authors, wanted)));
  }
  const sentence = telling(shown.summary, wanted);
  item.append(element("p", { class: "paper-gist" }, ...marked(sentence, wanted)));
  if (shown.themes) item.append(facts(shown, shown.themes, index));
  return item;
}

/**
 * @param {import("./search/files.js").Shown} shown
 * @param {string[]} themes
 * @param {import("./search/files.js").Index} index
 */
function facts(shown, themes, index) {
  const line = element("p", { class: "paper-facts" });
  line.append(element("span", {}, shown.year || "Undated"));
  if (shown.venue) line.append(element("span", {}, shown.venue));
  for (const id of themes) {
    const [, name, hue] = index.themes.find(([theme]) => theme === id) ?? [id, id, 0];
    line.append(element("a", { class: `chip theme hue-${hue}`, href: theme(id) }, name));
  }
  return line;
}

/**
 * Return the sentence that holds most of the words asked for; the first one when none does.
 *
 * @param {string} text
 * @param {Set<string>} wanted
 */
function telling(text, wanted) {
  const sentences = text.match(/[^.!?]+(?:[.!?]+(?!\s)[^.!?]*)*[.!?]*\s*/g) ?? [text];
  const hits = sentences.map(
    (sentence) =>
      new Set(
        words(sentence)
          .map(stem)
          .filter((term) => wanted.has(term)),
      ).size,
  );
  return sentences[hits.indexOf(Math.max(...hits))].trim();
}

/**
 * @param {string} text
 * @param {Set<string>} wanted
 */
function marked(text, wanted) {
  const pieces = text.split(/([\p{L}\p{N}]+)/u);
  return pieces.map((piece) =>
    wanted.has(stem(words(piece)[0] ?? "")) ? element("mark", {}, piece) : piece,
  );
}
