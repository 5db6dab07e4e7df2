// What pages load when somebody searches; generator/styling/scripts.py joins it with what it imports.

export { openHeader } from "./header.js";
