import assert from "node:assert/strict";
import { test } from "node:test";
import { moved, towards, zoomed } from "../../generator/theme/assets/map/view.js";

const WHOLE = { x: 0, y: 0, width: 1200, height: 800 };

test("zooming keeps the point in its place and stays on the map", () => {
  const near = zoomed(WHOLE, 2, { x: 300, y: 200 }, WHOLE);
  assert.deepEqual(near, { x: 150, y: 100, width: 600, height: 400 });
  assert.deepEqual(zoomed(near, 0.1, { x: 300, y: 200 }, WHOLE), WHOLE);
  assert.equal(zoomed(WHOLE, 1e9, { x: 0, y: 0 }, WHOLE).width, 100);
});

test("moving ends at the edge", () => {
  const near = { x: 150, y: 100, width: 600, height: 400 };
  assert.deepEqual(moved(near, 50, -50, WHOLE), { ...near, x: 200, y: 50 });
  assert.deepEqual(moved(near, 9999, -9999, WHOLE), { ...near, x: 600, y: 0 });
});

test("an arrow goes to the nearest dot in its direction", () => {
  const dots = [
    { x: 0, y: 0 },
    { x: 10, y: 1 },
    { x: 5, y: 9 },
    { x: 30, y: 0 },
  ];
  assert.equal(towards(dots, 0, { x: 1, y: 0 }), 1);
  assert.equal(towards(dots, 0, { x: 0, y: 1 }), 2);
  assert.equal(towards(dots, 0, { x: -1, y: 0 }), -1);
  assert.equal(
    towards(dots, 0, { x: 1, y: 0 }, (position) => position === 3),
    3,
  );
});
