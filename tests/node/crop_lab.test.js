// Where a crop may lie, and what the colour shift adds.

import assert from "node:assert/strict";
import test from "node:test";
import { added, count, tint, within } from "../../pages/components/crop_lab/augment.js";
import { fixture } from "./fixture.js";

test("a crop stays inside the picture", () => {
  assert.deepEqual(
    [-3, 0.6, 31.6, 90].map((at) => within(at, { size: 256, crop: 224 })),
    [0, 1, 32, 32],
  );
});

test("there are 33 times 33 crops, twice with the mirror", () => {
  assert.equal(count({ size: 256, crop: 224 }), 2 * 33 * 33);
});

for (const { axes, alphas, expected } of fixture("colour_shifts")) {
  test(`the colour shift is that of NumPy for ${alphas}`, () => {
    added(axes, alphas).forEach((number, i) => assert.ok(Math.abs(number - expected[i]) < 1e-9));
  });
}

test("every pixel gets the same, between black and white; its alpha stays", () => {
  const pixels = Uint8ClampedArray.from([100, 250, 3, 255, 0, 0, 0, 128]);
  tint(pixels, [10, 10, -10]);
  assert.deepEqual([...pixels], [110, 255, 0, 255, 10, 10, 0, 128]);
});
