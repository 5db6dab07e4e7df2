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

document.querySelectorAll("button.scheme").forEach(offerSchemes);
document.querySelectorAll("pre.bibtex").forEach(offerCopy);
