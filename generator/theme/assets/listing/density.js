// How densely lists are set; scheme.js restores it before the first paint.

import { find } from "../dom.js";

const KEY = "rows";

/** Let the reader choose between comfortable and compact rows. */
export function openDensity() {
  const button = find(".density");
  const show = () => button.setAttribute("aria-pressed", String(isCompact()));
  show();
  button.addEventListener("click", () => {
    const compact = !isCompact();
    document.documentElement.classList.toggle("compact", compact);
    show();
    try {
      localStorage.setItem(KEY, compact ? "compact" : "comfortable");
    } catch {
      // Without storage the choice holds for this page.
    }
  });
}

function isCompact() {
  return document.documentElement.classList.contains("compact");
}
