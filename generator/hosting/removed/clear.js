// Clears what a removed preview left in the browser: service workers, cached responses, cookies and
// stored values below its path. Everything else of the origin belongs to the site.

const root = new URL(".", document.baseURI);

async function unregisterWorkers() {
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  const ours = registrations.filter(({ scope }) => scope.startsWith(root.href));
  await Promise.all(ours.map((registration) => registration.unregister()));
}

async function clearCaches() {
  for (const name of (await globalThis.caches?.keys()) ?? []) {
    const cache = await caches.open(name);
    const requests = (await cache.keys()).filter(({ url }) => url.startsWith(root.href));
    await Promise.all(requests.map((request) => cache.delete(request)));
    if (requests.length && !(await cache.keys()).length) await caches.delete(name);
  }
}

function clearCookies() {
  for (const cookie of document.cookie.split("; ")) {
    const name = cookie.split("=")[0];
    for (const path of [root.pathname, root.pathname.slice(0, -1)]) {
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not in all browsers
      document.cookie = `${name}=; path=${path}; max-age=0`;
    }
  }
}

/** @param {Storage} storage */
function clearStorage(storage) {
  for (const key of Object.keys(storage)) if (key.includes(root.pathname)) storage.removeItem(key);
}

clearStorage(localStorage);
clearStorage(sessionStorage);
clearCookies();
unregisterWorkers();
clearCaches();
