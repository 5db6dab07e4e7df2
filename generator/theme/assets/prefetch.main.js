// What the explorer's page loads first; generator/styling/scripts.py joins it with what it imports.

export { read } from "./search/prefetch.js";
