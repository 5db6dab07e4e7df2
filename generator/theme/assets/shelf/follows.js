// Themes, tags, authors, venues and searches that the reader follows: each a query of the explorer.

import { find } from "../dom.js";
import { EMPTY, LISTS, read, write } from "../explorer/state.js";
import { Files } from "../search/files.js";
import { peek, Trouble, update } from "./store.js";

const UNREAD = "The catalogue's index could not load. Check your connection, then try again.";

/**
 * Return the query that a button follows; on the explorer's page that of its address.
 *
 * @param {HTMLElement} button
 */
export function followed(button) {
  if (button.dataset.query) return button.dataset.query;
  const state = { ...read(location.search), added: EMPTY.added, sort: EMPTY.sort, page: 1 };
  return write(state) || "?";
}

/**
 * Follow what a button names, or follow it no longer.
 *
 * @param {HTMLElement} button
 * @returns {Promise<boolean>} whether it is followed now
 */
export async function toggleFollow(button) {
  const query = followed(button);
  if (peek().follows.has(query)) {
    update(({ follows }) => follows.delete(query));
    return false;
  }
  const seen = await newestDay();
  const name = button.dataset.query ? (find("h1").textContent ?? "") : named(query);
  update(({ follows }) => follows.set(query, { name, seen }));
  return true;
}

/** Return the day on which the newest paper was added. */
async function newestDay() {
  try {
    return (await new Files().edition()).newest;
  } catch {
    throw new Trouble(UNREAD);
  }
}

/** @param {string} query */
function named(query) {
  const state = read(query);
  const parts = [state.q, ...LISTS.flatMap((list) => state[list])];
  const [from, to] = [state.from, state.to];
  if (from || to) parts.push(`${from}–${to}`);
  return parts.filter(Boolean).join(", ") || "All papers";
}
