// Answers from the offline copy where the network does not. Only the page of the reader's shelf registers it;
// that page also takes the copy. It stands at the site's root, since a worker answers below its own folder only.

const worker = /** @type {any} */ (self);
const ROOT = new URL("./", location.href).href;
const PREVIEWS = `${ROOT}pr-preview/`; // sites of their own, on the same origin
const NAME = `offline ${ROOT}`;
const PATIENCE = 5000; // milliseconds that a slow network gets before the copy answers

addEventListener("install", () => worker.skipWaiting());
addEventListener("activate", (event) => {
  /** @type {any} */ (event).waitUntil(worker.clients.claim());
});
addEventListener("fetch", (event) => {
  const asked = /** @type {any} */ (event);
  const { method, url } = asked.request;
  if (method !== "GET" || !url.startsWith(ROOT) || url.startsWith(PREVIEWS)) return;
  asked.respondWith(answer(asked.request));
});

/** @param {Request} request */
async function answer(request) {
  const fresh = fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  try {
    const response = await Promise.race([fresh, late]);
    return response ?? (await copy(request)) ?? (await fresh);
  } catch (error) {
    const stored = await copy(request);
    if (stored) return stored;
    throw error;
  }
}

/** @param {Request} request */
async function copy({ url, mode }) {
  const current = await caches.match(`${ROOT}current`, { cacheName: NAME });
  if (!current) return undefined;
  const { edition } = await current.json();
  const kept = { cacheName: `${NAME} ${edition}`, ignoreSearch: true };
  const found = await caches.match(url, kept);
  return found ?? (mode === "navigate" ? caches.match(`${ROOT}404.html`, kept) : undefined);
}
