// What pages do beyond reading: the scheme switch, copying, and search, which loads when it is wanted.
// It imports nothing, since every page waits for it.

const LISTING = "./listing.js";
const MAP = "./map.js";
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

let tries = 0;

/**
 * Load the code of search; after a failure under another URL, since browsers may remember the failure.
 *
 * @returns {Promise<typeof import("./search.main.js")>}
 */
function loaded() {
  return import(`./search.js${tries++ ? `?${tries}` : ""}`);
}

/** Let the rows and the listing of a page act. */
async function offerRows() {
  /** @type {typeof import("./listing.main.js")} */
  const { openDensity, openLinks, openListing } = await import(LISTING);
  openLinks();
  if (document.querySelector(".density")) openDensity();
  if (document.querySelector("#listing")) openListing();
}

/** Let the map act. */
async function offerMap() {
  /** @type {typeof import("./map.main.js")} */
  const { openMap } = await import(MAP);
  openMap();
}

/**
 * Start search at a box once somebody goes there; where it cannot load, say so and try again later.
 *
 * @param {HTMLFormElement} form
 */
function offerSearch(form) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("#search-input"));
  const panel = /** @type {HTMLElement} */ (form.querySelector("#search-results"));
  const events = ["focus", "input"];
  const start = async () => {
    for (const name of events) input.removeEventListener(name, start);
    removeEventListener("online", start);
    try {
      (await loaded()).openHeader(form);
    } catch {
      panel.textContent = "Search could not load. Check your connection; it goes on when you type.";
      panel.hidden = !input.value;
      for (const name of events) input.addEventListener(name, start);
      addEventListener("online", start);
    }
  };
  for (const name of events) input.addEventListener(name, start);
  if (document.activeElement === input) start();
}

/**
 * Start the explorer; what stands in the address stands in its box before that.
 *
 * @param {HTMLFormElement} form
 */
async function offerExplorer(form) {
  const box = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  box.value ||= new URLSearchParams(location.search).get("q") ?? "";
  try {
    (await loaded()).openExplorer(form);
  } catch {
    const hints = document.querySelector("#search_hints");
    if (hints) hints.textContent = "Search could not load. Check your connection.";
    document.documentElement.classList.remove("asked");
    const again = () => {
      box.removeEventListener("input", again);
      removeEventListener("online", again);
      if (hints) hints.textContent = "";
      offerExplorer(form);
    };
    box.addEventListener("input", again);
    addEventListener("online", again);
  }
}

/** @param {KeyboardEvent} event */
function asksForSearch({ key, target, ctrlKey, metaKey, altKey }) {
  const field = "input, textarea, select, [contenteditable]";
  const typing = target instanceof Element && target.closest(field);
  if (key === "/") return !typing && !ctrlKey && !metaKey && !altKey;
  return (ctrlKey || metaKey) && key === "k";
}

document.addEventListener("keydown", (event) => {
  const own = document.querySelector("#explorer_form input[name=q]");
  const input = own ?? document.querySelector("#search-input");
  if (!(input instanceof HTMLInputElement) || !asksForSearch(event)) return;
  event.preventDefault();
  input.focus();
  input.select();
});

/** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form.search")).forEach(
  offerSearch,
);
/** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button.scheme")).forEach(
  offerSchemes,
);
/** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("pre.bibtex")).forEach(offerCopy);
if (document.querySelector(".papers")) offerRows();
const explorerForm = document.querySelector("#explorer_form");
if (explorerForm instanceof HTMLFormElement) offerExplorer(explorerForm);
if (document.querySelector("#field_map")) offerMap();
