// What pages do beyond reading: the scheme switch, copying, and search, which loads when it is wanted.

const SCHEMES = ["auto", "light", "dark"];

function offerSchemes(button) {
  const root = document.documentElement;
  const show = () => button.setAttribute("aria-label", `Colour scheme: ${root.dataset.scheme ?? "auto"}`);
  button.hidden = false;
  show();
  button.addEventListener("click", () => {
    const next = SCHEMES[(SCHEMES.indexOf(root.dataset.scheme ?? "auto") + 1) % SCHEMES.length];
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

function offerCopy(pre) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Copy" });
  button.className = "copy";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(pre.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(pre);
      button.textContent = "Selected; press Ctrl+C";
    }
    setTimeout(() => (button.textContent = "Copy"), 3000);
  });
  pre.before(button);
}

// The index and its code come when somebody first goes to a search box.
function offerSearch(form) {
  const input = form.querySelector("#search-input");
  const start = async () => (await import("./header.js")).open(form);
  input.addEventListener("focus", start, { once: true });
  if (document.activeElement === input) start();
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const wanted = event.key === "/" ? !typing && !event.ctrlKey && !event.metaKey && !event.altKey : (event.ctrlKey || event.metaKey) && event.key === "k";
    if (!wanted) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

document.querySelectorAll("form.search").forEach(offerSearch);
document.querySelectorAll("button.scheme").forEach(offerSchemes);
document.querySelectorAll("pre.bibtex").forEach(offerCopy);
if (document.querySelector("#explorer_form")) import("./explorer.js");
