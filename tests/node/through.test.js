import assert from "node:assert/strict";
import { test } from "node:test";
import { agreedDigits, nudged } from "../../pages/components/grid_stepper/operators/backward.js";
import { through } from "../../pages/components/grid_stepper/operators/through.js";
import { arrangeThrough, LEAST_CELL } from "../../pages/components/grid_stepper/through_arrange.js";
import { assertClose, fixture } from "./fixture.js";

const { table, cases } = fixture("through");
const sceneOf = ({ settings }) => through(settings, {}, { table });

for (const [name, expected] of Object.entries(cases)) {
  test(`${name}: every map and every gradient is that of cnncore`, () => {
    const scene = sceneOf(expected);
    for (const [grid, values] of Object.entries(expected.grids)) assertClose(scene.grids[grid].values, values, grid);
    assertClose([scene.loss], [expected.loss], "loss");
  });

  test(`${name}: a step comes to its gradient, and nudging agrees unless it goes round a corner`, () => {
    const { sums, grids } = sceneOf(expected);
    for (let i = 0; i < sums.count; i += 1) {
      const { target, terms, total, probe } = sums.at(i);
      const [grid, place] = target.split(":");
      const [row, col] = place.split(",").map(Number);
      assert.equal(grids[grid].values[row][col], total);
      assertClose([terms.reduce((sum, { value }) => sum + value, 0)], [total], target);
      const agrees = agreedDigits(nudged(probe.lossAt, probe.value, 0.001).slope, total) >= 4;
      assert.ok(agrees || probe.turns(0.001), target);
    }
  });
}

test("at a corner the check finds neither slope, and says so", () => {
  const { probe, total } = sceneOf(cases.ties).step(0);
  assert.ok(probe.turns(0.001));
  assert.ok(agreedDigits(nudged(probe.lossAt, probe.value, 0.001).slope, total) < 1);
});

test("all the way forward stands in one row on a laptop, two matrices a row on a phone", () => {
  const columns = [6, 3, 4, 4, 2, 2];
  assert.equal(arrangeThrough(960, columns).kind, "row");
  for (const width of [320, 350, 600, 800]) {
    const { kind, cell } = arrangeThrough(width, columns);
    assert.equal(kind, "phone");
    if (width >= 358) assert.ok(cell >= LEAST_CELL);
    assert.ok((6 + 4) * (cell + 3) + 16 <= width); // the widest on the left, the widest on the right
  }
});
