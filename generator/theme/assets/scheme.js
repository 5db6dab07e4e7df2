// Runs before the first paint, so that neither the colour scheme nor the density of lists nor what scripts serve flashes.
document.documentElement.classList.add("js");
if (location.search && location.pathname.endsWith("/papers/")) {
  document.documentElement.classList.add("asked"); // until the explorer has answered
  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
  for (const [rel, path] of [
    ["modulepreload", "search.js"],
    ["preload", "../search/edition.json"],
  ]) {
    const link = document.createElement("link");
    Object.assign(link, {
      rel,
      as: rel === "preload" ? "fetch" : "script",
      crossOrigin: "anonymous",
    });
    link.href = new URL(path, src).href;
    document.head.append(link);
  }
}
try {
  const scheme = localStorage.getItem("scheme");
  if (scheme) document.documentElement.dataset.scheme = scheme;
  if (localStorage.getItem("rows") === "compact") document.documentElement.classList.add("compact");
} catch {
  // Storage may be forbidden; then the system's scheme holds.
}
