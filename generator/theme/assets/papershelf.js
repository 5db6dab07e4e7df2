// What pages do beyond reading: the scheme switch, copying, and search, which loads when it is wanted.
// It imports nothing, since every page waits for it.

const LISTING = "./listing.js";
const MAP = "./map.js";
const SHELF = "./shelf.js";
const MY_SHELF = "./my.js";
const KEYS = "srnjkocghm?";
const SCHEMES = matchMedia("(prefers-color-scheme: dark)").matches
  ? ["auto", "light", "dark"]
  : ["auto", "dark", "light"]; // so that the first click shows

/** @param {HTMLButtonElement} button */
function offerSchemes(button) {
  const root = document.documentElement;
  const current = () => root.dataset.scheme ?? "auto";
  const show = () => {
    button.title = `Colour scheme: ${current()}`;
    button.setAttribute("aria-label", button.title);
  };
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

/**
 * Make a button that copies a text; where that is forbidden, it selects what shows the text.
 *
 * @param {string} label
 * @param {string} text
 * @param {HTMLElement} shown
 */
function copyButton(label, text, shown) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: label, className: "copy" });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      getSelection()?.selectAllChildren(shown);
      button.textContent = "Selected; press Ctrl+C";
    }
    setTimeout(() => {
      button.textContent = label;
    }, 3000);
  });
  return button;
}

/** Search for the words of an address at which there is no page. */
function offerWordsOfAddress() {
  const note = /** @type {HTMLElement | null} */ (document.querySelector("#not_found"));
  const last = location.pathname.split("/").filter(Boolean).pop() ?? "";
  const found = last.replace(/\.\w+$/, "").match(/[\p{L}\p{N}]+/gu) ?? [];
  const box = document.querySelector("#search-input");
  if (!note || !found.length || !(box instanceof HTMLInputElement)) return;
  const link = document.createElement("a");
  const words = found.join(" ");
  link.href = `${note.dataset.explorer}?q=${encodeURIComponent(words)}`;
  link.textContent = words;
  note.replaceChildren("Search for ", link, ", or try one of these:");
  box.value = words;
  box.focus(); // opens the results
}

let failures = 0;

/**
 * Load a script; after a failure under another URL, since browsers may remember the failure.
 *
 * @param {"explorer" | "prefetch" | "search"} name
 */
async function load(name) {
  try {
    return await import(`./${name}.js${failures ? `?${failures}` : ""}`);
  } catch (error) {
    failures++;
    throw error;
  }
}

/** Let the rows and the listing of a page act. */
async function offerRows() {
  /** @type {typeof import("./listing.main.js")} */
  const { openDensity, openLinks, openListing, openSaves, openStars, openVisits } = await import(
    LISTING
  );
  openLinks();
  openStars();
  openVisits();
  if (document.querySelector(".density")) openDensity();
  if (document.querySelector("#listing")) openListing();
  if (document.querySelector(".saves")) openSaves();
}

/** Set headings in the serif, which waited for results, unless it comes so late that lines would move. */
async function offerSerif() {
  const start = performance.now();
  await document.fonts.load('600 1em "Papershelf Serif"');
  if (performance.now() - start < 100) document.documentElement.classList.remove("plain");
}

/** Start the explorer, then let rows act: on a slow line these can wait for results. */
async function offerLists() {
  const form = document.querySelector("#explorer_form");
  if (form instanceof HTMLFormElement) await offerExplorer(form);
  if (document.documentElement.classList.contains("plain")) offerSerif().catch(() => {}); // or keep the fallback
  if (document.querySelector(".papers, .title-block")) await offerRows();
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
  Object.assign(input, { autocomplete: "off", spellcheck: false });
  input.setAttribute("aria-keyshortcuts", "/ Control+K");
  const panel = document.createElement("div");
  Object.assign(panel, { id: "search-results", role: "region", hidden: true });
  panel.setAttribute("aria-label", "Search results");
  const status = document.createElement("p");
  Object.assign(status, { className: "search__status", role: "status" });
  form.append(panel, status);
  const events = ["focus", "input"];
  const start = async () => {
    for (const name of events) input.removeEventListener(name, start);
    removeEventListener("online", start);
    try {
      /** @type {typeof import("./search.main.js")} */
      const { openHeader } = await load("search");
      openHeader(form);
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
    /** @type {[typeof import("./explorer.main.js"), typeof import("./prefetch.main.js")]} */
    const [{ openExplorer }, { read }] = await Promise.all([load("explorer"), load("prefetch")]);
    await openExplorer(form, read);
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

/** @type {Promise<typeof import("./shelf.main.js")> | undefined} */
let shelf;

/** Load what marks and keeps papers. */
function openShelf() {
  shelf ??= import(SHELF).then((loaded) => {
    loaded.openMarks();
    return loaded;
  });
  shelf.catch(() => {
    shelf = undefined;
  });
  return shelf;
}

/** Mark the papers that the reader keeps, where there are any; the first button or key loads the rest. */
function offerShelf() {
  document.addEventListener("click", ({ target }) => {
    const button = /** @type {Element} */ (target).closest("button[data-keep]");
    if (button instanceof HTMLElement) openShelf().then(({ press }) => press(button));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.length > 1 || !KEYS.includes(event.key) || !isCommand(event)) return;
    if (event.key === "n") event.preventDefault(); // or it would be typed into the box that it opens
    openShelf().then(({ pressKey }) => pressKey(event.key));
  });
  try {
    if (localStorage.getItem(`shelf ${new URL("../", import.meta.url).href}`)) openShelf();
  } catch {
    // Without storage nothing is kept.
  }
}

/**
 * Tell whether a key is pressed alone, by nobody who is typing.
 *
 * @param {KeyboardEvent} event
 */
function isCommand({ target, ctrlKey, metaKey, altKey }) {
  const field = "input:not([type=checkbox]), textarea, select, [contenteditable]";
  const typing = target instanceof Element && target.closest(field);
  return !typing && !ctrlKey && !metaKey && !altKey;
}

/** @param {KeyboardEvent} event */
function asksForSearch(event) {
  if (event.key === "/") return isCommand(event);
  return (event.ctrlKey || event.metaKey) && event.key === "k";
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
for (const pre of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".bibtex"))) {
  pre.before(copyButton("Copy", pre.textContent ?? "", pre));
}
for (const link of document.querySelectorAll('.subscribe a[type="application/atom+xml"]')) {
  if (link instanceof HTMLAnchorElement) {
    link.parentElement?.append(" ", copyButton("Copy feed address", link.href, link));
  }
}
offerWordsOfAddress();
if (document.querySelector("#field_map")) offerMap();
offerLists();
offerShelf();
if (document.querySelector("#my_shelf")) import(MY_SHELF).then(({ openMyShelf }) => openMyShelf());
