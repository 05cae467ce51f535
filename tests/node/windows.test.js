import assert from "node:assert/strict";
import { test } from "node:test";
import {
  alongAxis,
  axisOf,
  convolve,
  illegalRuns,
  legalValues,
  pad,
  products,
  readPositions,
  unreadOf,
} from "../../pages/components/shared/pure/windows.js";

/** The positions that window i reads along an axis. */
const readAlong = (axis, i) => products(axisOf({ size: 1, kernel_size: 1 }), axis, 0, i).map(({ at }) => at[1]);

test("a window of three walks over five", () => {
  const axis = axisOf({ size: 5, kernel_size: 3 });
  assert.deepEqual(
    [axis.padded, axis.extent, axis.travel, axis.out, axis.remainder, axis.problem],
    [5, 3, 2, 3, 0, null],
  );
  assert.deepEqual(readAlong(axis, 1), [1, 2, 3]);
});

test("a stride that does not divide leaves the far end unread, a long one leaves gaps", () => {
  assert.deepEqual(readPositions(axisOf({ size: 5, kernel_size: 3, stride: 3, padding: 1 })), [
    ...Array(6).fill(true),
    false,
  ]);
  assert.deepEqual(readPositions(axisOf({ size: 5, kernel_size: 1, stride: 2 })), [true, false, true, false, true]);
});

test("what is never read is counted from what is read", () => {
  const of = (settings) => Object.values(unreadOf(axisOf(settings)));
  assert.deepEqual(of({ size: 5, kernel_size: 3, stride: 3, padding: 1 }), [1, 0, true]);
  assert.deepEqual(of({ size: 7, kernel_size: 2, stride: 3 }), [2, 1, false]);
  // No remainder, and yet the holes of a spread kernel stay open.
  assert.deepEqual(of({ size: 7, kernel_size: 3, stride: 2, dilation: 2 }), [0, 3, false]);
  assert.deepEqual(of({ size: 5, kernel_size: 3 }), [0, 0, true]);
});

test("dilation spreads the weights of one window", () => {
  const axis = axisOf({ size: 7, kernel_size: 3, dilation: 2 });
  assert.equal(axis.extent, 5);
  assert.deepEqual(readAlong(axis, 2), [2, 4, 6]);
});

test("what does not fit says by how much, and what would fit", () => {
  const { out, problem } = axisOf({ size: 5, kernel_size: 7 });
  assert.equal(out, 0);
  assert.deepEqual(problem, {
    code: "kernel_too_large",
    values: { effective: 7, padded: 5 },
    ways: [
      { code: "fit_kernel", values: { kernel: 5 } },
      { code: "fit_padding", values: { padding: 1 } },
    ],
  });
  const reflected = axisOf({ size: 3, kernel_size: 3, padding: 3, padding_mode: "reflect" });
  assert.deepEqual(reflected.problem.values, { padding: 3, size: 3, largest: 2 });
});

test("values are legal with which a window fits", () => {
  const settings = { size: 5, kernel_size: 3, stride: 1, padding: 0, dilation: 1, padding_mode: "zeros" };
  assert.deepEqual(legalValues(settings, "kernel_size", [1, 7]), [1, 2, 3, 4, 5]);
  assert.deepEqual(legalValues(settings, "dilation", [1, 3]), [1, 2]);
  assert.deepEqual(legalValues(settings, "size", [3, 12]), [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  assert.deepEqual(legalValues({ ...settings, kernel_size: 7 }, "padding", [0, 3]), [1, 2, 3]);
  assert.deepEqual(legalValues({ ...settings, size: 3, padding_mode: "reflect" }, "padding", [0, 3]), [0, 1, 2]);
  assert.deepEqual(legalValues({ ...settings, kernel_size: 7, dilation: 3 }, "padding", [0, 3]), []);
});

test("what does not fit is told in runs", () => {
  assert.deepEqual(illegalRuns([1, 2, 4], [1, 4]), [[3, 3]]);
  assert.deepEqual(illegalRuns([3], [1, 6]), [
    [1, 2],
    [4, 6],
  ]);
  assert.deepEqual(illegalRuns([1, 2], [1, 2]), []);
  assert.deepEqual(illegalRuns([], [0, 3]), [[0, 3]]);
});

test("the border is filled in four ways", () => {
  const line = (padding_mode) => {
    const cols = axisOf({ size: 3, kernel_size: 1, padding: 2, padding_mode });
    return pad([[1, 2, 3]], axisOf({ size: 1, kernel_size: 1 }), cols)[0];
  };
  assert.deepEqual(line("zeros"), [0, 0, 1, 2, 3, 0, 0]);
  assert.deepEqual(line("replicate"), [1, 1, 1, 2, 3, 3, 3]);
  assert.deepEqual(line("reflect"), [3, 2, 1, 2, 3, 2, 1]);
  assert.deepEqual(line("circular"), [2, 3, 1, 2, 3, 1, 2]);
});

test("two axes make a rectangle", () => {
  const settings = {
    size: [2, 4],
    kernel_size: [1, 3],
    stride: [1, 1],
    padding: [0, 0],
    dilation: [1, 1],
    padding_mode: "zeros",
  };
  const [rows, cols] = [0, 1].map((axis) => axisOf(alongAxis(settings, axis)));
  const x = [
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ];
  assert.deepEqual(convolve(x, [[1, 0, -1]], rows, cols), [
    [-2, -2],
    [-2, -2],
  ]);
  const cells = products(rows, cols, 1, 1).map((product) => product.cells);
  assert.deepEqual(cells, [
    ["x:1,1", "weight:0,0"],
    ["x:1,2", "weight:0,1"],
    ["x:1,3", "weight:0,2"],
  ]);
});
