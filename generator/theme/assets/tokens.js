// Words as the index knows them; generator/exports/tokens.py cuts and stems by the same rules.

const SUFFIXES = [[/ies$/, "y"], [/(ss|x|ch|sh|zz)es$/, "$1"], [/([^siu])s$/, "$1"]];
const ENDINGS = [/^([a-z]*[aeiouy][a-z]{2,})ations?$/, /^([a-z]*[aeiouy][a-z]+)(?:ing|ed)$/, /^([a-z]{3,})e$/];

export function words(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

export function stem(word) {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  word = word.replace(/is(e|ed|es|er|ers|ing|ation|ations)$/, "iz$1");
  const suffix = SUFFIXES.find(([pattern]) => pattern.test(word));
  if (suffix) word = word.replace(...suffix);
  const ending = ENDINGS.find((pattern) => pattern.test(word));
  return ending ? ending.exec(word)[1].replace(/([bdglmnprt])\1$/, "$1") : word;
}

// The number of insertions, deletions, changes and swaps between two words; `most` + 1 if there are more.
// Only the cells within `most` of the diagonal can matter, and two rows above are all that they need.
export function edits(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  const far = most + 1;
  let [before, above, row] = ROWS;
  for (let j = 0; j <= other.length; j++) above[j] = j;
  for (let i = 1; i <= one.length; i++) {
    const [from, to] = [Math.max(1, i - most), Math.min(other.length, i + most)];
    row[from - 1] = from === 1 ? i : far;
    let least = row[from - 1];
    for (let j = from; j <= to; j++) {
      const beyond = j === i + most ? far : above[j] + 1;
      let cost = Math.min(beyond, row[j - 1] + 1, above[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return far;
    [before, above, row] = [above, row, before];
  }
  return Math.min(far, above[other.length]);
}

const ROWS = [[], [], []];
