// How far apart two words are.

/** Rows of the table, kept between calls, since a query compares thousands of words. @type {number[][]} */
const ROWS = [[], [], []];

/**
 * Count the insertions, deletions, changes and swaps of neighbours between two words.
 *
 * Only the cells within `most` of the diagonal can matter, and two rows above are all that they need.
 *
 * @param {string} one
 * @param {string} other
 * @param {number} most
 * @returns {number} at most `most` + 1, which stands for more
 */
export function edits(one, other, most) {
  const far = most + 1;
  if (Math.abs(one.length - other.length) > most) return far;
  let [before, above, row] = ROWS;
  for (let j = 0; j <= other.length; j++) above[j] = j;
  for (let i = 1; i <= one.length; i++) {
    const [from, to] = [Math.max(1, i - most), Math.min(other.length, i + most)];
    row[from - 1] = from === 1 ? i : far;
    let least = row[from - 1];
    for (let j = from; j <= to; j++) {
      const changed = above[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      const deleted = j === i + most ? far : above[j] + 1;
      row[j] = Math.min(deleted, row[j - 1] + 1, changed);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      least = Math.min(least, row[j]);
    }
    if (least > most) return far;
    [before, above, row] = [above, row, before];
  }
  return Math.min(far, above[other.length]);
}
