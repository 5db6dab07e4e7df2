// What names a paper exactly: arXiv ids, DOIs, addresses, ids of records, BibTeX keys.

const ARXIV =
  /(?<![\d.])(\d{4}\.\d{4,5})(?:v\d+)?(?!\d)|\b([a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?\b/gi;
const DOI = /\b10\.\d{4,9}\/[^\s"'<>]+/gi;
const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s"'<>]+/gi;
const KEY = /^(?=.*[-\d_/])[a-z0-9][\w:.+/-]*$/i;
const LABELS = /\b(?:arxiv|doi|abs|cs|stat|math|physics|see|paper|papers)\b/gi;

/**
 * Return the keys under which the index may know what a text names, and the rest of the text.
 *
 * @param {string} text
 * @returns {{ keys: string[], rest: string }}
 */
export function identifiers(text) {
  /** @type {Set<string>} */
  const keys = new Set();
  let rest = text;
  for (const [address] of text.matchAll(ADDRESS)) {
    const path = address.replace(/^https?:\/\//i, "").replace(/^www\./i, "");
    const plain = trimmed(path).toLowerCase().replace(/\/$/, "");
    keys.add(plain).add(last(plain));
    rest = rest.replace(address, " ");
  }
  for (const [doi] of text.matchAll(DOI)) {
    const key = trimmed(doi)
      .toLowerCase()
      .replace(/(arxiv\.\S+?)v\d+$/, "$1");
    keys.add(key);
    rest = rest.replace(doi, " ");
  }
  for (const [whole, current, old] of text.matchAll(ARXIV)) {
    keys.add((current ?? old).toLowerCase());
    rest = rest.replace(whole, " ");
  }
  const bare = text.trim().replace(/\/$/, "");
  if (!keys.size && KEY.test(bare)) keys.add(bare.toLowerCase()).add(last(bare.toLowerCase()));
  return { keys: [...keys], rest: rest.replace(LABELS, " ").replace(/\[[^\]]*\]/g, " ") };
}

/** @param {string} text whose last sign may belong to the sentence around it */
function trimmed(text) {
  return text
    .replace(/[?#].*$/, (query) => (/[?&](id|forum)=/.test(query) ? query : ""))
    .replace(/[).,;:\]]+$/, "");
}

/** @param {string} path */
function last(path) {
  return (path.split("/").pop() ?? "").replace(/(?:v\d+)?(?:\.pdf|\.html)?$/, "");
}
