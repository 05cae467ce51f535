import assert from "node:assert/strict";
import { test } from "node:test";
import { cellId } from "../../pages/components/shared/pure/cells.js";
import { Link, NO_RINGS } from "../../pages/components/shared/pure/link.js";
import { axisOf, products } from "../../pages/components/shared/pure/windows.js";

/** The steps of a kernel over a grid. */
function steps(rows, cols) {
  return {
    count: rows.out * cols.out,
    step: (i) => {
      const [row, col] = [Math.floor(i / cols.out), i % cols.out];
      return { target: cellId("out", row, col), terms: products(rows, cols, row, col) };
    },
  };
}

const square = axisOf({ size: 5, kernel_size: 3 });
const { count, step } = steps(square, square);
const link = new Link(count, step);
const sorted = (set) => [...set].sort();

test("an output rings what its window reads, and its products", () => {
  const { cells, terms, met } = link.rings("out:1,1", step(4));
  const window = [1, 2, 3].flatMap((row) => [1, 2, 3].map((col) => `x:${row},${col}`));
  assert.deepEqual(sorted(cells), ["out:1,1", ...window].sort());
  assert.equal(terms.size, 9);
  assert.equal(met.size, 0);
});

test("a number rings every output it feeds, and its product and weight in the shown window", () => {
  assert.deepEqual(sorted(link.rings("x:0,1", step(0)).cells), ["out:0,0", "out:0,1", "weight:0,1", "x:0,1"]);
  assert.deepEqual(sorted(link.rings("x:0,1", step(0)).terms), ["0,1"]);
  const beyond = link.rings("x:0,1", step(8));
  assert.deepEqual(sorted(beyond.cells), ["out:0,0", "out:0,1", "x:0,1"]);
  assert.equal(beyond.terms.size, 0);
  assert.equal(link.rings("x:2,2", step(0)).cells.size, 9 + 2);
});

test("a weight rings its product now and marks all that it meets", () => {
  const { cells, terms, met } = link.rings("weight:0,2", step(4));
  assert.deepEqual(sorted(cells), ["weight:0,2", "x:1,3"]);
  assert.deepEqual(sorted(terms), ["0,2"]);
  assert.deepEqual(
    sorted(met),
    [0, 1, 2].flatMap((row) => [2, 3, 4].map((col) => `x:${row},${col}`)),
  );
  assert.equal(link.rings("weight:0,2", null).terms.size, 0);
});

test("rectangles, strides and gaps ring what is multiplied, nothing else", () => {
  const rows = axisOf({ size: 3, kernel_size: 1, stride: 2 });
  const cols = axisOf({ size: 7, kernel_size: 3, dilation: 2 });
  const wide = steps(rows, cols);
  const rings = new Link(wide.count, wide.step).rings("weight:0,1", wide.step(0));
  assert.deepEqual(sorted(rings.met), ["x:0,2", "x:0,3", "x:0,4", "x:2,2", "x:2,3", "x:2,4"]);
  assert.deepEqual(sorted(new Link(wide.count, wide.step).rings("x:1,3", null).cells), ["x:1,3"]);
});

test("nothing is pointed at, nothing is ringed", () => {
  assert.equal(link.rings(null, step(0)), NO_RINGS);
});
