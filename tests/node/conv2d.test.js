import assert from "node:assert/strict";
import { test } from "node:test";
import { caseKey } from "../../pages/components/grid_stepper/exchange.js";
import { conv2d } from "../../pages/components/grid_stepper/operators/conv2d.js";
import { formatNumber } from "../../pages/components/shared/pure/numbers.js";
import { unreadOf } from "../../pages/components/shared/pure/windows.js";
import { assertClose, fixture } from "./fixture.js";

const { presets, keys, cases, shapes } = fixture("conv2d");

const sceneOf = ({ settings, random }, changes = {}) => conv2d({ ...settings, ...changes }, presets, { random });
const twice = (value) => [value, value];

for (const [name, expected] of Object.entries(cases)) {
  const scene = sceneOf(expected);
  const { x, weight, out } = scene.grids;

  test(`${name}: the numbers are NumPy's`, () => {
    assertClose(x.values, expected.padded, "padded");
    assertClose(weight.values, expected.weight, "weight");
    assertClose(out.values, expected.out, "out");
    assert.deepEqual(out.values.flat().map(formatNumber), expected.shown);
    assert.equal(caseKey(keys, expected.settings), expected.key);
    assert.deepEqual([scene.count, scene.rowLength], [expected.out.flat().length, expected.out[0].length]);
  });

  test(`${name}: the products of each step add up to its output`, () => {
    for (let i = 0; i < scene.count; i += 1) {
      const { target, terms, total, frames } = scene.step(i);
      assert.equal(scene.stepOf(target), i);
      const sum = terms.reduce((all, { value }) => all + value, 0);
      assertClose([sum], [total], target);
      const [window] = frames;
      assert.ok(window.row + window.rows <= x.values.length && window.col + window.cols <= x.values[0].length);
    }
  });

  test(`${name}: what is read is what the steps read`, () => {
    const met = new Set();
    for (let i = 0; i < scene.count; i += 1) for (const term of scene.step(i).terms) met.add(term.cells[0]);
    x.values.forEach((line, row) => {
      line.forEach((_, col) => {
        assert.equal(x.read[0][row] && x.read[1][col], met.has(`x:${row},${col}`), `${row},${col}`);
      });
    });
  });
}

test("sizes are cnncore's, and what does not fit says what would", () => {
  for (const { out, unread, largest_kernel: kernel, least_padding: padding, ...sizes } of shapes) {
    const pairs = Object.fromEntries(Object.entries(sizes).map(([name, value]) => [name, twice(value)]));
    const { problem, axes } = sceneOf(cases.notes, pairs);
    const what = JSON.stringify(sizes);
    assert.equal(axes[0].out, out ?? 0, what);
    if (out !== null) {
      assert.equal(axes[0].remainder, axes[0].travel - (out - 1) * sizes.stride, what);
      const { beyond, inside } = unreadOf(axes[0]);
      assert.equal(beyond + inside, unread, what);
      continue;
    }
    assert.deepEqual([problem.code, problem.axis], ["kernel_too_large", null], what);
    assert.deepEqual(
      problem.ways.map((way) => way.values),
      [{ kernel }, { padding }],
      what,
    );
  }
});

test("where one side does not fit, the problem is that side's", () => {
  const tall = sceneOf(cases.notes, { kernel_size: [7, 3] });
  assert.deepEqual([tall.problem.axis, tall.count], [0, 0]);
  assert.equal(sceneOf(cases.notes, { kernel_size: [3, 7] }).problem.axis, 1);
  const mirrored = sceneOf(cases.smallest, { padding: [1, 3], padding_mode: "reflect" });
  assert.deepEqual([mirrored.problem.code, mirrored.problem.axis], ["reflect_too_large", 1]);
});

test("legal values of both sides together are those that fit both", () => {
  const scene = sceneOf(cases.notes, { size: [4, 6], kernel_size: [2, 2] });
  assert.deepEqual(scene.legal("kernel_size", 0, [1, 7]), [1, 2, 3, 4]);
  assert.deepEqual(scene.legal("kernel_size", 1, [1, 7]), [1, 2, 3, 4, 5, 6]);
  assert.deepEqual(scene.legal("kernel_size", null, [1, 7]), [1, 2, 3, 4]);
});

test("an edit of a flipped kernel or a padded input goes where it is stored", () => {
  const flipped = sceneOf(cases.notes, { kernel_size: [1, 3], flip: true, padding: [0, 2] });
  assert.deepEqual(flipped.grids.weight.edits.at(0, 0), [0, 2]);
  assert.deepEqual(flipped.grids.x.edits.at(3, 2), [3, 0]);
});
