// The citation of a paper as files, which its page offers where the site has none of a single paper.

import { find } from "../dom.js";
import { save } from "./citations.js";
import { addFormats } from "./cite.js";

/** Let the page of a paper save its citation. */
export function openSaves() {
  const line = find(".saves");
  const id = /** @type {string} */ (line.dataset.id);
  addFormats(line);
  line.hidden = false;
  line.addEventListener("click", async ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    try {
      await save(target.textContent ?? "", [id], id);
    } catch (error) {
      line.textContent = error instanceof Error ? error.message : String(error);
    }
  });
}
