// What pages load once a reader keeps papers or uses keys; generator/styling/scripts.py joins it with what it imports.

export { pressKey } from "./shelf/keys.js";
export { openMarks, press } from "./shelf/marks.js";
export { keptPositions } from "./shelf/papers.js";
