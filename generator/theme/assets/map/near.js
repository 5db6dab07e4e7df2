// The single dots of a map that is drawn in clusters: those asked for, and all where one comes near.

import { file } from "../urls.js";

/** @typedef {import("./dots.js").Dot} Dot */
/** @typedef {[x: number[], y: number[], hue: number[]]} Places */

const MOST = 1500; // dots drawn at once
const SVG = "http://www.w3.org/2000/svg";

/** @type {Map<number, Promise<Places>>} */
const batches = new Map();

/** @param {number} number */
function load(number) {
  let places = batches.get(number);
  if (!places) {
    places = fetch(file(`map/places/${number}.json`)).then((response) => response.json());
    places.catch(() => batches.delete(number));
    batches.set(number, places);
  }
  return places;
}

/**
 * Draw the papers at some positions as far as they lie in a box, at most MOST of them.
 *
 * @param {Iterable<number>} positions
 * @param {import("./view.js").Box} box
 * @param {number} size papers in a file
 * @returns {Promise<Dot[]>}
 */
export async function drawn(positions, box, size) {
  const dots = [];
  for (const position of positions) {
    const [xs, ys, hues] = await load(Math.floor(position / size));
    const [x, y] = [xs[position % size], ys[position % size]];
    const inside = x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height;
    if (inside) dots.push(dot(position, x, y, hues[position % size]));
    if (dots.length === MOST) break;
  }
  return dots;
}

/**
 * @param {number} paper
 * @param {number} x
 * @param {number} y
 * @param {number} hue
 * @returns {Dot}
 */
function dot(paper, x, y, hue) {
  const link = document.createElementNS(SVG, "a");
  const circle = document.createElementNS(SVG, "circle");
  for (const [name, value] of Object.entries({ cx: x, cy: y, r: 5 })) {
    circle.setAttribute(name, String(value));
  }
  link.setAttribute("class", `hue-${hue}`);
  link.setAttribute("role", "link");
  link.append(circle);
  return { x, y, link, paper };
}
