import assert from "node:assert/strict";
import { test } from "node:test";
import { caseKey } from "../../pages/components/grid_stepper/exchange.js";
import { pool2d_backward } from "../../pages/components/grid_stepper/operators/pool2d_backward.js";
import { cellId } from "../../pages/components/shared/pure/cells.js";
import { assertClose, fixture } from "./fixture.js";

const { presets, grads, keys, cases } = fixture("pool2d_backward");
const sceneOf = ({ settings, random }) => pool2d_backward(settings, presets, { random, grads });

for (const [name, expected] of Object.entries(cases)) {
  const scene = sceneOf(expected);

  test(`${name}: the gradients are NumPy's`, () => {
    assertClose(scene.grids.grad_out.values, expected.grad_out, "grad_out");
    for (const grid of ["grad_max", "grad_avg"]) assertClose(scene.grids[grid].values, expected[grid], grid);
    assert.equal(caseKey(keys, expected.settings), expected.key);
  });

  test(`${name}: after the last window every cell holds its gradient`, () => {
    const look = scene.look(scene.count - 1);
    expected.grad_max.forEach((line, row) => {
      line.forEach((value, col) => {
        assertClose([look(cellId("grad_max", row, col)).value], [value]);
        assertClose([look(cellId("grad_avg", row, col)).value], [expected.grad_avg[row][col]]);
      });
    });
  });
}

test("of equal numbers the first takes all", () => {
  const { where, target } = sceneOf(cases.ties).step(0);
  assert.deepEqual([where.key, target], ["where_grad_tie", "grad_max:0,0"]);
});

test("where windows overlap, a cell adds up what it is given", () => {
  const { terms, total, target } = sceneOf(cases.overlap).step(3);
  assert.deepEqual([target, terms.map(({ value }) => value), total], ["grad_max:1,1", [4, 8, -4, 12], 20]);
});
