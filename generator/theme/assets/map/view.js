// What part of the map is seen, and which dot lies where; nothing here knows the page.

/** @typedef {{ x: number, y: number }} Point */
/** @typedef {{ x: number, y: number, width: number, height: number }} Box */

const DEEPEST = 12;
const ASIDE = 2; // how much farther a dot seems that lies off the direction

/**
 * Return a part of the whole, zoomed by a factor around a point that stays where it is.
 *
 * @param {Box} box
 * @param {number} factor above 1 to see less, larger
 * @param {Point} point
 * @param {Box} whole
 * @returns {Box}
 */
export function zoomed(box, factor, point, whole) {
  const width = Math.min(whole.width, Math.max(whole.width / DEEPEST, box.width / factor));
  const share = width / box.width;
  const x = point.x - (point.x - box.x) * share;
  const y = point.y - (point.y - box.y) * share;
  return within({ x, y, width, height: box.height * share }, whole);
}

/**
 * @param {Box} box
 * @param {number} dx
 * @param {number} dy
 * @param {Box} whole
 * @returns {Box}
 */
export function moved(box, dx, dy, whole) {
  return within({ ...box, x: box.x + dx, y: box.y + dy }, whole);
}

/**
 * @param {Box} box
 * @param {Box} whole
 * @returns {Box}
 */
function within(box, whole) {
  const x = Math.min(Math.max(box.x, whole.x), whole.x + whole.width - box.width);
  const y = Math.min(Math.max(box.y, whole.y), whole.y + whole.height - box.height);
  return { ...box, x, y };
}

/**
 * Return the position of the nearest dot in a direction, -1 where none lies there.
 *
 * @param {Point[]} dots
 * @param {number} from
 * @param {Point} direction of length 1 along an axis
 * @param {(position: number) => boolean} counts
 */
export function towards(dots, from, direction, counts = () => true) {
  let [best, least] = [-1, Number.POSITIVE_INFINITY];
  dots.forEach((dot, position) => {
    const [dx, dy] = [dot.x - dots[from].x, dot.y - dots[from].y];
    const along = dx * direction.x + dy * direction.y;
    const aside = Math.abs(dx * direction.y) + Math.abs(dy * direction.x);
    const distance = along + ASIDE * aside;
    if (along > 0 && aside <= 2 * along && distance < least && counts(position)) {
      [best, least] = [position, distance];
    }
  });
  return best;
}
