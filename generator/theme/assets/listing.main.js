// What pages with lists load; generator/styling/scripts.py joins it with what it imports.

export { openDensity } from "./listing/density.js";
export { openLinks } from "./listing/links.js";
export { openListing } from "./listing/page.js";
export { openSaves } from "./listing/saves.js";
export { openStars } from "./listing/stars.js";
export { openVisits } from "./listing/visits.js";
