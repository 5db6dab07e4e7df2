// Results as page elements; text from records only ever becomes text nodes.

import { stem, words } from "./tokens.js";

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// One result: a link with the title, then what helps to tell papers apart.
export function result(shown, query, root, themes) {
  const wanted = new Set([...query.words, ...query.phrases.flat()].map(stem));
  const title = element("a", { class: "paper-title", href: root + shown.url }, ...marked(shown.title, wanted));
  const item = element("li", { class: "paper" }, title);
  if (shown.authors) item.append(element("p", { class: "paper-authors" }, ...marked(shown.authors, wanted)));
  item.append(element("p", { class: "paper-gist" }, ...marked(telling(shown.summary, wanted), wanted)));
  if (shown.themes) {
    const facts = element("p", { class: "paper-facts" }, element("span", {}, shown.year || "Undated"));
    if (shown.venue) facts.append(element("span", {}, shown.venue));
    for (const id of shown.themes) {
      const place = themes.findIndex(([theme]) => theme === id);
      facts.append(element("a", { class: `chip theme hue-${place % 8}`, href: `${root}themes/${id}/` }, themes[place][1]));
    }
    item.append(facts);
  }
  return item;
}

// The sentence that holds most of the words asked for; the first one when none does.
function telling(text, wanted) {
  const sentences = text.match(/[^.!?]+(?:[.!?]+(?!\s)[^.!?]*)*[.!?]*\s*/g) ?? [text];
  const hits = sentences.map((sentence) => new Set(words(sentence).map(stem).filter((term) => wanted.has(term))).size);
  return sentences[hits.indexOf(Math.max(...hits))].trim();
}

function marked(text, wanted) {
  const pieces = text.split(/([\p{L}\p{N}]+)/u);
  return pieces.map((piece) => (wanted.has(stem(words(piece)[0] ?? "")) ? element("mark", {}, piece) : piece));
}
