// What pages do beyond reading: the scheme switch, copying, and search, which loads when it is wanted.

import { find } from "./dom.js";

const SCHEMES = ["auto", "light", "dark"];

/** @param {HTMLButtonElement} button */
function offerSchemes(button) {
  const root = document.documentElement;
  const current = () => root.dataset.scheme ?? "auto";
  const show = () => button.setAttribute("aria-label", `Colour scheme: ${current()}`);
  button.hidden = false;
  show();
  button.addEventListener("click", () => {
    const next = SCHEMES[(SCHEMES.indexOf(current()) + 1) % SCHEMES.length];
    if (next === "auto") delete root.dataset.scheme;
    else root.dataset.scheme = next;
    show();
    try {
      if (next === "auto") localStorage.removeItem("scheme");
      else localStorage.setItem("scheme", next);
    } catch {
      // Without storage the choice holds for this page.
    }
  });
}

/** @param {HTMLElement} pre */
function offerCopy(pre) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: "Copy", className: "copy" });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(pre.textContent ?? "");
      button.textContent = "Copied";
    } catch {
      getSelection()?.selectAllChildren(pre);
      button.textContent = "Selected; press Ctrl+C";
    }
    setTimeout(() => {
      button.textContent = "Copy";
    }, 3000);
  });
  pre.before(button);
}

/**
 * Load the index and its code when somebody goes to a search box; where that fails, next time again.
 *
 * @param {HTMLFormElement} form
 */
function offerSearch(form) {
  const input = /** @type {HTMLInputElement} */ (find("#search-input", form));
  const start = async () => {
    input.removeEventListener("focus", start);
    input.removeEventListener("input", start);
    try {
      (await import("./header.js")).open(form);
    } catch {
      input.addEventListener("focus", start);
      input.addEventListener("input", start);
    }
  };
  input.addEventListener("focus", start);
  if (document.activeElement === input) start();
  document.addEventListener("keydown", (event) => {
    if (!asksForSearch(event)) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

/** @param {KeyboardEvent} event */
function asksForSearch({ key, target, ctrlKey, metaKey, altKey }) {
  const field = "input, textarea, select, [contenteditable]";
  const typing = target instanceof Element && target.closest(field);
  if (key === "/") return !typing && !ctrlKey && !metaKey && !altKey;
  return (ctrlKey || metaKey) && key === "k";
}

/** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form.search")).forEach(
  offerSearch,
);
/** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button.scheme")).forEach(
  offerSchemes,
);
/** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("pre.bibtex")).forEach(offerCopy);
if (document.querySelector(".papers")) {
  import("./listing/links.js").then(({ open }) => open());
}
if (document.querySelector(".density")) {
  import("./listing/density.js").then(({ open }) => open());
}
if (document.querySelector("#listing")) {
  import("./listing/page.js").then(({ open }) => open());
}
if (document.querySelector("#explorer_form")) {
  import("./explorer/page.js").then(({ open }) => open());
}
