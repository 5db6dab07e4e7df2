// Runs before the first paint, so that a chosen colour scheme does not flash.
try {
  const scheme = localStorage.getItem("scheme");
  if (scheme) document.documentElement.dataset.scheme = scheme;
} catch {
  // Storage may be forbidden; then the system's scheme holds.
}
