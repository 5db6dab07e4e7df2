// Where things live: every URL that scripts use is made here.

/** The site's root, one folder above the scripts. */
export const ROOT = new URL("../", import.meta.url).href;

/** @param {string} path the path of a file below the root */
export function file(path) {
  return ROOT + path;
}

/** @param {string} text what stands in a search box */
export function explorer(text) {
  return `${ROOT}papers/?q=${encodeURIComponent(text)}`;
}

/** @param {string} id */
export function theme(id) {
  return `${ROOT}themes/${id}/`;
}

/**
 * @param {string} id of a paper; "" for the file of all papers
 * @param {string} suffix
 */
export function citation(id, suffix) {
  return id ? `${ROOT}papers/${id}${suffix}` : `${ROOT}papers${suffix}`;
}

/** @param {string} url of a paper's page, below the root */
export function paperId(url) {
  return url.split("/")[1];
}
