// Runs before the first paint, so that neither the colour scheme nor the density of lists nor what scripts serve flashes.
document.documentElement.classList.add("js");
if (location.search && location.pathname.endsWith("/papers/")) {
  document.documentElement.classList.add("asked", "plain"); // until the explorer has answered
}
try {
  const scheme = localStorage.getItem("scheme");
  if (scheme) document.documentElement.dataset.scheme = scheme;
  if (localStorage.getItem("rows") === "compact") document.documentElement.classList.add("compact");
} catch {
  // Storage may be forbidden; then the system's scheme holds.
}
