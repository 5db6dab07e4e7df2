// The dots as links: one of them can be reached with Tab, the arrow keys lead to the others.

import { towards } from "./view.js";

/**
 * @typedef {object} Dot
 * @property {number} x
 * @property {number} y
 * @property {SVGAElement} link
 * @property {number} paper its position in the catalogue, -1 for a cluster
 */

/** @type {Record<string, import("./view.js").Point>} */
const ARROWS = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/**
 * Return the dots of a group as they are drawn.
 *
 * @param {ParentNode} group
 * @param {boolean} clusters
 * @returns {Dot[]}
 */
export function read(group, clusters) {
  const links = /** @type {NodeListOf<SVGAElement>} */ (group.querySelectorAll("a[href]"));
  return [...links].map((link, place) => {
    const { cx, cy } = /** @type {SVGCircleElement} */ (link.querySelector("circle"));
    return { x: cx.baseVal.value, y: cy.baseVal.value, link, paper: clusters ? -1 : place };
  });
}

export class Dots {
  /** @type {Dot[]} */
  all = [];
  current = 0;

  /**
   * @param {(dot: Dot) => void} show
   * @param {(dot: Dot) => void} leave
   * @param {(dot: Dot) => void} focus
   */
  constructor(show, leave, focus) {
    this.show = show;
    this.leave = leave;
    this.focus = focus;
  }

  /** @param {Dot[]} dots that keys and pointers reach from now on */
  use(dots) {
    this.all = dots;
    this.current = 0;
    for (const [place, dot] of dots.entries()) {
      dot.link.setAttribute("tabindex", place ? "-1" : "0");
      dot.link.onpointerenter = () => this.show(dot);
      dot.link.onpointerleave = dot.link.onblur = () => this.leave(dot);
      dot.link.onfocus = () => this.#focused(place);
    }
  }

  /**
   * @param {string} key
   * @param {(dot: Dot) => boolean} counts
   * @returns {boolean} whether it is an arrow
   */
  go(key, counts) {
    const direction = Object.hasOwn(ARROWS, key) && ARROWS[key];
    if (!direction || !this.all.length) return false;
    const next = towards(this.all, this.current, direction, (place) => counts(this.all[place]));
    if (next >= 0) this.all[next].link.focus({ preventScroll: true });
    return true;
  }

  /** @param {number} place */
  #focused(place) {
    this.all[this.current].link.setAttribute("tabindex", "-1");
    this.current = place;
    this.all[place].link.setAttribute("tabindex", "0");
    this.focus(this.all[place]);
  }
}
