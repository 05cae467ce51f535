import assert from "node:assert/strict";
import { test } from "node:test";
import { colourScale, scaleEnds } from "../../pages/components/shared/pure/scale.js";

test("one hue from the smallest to the largest while nothing is negative", () => {
  const scale = colourScale([[1, 3, 5]]);
  assert.equal(scale.signed, false);
  assert.deepEqual([1, 3, 5].map(scale.strength), [0, 0.5, 1]);
  assert.deepEqual(scaleEnds(scale), ["0", "5"]);
});

test("signed as soon as one number is, with 0 in the middle", () => {
  const scale = colourScale([
    [-1, 0],
    [4, 2],
  ]);
  assert.equal(scale.signed, true);
  assert.deepEqual([-1, 0, 4].map(scale.strength), [-0.25, 0, 1]);
  assert.deepEqual(scaleEnds(scale), ["\u22124", "+4"]);
});

test("equal numbers have a middle tone, zeros none", () => {
  assert.equal(colourScale([[3, 3]]).strength(3), 0.5);
  assert.equal(colourScale([[0, 0]]).strength(0), 0);
});

test("NaN and infinity have no fill and leave that of the others alone", () => {
  const scale = colourScale([[1, NaN, 5, -Infinity, 3]]);
  assert.deepEqual([1, NaN, 5, -Infinity, 3].map(scale.strength), [0, 0, 1, 0, 0.5]);
  assert.deepEqual([scale.signed, colourScale([[NaN]]).strength(NaN)], [false, 0]);
  assert.deepEqual(scaleEnds(colourScale([[-Infinity, -2]])), ["\u22122", "+2"]);
});

test("matrices that are given together share a scale", () => {
  const scale = colourScale([[0, 1]], [[4]]);
  assert.equal(scale.strength(1), 0.25);
});
