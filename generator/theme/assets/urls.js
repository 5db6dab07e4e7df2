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
export function paper(id) {
  return `${ROOT}papers/${id}/`;
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

/** @param {number} shard the number of a file with the citations of some papers */
export function citations(shard) {
  return `${ROOT}api/v1/citations/${shard}.json`;
}

/** @param {string} url of a paper's page, in full or below the root */
export function paperId(url) {
  return url.replace(ROOT, "").split("/")[1];
}

/**
 * Return what a file of the site holds.
 *
 * @param {string} url
 */
export async function text(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.text();
}

/**
 * Return another page of the site; its scripts do not run, and Trusted Types let nothing else parse it.
 *
 * @param {string} url
 * @returns {Promise<Document>}
 */
export function opened(url) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", url);
    request.responseType = "document";
    request.onload = () =>
      request.status === 200 && request.responseXML
        ? resolve(request.responseXML)
        : reject(new Error(`${url}: ${request.status}`));
    request.onerror = () => reject(new Error(`${url}: no connection`));
    request.send();
  });
}

/**
 * @param {import("./search/entities.js").Kind} kind
 * @param {string} id of a page or author the path
 */
export function entity(kind, id) {
  if (kind === "page" || kind === "author") return ROOT + id;
  return `${ROOT}${kind}s/${id}/`;
}
