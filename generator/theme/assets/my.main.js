// What the page of the reader's shelf loads, and the home page of who follows something; generator/styling/scripts.py joins it with what it imports.

export { isOutdated } from "./offline/copy.js";
export { openNews } from "./shelf/news.js";
export { openMyShelf } from "./shelf/page.js";
