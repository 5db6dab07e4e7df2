// What the map loads; generator/styling/scripts.py joins it with what it imports.

export { openMap } from "./map/page.js";
