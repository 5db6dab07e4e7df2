// Words as the index knows them; generator/text/words.py cuts and stems by the same rules.

/** @type {[RegExp, string][]} */
const SUFFIXES = [
  [/ie[sd]$/, "y"],
  [/(ss|x|ch|sh|zz)es$/, "$1"],
  [/([^siu])s$/, "$1"],
];
const ENDINGS = [
  /^([a-z]*[aeiouy][a-z]{2,})ations?$/,
  /^([a-z]*[aeiouy][a-z]+)(?:ing|ed)$/,
  /^([a-z]{3,})e$/,
];
/** Letters that Unicode does not take apart. @type {Record<string, string>} */
const FOLDED = {
  æ: "ae",
  ð: "d",
  đ: "d",
  ħ: "h",
  ı: "i",
  ł: "l",
  ø: "o",
  œ: "oe",
  ß: "ss",
  þ: "th",
};
const LONGEST = 40; // letters; the patterns take the square of a word's length

/**
 * Cut a text into words: lower case, without accents.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  return (
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[æðđħıłøœßþ]/g, (letter) => FOLDED[letter])
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/**
 * Return what the forms of an English word share.
 *
 * @param {string} word
 */
export function stem(word) {
  if (word.length < 4 || word.length > LONGEST || !/^[a-z]+$/.test(word)) return word;
  let stemmed = word.replace(/is(e|ed|es|er|ers|ing|ation|ations)$/, "iz$1");
  const suffix = SUFFIXES.find(([pattern]) => pattern.test(stemmed));
  if (suffix) stemmed = stemmed.replace(...suffix);
  for (const ending of ENDINGS) {
    const match = ending.exec(stemmed);
    if (match) return match[1].replace(/([bdglmnprt])\1$/, "$1");
  }
  return stemmed;
}

/**
 * Leave out the words that tell nothing, unless there are no others.
 *
 * @param {string[]} asked
 * @param {Set<string>} stop their stems
 */
export function telling(asked, stop) {
  const found = asked.filter((word) => !stop.has(stem(word)));
  return found.length ? found : asked;
}
