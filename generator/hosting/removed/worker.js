// Takes the place of every script of a removed preview. Where a browser had registered one of them as a
// service worker, it fetches this one as the update, which unregisters itself and reloads its pages.

addEventListener("install", () => self.skipWaiting());
addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  await self.registration.unregister();
  const pages = await self.clients.matchAll({ type: "window" });
  // Not awaited: a page may be loaded only after this worker has become active.
  for (const page of pages) page.navigate(page.url);
}
