// Venues named in a query: ICLR 2024, ICLR'24, PRL.

import { words } from "./words.js";

/**
 * @typedef {object} Venue
 * @property {string} id
 * @property {string} year "" for any
 * @property {string[]} rest the other words
 */

const SHORT = /^[A-Z][A-Za-z]*[A-Z][A-Za-z]*$/; // ICLR and NeurIPS are names of nothing else

/**
 * Find the venue that words name by its short name, with the year beside it.
 *
 * @param {string[]} asked
 * @param {import("./files.js").Entity[]} venues
 * @returns {Venue | null}
 */
export function venue(asked, venues) {
  for (let i = 0; i < asked.length; i++) {
    const [, name, glued] = /^(\p{L}+?)((?:19|20)?\d\d)?$/u.exec(asked[i]) ?? [];
    const id = name && known(name, venues);
    if (!id) continue;
    const beside = glued
      ? -1
      : ([i + 1, i - 1].find((j) => /^(?:(?:19|20)\d\d)$/.test(asked[j] ?? "")) ?? after(asked, i));
    const year = glued ?? asked[beside] ?? "";
    const rest = asked.filter((_, j) => j !== i && j !== beside);
    return { id, year: year.length === 2 ? `20${year}` : year, rest };
  }
  return null;
}

/**
 * @param {string[]} asked
 * @param {number} i
 */
function after(asked, i) {
  return /^\d\d$/.test(asked[i + 1] ?? "") ? i + 1 : -1;
}

/**
 * @param {string} word
 * @param {import("./files.js").Entity[]} venues
 */
function known(word, venues) {
  const found = venues.find(([, name, , ...aliases]) =>
    [name, ...aliases].some((called) => SHORT.test(called) && words(called).join("") === word),
  );
  return found?.[0];
}
