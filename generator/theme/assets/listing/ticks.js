// The papers that a reader has ticked, kept for the session.

import { ROOT } from "../urls.js";

const KEY = `ticked ${ROOT}`;

/** @returns {Set<string>} ids */
export function remembered() {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(KEY) ?? "[]"));
  } catch {
    return new Set();
  }
}

/** @param {Set<string>} ticked */
export function remember(ticked) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...ticked]));
  } catch {
    // Without storage ticks last as long as the page.
  }
}
