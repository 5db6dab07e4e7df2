// What pages load when somebody searches; generator/styling/scripts.py joins it with what it imports.

export { openExplorer } from "./explorer/page.js";
export { openHeader } from "./header.js";
