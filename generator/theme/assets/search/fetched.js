// The index's files over the network.

import { file } from "../urls.js";

export const EDITION = "search/edition.json";

/**
 * Return what a file of the index holds; null where it does not exist.
 *
 * @param {string} path
 */
export async function fetched(path) {
  // Editions never change; which of them is current may have changed a moment ago.
  const cache = path === EDITION ? "no-cache" : "default";
  const response = await fetch(file(path), { cache });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}
