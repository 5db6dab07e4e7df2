// Copying text; what is copied may still be on its way when the reader clicks.

/**
 * Copy text that a promise will hold. Safari allows it only within the click, so the clipboard waits.
 *
 * @param {Promise<string>} text
 */
export function copy(text) {
  const blob = text.then((value) => new Blob([value], { type: "text/plain" }));
  return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

/**
 * Show for a while what a button or link has done.
 *
 * @param {HTMLElement} target
 * @param {string} text
 */
export function report(target, text) {
  target.dataset.label ??= target.textContent ?? "";
  const label = target.dataset.label;
  target.textContent = text;
  target.setAttribute("aria-live", "polite");
  setTimeout(() => {
    target.textContent = label;
  }, 2000);
}
