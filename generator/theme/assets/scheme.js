// Runs before the first paint, so that neither the colour scheme nor what scripts serve flashes.
document.documentElement.classList.add("js");
if (location.search) document.documentElement.classList.add("asked"); // until the explorer has answered
try {
  const scheme = localStorage.getItem("scheme");
  if (scheme) document.documentElement.dataset.scheme = scheme;
} catch {
  // Storage may be forbidden; then the system's scheme holds.
}
