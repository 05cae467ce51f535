import assert from "node:assert/strict";
import { test } from "node:test";
import { convolve, decodePicture, windowAt } from "../../pages/components/shared/pure/convolve.js";
import { assertClose, fixture } from "./fixture.js";

const cases = fixture("convolve");
const planesOf = ({ size, values }) => decodePicture(size, Buffer.from(values).toString("base64"));
const pictureOf = (one) => planesOf(one)[0];

test("a picture comes as it was sent", () => {
  const picture = pictureOf(cases[0]);
  assert.deepEqual([picture.width, picture.height], [cases[0].size, cases[0].size]);
  assert.deepEqual([...picture.values], cases[0].values);
});

test("the maps of all kernels are cnncore's", () => {
  for (const one of cases) {
    const map = convolve(pictureOf(one), one.weights);
    assertClose(map.values, one.map, one.weights.join(), 1e-8);
    assert.ok(map.values.every((value) => value >= map.low && value <= map.high));
  }
});

test("the nine pixels of a window give the number of the map", () => {
  const [one] = cases;
  const picture = pictureOf(one);
  const map = convolve(picture, one.weights);
  for (const [row, col] of [
    [0, 0],
    [7, 30],
    [map.height - 1, map.width - 1],
  ]) {
    const sum = windowAt(picture, row, col).reduce((total, value, i) => total + value * one.weights[i], 0);
    assertClose([map.values[row * map.width + col]], [sum], `${row}, ${col}`, 1e-8);
  }
});
