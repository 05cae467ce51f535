import assert from "node:assert/strict";
import { test } from "node:test";
import { applied, biasSpot, kernelOf, placeFor, spotOf, tileOf } from "../../pages/components/colour_lab/kernel.js";
import { decodePicture, windowAt } from "../../pages/components/shared/pure/convolve.js";
import { assertClose, fixture } from "./fixture.js";

const [{ size, values, kernels }] = fixture("colour_kernels");
const lanes = decodePicture(size, Buffer.from(values).toString("base64"));

test("a coloured picture comes channel by channel", () => {
  assert.equal(lanes.length, 3);
  lanes.forEach((lane, channel) => {
    const area = size * size;
    assert.deepEqual([...lane.values], values.slice(channel * area, (channel + 1) * area));
  });
});

test("maps and outputs are cnncore's, also with the learner's cells and bias", () => {
  for (const one of kernels) {
    const found = applied(lanes, kernelOf(one.slices, one.edits));
    const told = `${one.name} ${Object.keys(one.edits)}`;
    assertClose(found.out.values, one.out, told, 1e-8);
    found.maps.forEach((map, channel) => {
      assertClose(map.values.slice(0, one.maps[channel].length), one.maps[channel], told, 1e-8);
    });
  }
});

test("no number lies outside of the one scale, and negative ones have a hue of their own", () => {
  for (const one of kernels) {
    const { maps, out, scale } = applied(lanes, kernelOf(one.slices, one.edits));
    assert.equal(scale.signed, one.low < 0, one.name);
    assertClose([scale.largest], [one.largest], one.name, 1e-8);
    for (const map of [...maps, out]) assert.ok(map.values.every((value) => Math.abs(value) <= scale.largest));
  }
});

test("the products of the three windows and the bias give the output", () => {
  for (const one of kernels) {
    const { side, slices, bias } = kernelOf(one.slices, one.edits);
    const { maps, out } = applied(lanes, { side, slices, bias });
    for (const [row, col] of [
      [0, 0],
      [31, 8],
      [out.height - 1, out.width - 1],
    ]) {
      const partials = lanes.map((lane, channel) =>
        windowAt(lane, row, col, side).reduce((total, value, i) => total + value * slices[channel][i], 0),
      );
      const at = row * out.width + col;
      assertClose(
        partials,
        maps.map((map) => map.values[at]),
        one.name,
        1e-8,
      );
      assertClose([partials.reduce((total, each) => total + each, bias)], [out.values[at]], one.name, 1e-8);
    }
  }
});

test("edits stand slice below slice, the bias below them all; what is no number of the kernel is left", () => {
  assert.deepEqual(
    [spotOf(3, 2, 1, 0), spotOf(1, 2, 0, 0), biasSpot(3, 3), biasSpot(1, 3)],
    ["7.0", "2.0", "9.0", "3.0"],
  );
  const slices = [[1], [2], [3]];
  assert.deepEqual(kernelOf(slices, { "1.0": "0.5", "3.0": "-7", 8.2: "4", "2.0": "x" }), {
    side: 1,
    slices: [[1], [0.5], [3]],
    bias: -7,
  });
});

test("a tile shows the slices side by side, of any kernel as wide", () => {
  for (const slices of [[[1], [-2], [3]], [1, 2, 3].map((n) => [n, 0, 0, 0, -n, 0, 0, 0, 9])]) {
    const tile = tileOf(slices);
    assert.deepEqual([tile.height, tile.width], [6, 20]);
    assert.deepEqual(
      [0, 7, 14].map((at) => tile.values[at]),
      slices.map((slice) => slice[0]),
    );
    assert.deepEqual(
      [5, 12, 19].map((at) => tile.values[5 * 20 + at]),
      slices.map((slice) => slice.at(-1)),
    );
    assert.ok([6, 13].every((at) => Number.isNaN(tile.values[at])));
  }
});

test("the window stays on the picture", () => {
  assert.deepEqual(placeFor({ row: -4, col: Infinity }, 80, 3), { row: 1, col: 78 });
  assert.deepEqual(placeFor({ row: -4, col: 99 }, 80, 1), { row: 0, col: 79 });
});
