// The window on the map: what is seen of it, moved and zoomed by mouse, wheel and fingers.

import { moved, zoomed } from "./view.js";

/** @typedef {import("./view.js").Box} Box */
/** @typedef {import("./view.js").Point} Point */

const STILL = 4; // pixels that a click may move

export class Frame {
  /** @type {Map<number, PointerEvent>} */
  #pointers = new Map();

  /**
   * @param {SVGSVGElement} svg
   * @param {() => void} changed is called whenever another part is seen
   */
  constructor(svg, changed) {
    this.svg = svg;
    this.changed = changed;
    const { x, y, width, height } = svg.viewBox.baseVal;
    /** @type {Box} */
    this.whole = { x, y, width, height };
    this.box = this.whole;
    svg.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    svg.addEventListener("pointerdown", (event) => this.#grab(event));
    svg.addEventListener("pointermove", (event) => this.#drag(event));
    for (const end of ["pointerup", "pointercancel"]) {
      addEventListener(end, (event) => this.#release(/** @type {PointerEvent} */ (event)));
    }
    svg.addEventListener("dragstart", (event) => event.preventDefault());
  }

  /**
   * @param {number} factor 0 to see all
   * @param {Point} [point] that stays where it is
   */
  zoom(factor, point = this.middle()) {
    this.#see(factor ? zoomed(this.box, factor, point, this.whole) : this.whole);
  }

  /**
   * Bring a point into what is seen.
   *
   * @param {Point} point
   */
  reach({ x, y }) {
    const { x: left, y: top, width, height } = this.box;
    if (x > left && y > top && x < left + width && y < top + height) return;
    this.#see(moved(this.box, x - left - width / 2, y - top - height / 2, this.whole));
  }

  middle() {
    return { x: this.box.x + this.box.width / 2, y: this.box.y + this.box.height / 2 };
  }

  /**
   * Return where a point of the map lies in the frame, in pixels.
   *
   * @param {Point} point
   */
  pixels({ x, y }) {
    const frame = this.svg.getBoundingClientRect();
    const place = new DOMPoint(x, y).matrixTransform(this.#matrix());
    return { x: place.x - frame.left, y: place.y - frame.top };
  }

  #matrix() {
    return /** @type {DOMMatrix} */ (this.svg.getScreenCTM());
  }

  /** @param {{ clientX: number, clientY: number }} event */
  #pointed({ clientX, clientY }) {
    return new DOMPoint(clientX, clientY).matrixTransform(this.#matrix().inverse());
  }

  /** @param {Box} box */
  #see(box) {
    this.box = box;
    this.svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
    this.svg.style.setProperty("--dot", String(Math.sqrt(box.width / this.whole.width)));
    this.svg.classList.toggle("zoomed", box.width < this.whole.width);
    this.changed();
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    // Whoever scrolls past the map goes on scrolling.
    if (!event.ctrlKey && event.deltaY > 0 && this.box.width === this.whole.width) return;
    event.preventDefault();
    this.zoom(Math.exp(-event.deltaY / (event.ctrlKey ? 120 : 400)), this.#pointed(event));
  }

  /** @param {PointerEvent} event */
  #grab(event) {
    if (!event.button) this.#pointers.set(event.pointerId, event);
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
    const other = [...this.#pointers.values()].find((one) => one.pointerId !== event.pointerId);
    const dragged = this.svg.classList.contains("dragged");
    if (!other && !dragged && Math.hypot(dx, dy) < STILL) return;
    this.svg.classList.add("dragged");
    this.svg.setPointerCapture(event.pointerId); // so that letting go over a dot opens nothing
    if (other) this.#pinch(before, event, other);
    else {
      const scale = 1 / this.#matrix().a;
      this.#see(moved(this.box, -dx * scale, -dy * scale, this.whole));
    }
    this.#pointers.set(event.pointerId, event);
  }

  /**
   * @param {PointerEvent} before
   * @param {PointerEvent} event
   * @param {PointerEvent} other
   */
  #pinch(before, event, other) {
    const distance = (/** @type {PointerEvent} */ { clientX, clientY }) =>
      Math.hypot(clientX - other.clientX, clientY - other.clientY) || 1;
    this.zoom(distance(event) / distance(before), this.#pointed(other));
  }

  /** @param {PointerEvent} event */
  #release(event) {
    this.#pointers.delete(event.pointerId);
    if (!this.#pointers.size) this.svg.classList.remove("dragged");
  }
}
