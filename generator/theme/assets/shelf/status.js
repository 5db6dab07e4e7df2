// A line at the foot of the window that says what a key or button has done.

import { element } from "../dom.js";

const SECONDS = 6;
/** @type {HTMLElement | undefined} */
let line;
let timer = 0;

/** @param {string} text */
export function say(text) {
  if (!line) {
    line = element("p", { class: "shelf-status", role: "status" });
    document.body.append(line);
  }
  line.textContent = text;
  clearTimeout(timer);
  timer = setTimeout(() => line?.replaceChildren(), SECONDS * 1000);
}

/**
 * Do something; where it fails, say why.
 *
 * @param {() => unknown} act
 */
export async function trying(act) {
  try {
    await act();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Make a button that does something or says why not.
 *
 * @param {string} text
 * @param {(button: HTMLButtonElement) => unknown} act
 */
export function action(text, act) {
  const button = element("button", { type: "button", class: "link" }, text);
  button.addEventListener("click", () => trying(() => act(button)));
  return button;
}
