// What the explorer's page loads; generator/styling/scripts.py joins it with what it imports.

export { openExplorer } from "./explorer/page.js";
