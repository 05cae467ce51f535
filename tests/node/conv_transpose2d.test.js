import assert from "node:assert/strict";
import { test } from "node:test";
import { caseKey } from "../../pages/components/grid_stepper/exchange.js";
import { conv_transpose2d } from "../../pages/components/grid_stepper/operators/conv_transpose2d.js";
import { comesFrom, stampAxis } from "../../pages/components/grid_stepper/operators/stamp_axis.js";
import { cellOf } from "../../pages/components/shared/pure/cells.js";
import { Link } from "../../pages/components/shared/pure/link.js";
import { axisOf } from "../../pages/components/shared/pure/windows.js";
import { assertClose, fixture } from "./fixture.js";

const { presets, keys, cases, shapes } = fixture("conv_transpose2d");
const sceneOf = ({ settings, random }, changes = {}) =>
  conv_transpose2d({ ...settings, ...changes }, presets, { random });
const twice = (value) => [value, value];
const sum = (terms) => terms.reduce((all, { value }) => all + value, 0);
const linkOf = ({ sums: { count, at, usesAll } }) => new Link(count, at, { usesAll });
const sorted = (set) => [...set].sort();

/** The output alone, without what is drawn around it. */
function kept({ values, inner }) {
  if (!inner) return values;
  const lines = values.slice(inner.row, inner.row + inner.rows);
  return lines.map((line) => line.slice(inner.col, inner.col + inner.cols));
}

for (const [name, expected] of Object.entries(cases)) {
  const scene = sceneOf(expected);

  test(`${name}: the numbers are NumPy's`, () => {
    assert.equal(scene.problem, null);
    assertClose(kept(scene.grids.out), expected.out, "out");
    assert.equal(caseKey(keys, expected.settings), expected.key);
  });

  test(`${name}: every output is the sum of its terms, and each term is a number times a weight`, () => {
    const { count, at } = scene.sums;
    assert.equal(count, expected.out.flat().length);
    for (let i = 0; i < count; i += 1) {
      const { target, terms, total } = at(i);
      const { row, col } = cellOf(target);
      assertClose([sum(terms), total], twice(expected.out[row][col]), target);
      for (const { cells, numbers } of terms) {
        const read = cells.map(cellOf).map(({ grid, row, col }) => scene.grids[grid].values[row][col]);
        assertClose(numbers, read, target);
      }
    }
  });

  test(`${name}: the last step leaves the whole output, and each cell is finished by its own`, () => {
    const last = scene.look(scene.count - 1);
    for (let i = 0; i < scene.sums.count; i += 1) {
      const { target, terms } = scene.sums.at(i);
      const { row, col } = cellOf(target);
      const { value = expected.out[row][col], isEmpty } = last(target);
      assertClose([value], [expected.out[row][col]], target);
      assert.ok(!isEmpty, target);
      const step = scene.stepOf(target);
      if (terms.length === 0) continue;
      const then = scene.look(step)(target);
      assertClose([then.value ?? expected.out[row][col]], [expected.out[row][col]], target);
      assert.ok(!then.isEmpty, target);
    }
  });
}

test("both readings give the same output, and the second reads the kernel turned", () => {
  for (const name of Object.keys(cases).filter((key) => key.endsWith("stamp"))) {
    const [stamps, slides] = [name, name.replace(/stamp$/, "window")].map((key) => sceneOf(cases[key]));
    assertClose(kept(stamps.grids.out), slides.grids.out.values, name);
    const turned = stamps.grids.weight.values.map((line) => line.slice().reverse()).reverse();
    assertClose(slides.grids.weight.values, turned, name);
    assert.equal(slides.grids.weight.name, "kernel_flipped");
  }
});

test("a stamp adds a number times the whole kernel, where its frame lies", () => {
  const scene = sceneOf(cases["default, stamp"]);
  const { frames, corners, where, target, terms, total } = scene.step(1);
  assert.deepEqual(frames[0], { grid: "out", kind: "window", row: 0, col: 2, rows: 3, cols: 3 });
  assert.equal(corners.get("out:2,4").text, "+18");
  assert.deepEqual([where.values.row, where.values.column, where.values.number], [1, 2, "2"]);
  assert.deepEqual(
    [target, terms.map(({ numbers }) => numbers), total],
    [
      "out:0,2",
      [
        [1, 3],
        [2, 1],
      ],
      5,
    ],
  );
  const now = scene.look(1);
  assert.deepEqual([now("out:0,2").value, now("out:0,2").isCurrent], [5, true]);
  assert.deepEqual([now("out:4,4").isEmpty, now("out:2,2").value], [true, 9 + 14]);
});

test("a small cell rings its stamp, an output what it adds up, a weight all it meets", () => {
  const scene = sceneOf(cases["default, stamp"]);
  const link = linkOf(scene);
  const shown = (cell) => scene.shown(cell, 3).step();
  const stamp = [0, 1, 2].flatMap((row) => [2, 3, 4].map((col) => `out:${row},${col}`));
  const rung = (cell) => sorted(link.rings(cell, shown(cell)).cells);
  assert.deepEqual(
    rung("x:0,1").filter((cell) => cell.startsWith("out")),
    stamp.sort(),
  );
  assert.deepEqual(rung("out:0,2"), ["out:0,2", "weight:0,0", "weight:0,2", "x:0,0", "x:0,1"]);
  const { cells, met } = link.rings("weight:2,2", shown("weight:2,2"));
  assert.deepEqual(sorted(met), ["x:0,0", "x:0,1", "x:1,0", "x:1,1"]);
  assert.deepEqual(
    sorted(cells).filter((cell) => cell.startsWith("out")),
    ["out:2,2", "out:2,4", "out:4,2", "out:4,4"],
  );
});

test("what forward padding cuts off is drawn around the output", () => {
  const { grids } = sceneOf(cases["default, stamp"], { padding: twice(1) });
  const { values, inner, origin, isAdded, own } = grids.out;
  assert.deepEqual([values.length, inner, origin], [5, { row: 1, col: 1, rows: 3, cols: 3 }, [1, 1]]);
  assert.deepEqual([isAdded(0, 2), isAdded(1, 1), isAdded(4, 4), own.size], [true, false, true, [3, 3]]);
  const far = sceneOf(cases["default, stamp"], { padding: twice(1), output_padding: twice(1) }).grids.out;
  assert.deepEqual([far.values.length, far.inner.rows, far.isAdded(4, 4)], [5, 4, false]);
});

test("in the second reading an edit goes to the number that stands there, never to a zero", () => {
  const { grids } = sceneOf(cases["default, window"]);
  assert.deepEqual(grids.x.edits.at(2, 4), [0, 1]);
  assert.deepEqual([grids.x.isAdded(2, 4), grids.x.isAdded(2, 3)], [false, true]);
  assert.deepEqual(grids.weight.edits.at(0, 0), [2, 2]);
});

test("sizes are cnncore's, and what leaves no output says why", () => {
  for (const { out, is_extra: isExtra, ...sizes } of shapes) {
    const pairs = Object.fromEntries(Object.entries(sizes).map(([name, value]) => [name, twice(value)]));
    const { problem, axes } = sceneOf(cases["default, stamp"], pairs);
    assert.equal(axes[0].out, out ?? 0, JSON.stringify(sizes));
    if (out === null) assert.equal(problem.code, isExtra ? "extra_too_large" : "all_cut", JSON.stringify(sizes));
  }
  const scene = sceneOf(cases["default, stamp"]);
  assert.deepEqual(scene.legal("output_padding", null, [0, 3]), [0, 1]);
  assert.deepEqual(scene.legal("padding", null, [0, 3]), [0, 1, 2]);
  assert.equal(sceneOf(cases["default, window"], { output_padding: [0, 3] }).problem.axis, 1);
});

test("the sizes it leads back to are those that the forward convolution takes to the input", () => {
  for (const settings of shapes.filter(({ out }) => out !== null)) {
    const axis = stampAxis(settings);
    const forward = (size) => axisOf({ ...settings, size }).out;
    const all = Array.from({ length: 40 }, (_, i) => i + 1).filter((size) => forward(size) === settings.size);
    assert.deepEqual(comesFrom(axis), all, JSON.stringify(settings));
  }
});
