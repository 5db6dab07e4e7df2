// Single keys: keep, move, open, copy, and a dialog that shows them all and can turn them off.

import { copy } from "../clipboard.js";
import { element, find } from "../dom.js";
import { entryAt } from "../listing/entry.js";
import { file, paper, paperId, ROOT } from "../urls.js";
import { dotId, lineOf, press, toggle } from "./marks.js";
import { say, trying } from "./status.js";
import { peek } from "./store.js";

export const SETTING = `keys ${ROOT}`;
const KEYS = [
  ["s", "star"],
  ["r", "to read, then read"],
  ["n", "write a note"],
  ["c", "copy BibTeX"],
  ["j", "next paper"],
  ["k", "previous paper"],
  ["o", "open the paper"],
  ["g h", "go home"],
  ["g m", "go to my shelf"],
  ["/", "search"],
  ["?", "show these keys"],
];
const SAID = {
  star: ["Star removed.", "Starred."],
  "to read": ["No longer to read.", "To read."],
  read: ["No longer marked as read.", "Marked as read."],
};
/** @type {Record<string, () => void>} */
const ACTIONS = {
  s: () => withPaper(({ id }) => mark(id, "star")),
  r: () => withPaper(({ id }) => mark(id, peek().papers.get(id)?.state ? "read" : "to read")),
  n: () => withPaper(note),
  c: () => withPaper(copyEntry),
  j: () => move(1),
  k: () => move(-1),
  o: () => withPaper(({ id }) => location.assign(paper(id))),
  "g h": () => location.assign(ROOT),
  "g m": () => location.assign(file("my/")),
  "?": showKeys,
};
let before = "";

/**
 * Do what a key stands for, alone or after the one before it.
 *
 * @param {string} key
 */
export function pressKey(key) {
  const act = ACTIONS[`${before} ${key}`] ?? ACTIONS[key];
  before = key === "g" ? key : "";
  if (key === "?" || isOn()) act?.();
}

/** Tell whether keys are on, which they are until somebody turns them off. */
export function isOn() {
  try {
    return localStorage.getItem(SETTING) !== "off";
  } catch {
    return true;
  }
}

/** @param {boolean} on */
export function turn(on) {
  return trying(() => {
    if (on) localStorage.removeItem(SETTING);
    else localStorage.setItem(SETTING, "off");
  });
}

/**
 * Mark a paper and say so.
 *
 * @param {string} id
 * @param {keyof typeof SAID} what
 */
function mark(id, what) {
  return trying(() => say(SAID[what][Number(toggle(id, what))]));
}

/**
 * @typedef {object} AtHand The paper that has the focus, or whose page this is.
 * @property {string} id
 * @property {HTMLElement | null} place where its buttons are
 */

/** @param {(paper: AtHand) => void} act */
function withPaper(act) {
  const found = atHand();
  if (found) act(found);
  else say("Choose a paper first: j and k move through a list.");
}

/** @returns {AtHand | null} */
function atHand() {
  const focused = document.activeElement;
  const row = /** @type {HTMLElement | null} */ (focused?.closest("li.paper") ?? null);
  const link = /** @type {HTMLAnchorElement | null} */ (
    row?.querySelector("a.paper-title") ?? null
  );
  if (row && link) return { id: paperId(link.href), place: row };
  const dot = focused?.closest("#field_map .dots a");
  if (dot) return { id: dotId(dot), place: null };
  const title = /** @type {HTMLElement | null} */ (document.querySelector(".title-block"));
  return title && { id: paperId(location.href), place: title };
}

/** @param {AtHand} paper */
function note({ id, place }) {
  if (place) press(find("[data-keep=note]", lineOf(place, id)));
  else say("Open the paper to write a note on it.");
}

/** @param {AtHand} paper */
function copyEntry({ id }) {
  return trying(async () => {
    await copy(entryAt(paper(id)));
    say("BibTeX copied.");
  });
}

/** @param {1 | -1} step */
function move(step) {
  const all = [...document.querySelectorAll("main li.paper a.paper-title")];
  const links = /** @type {HTMLElement[]} */ (all).filter((link) => link.checkVisibility());
  const row = document.activeElement?.closest("li.paper");
  const at = links.findIndex((link) => row?.contains(link));
  const next = links[at < 0 ? 0 : at + step];
  next?.focus();
  next?.closest("li")?.scrollIntoView({ block: "nearest" });
}

function showKeys() {
  const open = document.querySelector("dialog.keys");
  if (open instanceof HTMLDialogElement) return open.close();
  const box = element("input", { type: "checkbox" });
  box.checked = isOn();
  box.addEventListener("change", () => turn(box.checked));
  const list = element("dl");
  for (const [keys, does] of KEYS) {
    const caps = keys.split(" ").flatMap((key) => [element("kbd", {}, key), " "]);
    list.append(element("div", {}, element("dt", {}, ...caps), element("dd", {}, does)));
  }
  const done = element("form", { method: "dialog" }, element("button", { autofocus: "" }, "Close"));
  const heading = element("h2", { id: "keys_heading" }, "Keys");
  const setting = element("label", {}, box, " Single keys act");
  const dialog = element("dialog", { class: "keys", "aria-labelledby": "keys_heading" });
  dialog.append(heading, list, setting, done);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
