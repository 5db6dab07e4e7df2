// What the page of the reader's shelf loads; generator/styling/scripts.py joins it with what it imports.

export { openMyShelf } from "./shelf/page.js";
