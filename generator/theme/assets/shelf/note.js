// The box in which a note on a paper is written.

import { element, find } from "../dom.js";
import { trying } from "./status.js";
import { keep, LONGEST_NOTE, peek, update } from "./store.js";

/**
 * Open the box below a button, or close it.
 *
 * @param {string} id of a paper
 * @param {HTMLElement} button
 */
export function editNote(id, button) {
  const line = /** @type {HTMLElement} */ (button.parentElement);
  const open = line.parentElement?.querySelector(".note-form");
  if (open) return close(open, button);
  const form = noteForm(peek().papers.get(id)?.note ?? "");
  button.setAttribute("aria-expanded", "true");
  line.after(form);
  const box = find("textarea", form);
  box.focus();
  const save = () =>
    trying(() => {
      update((shelf) => keep(shelf, id, { note: /** @type {HTMLTextAreaElement} */ (box).value }));
      close(form, button);
    });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  find("[type=button]", form).addEventListener("click", () => close(form, button));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(form, button);
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
  });
}

/**
 * @param {Element} form
 * @param {HTMLElement} button
 */
function close(form, button) {
  form.remove();
  button.setAttribute("aria-expanded", "false");
  button.focus();
}

/** @param {string} note */
function noteForm(note) {
  const box = element("textarea", { rows: 3, maxlength: LONGEST_NOTE, "aria-label": "Note" });
  box.value = note;
  const save = element("button", { type: "submit" }, "Save note");
  const cancel = element("button", { type: "button" }, "Cancel");
  const hint = element("span", { class: "hint" }, "Ctrl+Enter saves, Escape cancels.");
  return element("form", { class: "note-form" }, box, save, " ", cancel, " ", hint);
}
