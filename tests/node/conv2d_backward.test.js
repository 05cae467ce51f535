import assert from "node:assert/strict";
import { test } from "node:test";
import { caseKey } from "../../pages/components/grid_stepper/exchange.js";
import { agreedDigits, nudged } from "../../pages/components/grid_stepper/operators/backward.js";
import {
  conv2d_backward,
  conv2d_backward_input,
} from "../../pages/components/grid_stepper/operators/conv2d_backward.js";
import { cellId } from "../../pages/components/shared/pure/cells.js";
import { Link } from "../../pages/components/shared/pure/link.js";
import { assertClose, fixture } from "./fixture.js";

const { given, cases } = fixture("conv2d_backward");
const OPERATORS = { conv2d_backward, conv2d_backward_input };
const sceneOf = ({ operator, settings }) => OPERATORS[operator](settings, {}, given);
/** In shares of the number itself: a loss that has run away is large. */
const assertNear = (found, wanted, what) => {
  const sizes = wanted.flat().map((number) => Math.max(1, Math.abs(number)));
  const scaled = (numbers) => numbers.flat().map((number, i) => number / sizes[i]);
  assertClose(scaled(found), scaled(wanted), what, 1e-9);
};

for (const [name, expected] of Object.entries(cases)) {
  const scene = sceneOf(expected);
  const isBack = expected.operator === "conv2d_backward_input";

  test(`${name}: every gradient is that of cnncore`, () => {
    assert.equal(caseKey(expected.keys, expected.settings), expected.key);
    if (isBack) return assertNear(scene.grids.out.values, expected.grad_x, "grad_x");
    for (const grid of ["weight", "out", "grad_out", "grad_weight"]) {
      assertNear(scene.grids[grid].values, expected[grid], grid);
    }
    assertNear([scene.loss, scene.grids.grad_bias.values[0][0]], [expected.loss, expected.grad_bias], "loss");
  });

  test(`${name}: a step adds up to its gradient, and nudging its number agrees`, () => {
    for (let i = 0; i < scene.sums.count; i += 1) {
      const { terms, total, probe } = scene.sums.at(i);
      assertNear([terms.reduce((sum, { value }) => sum + value, 0)], [total], "sum");
      if (expected.loss < 1e4) {
        assert.ok(agreedDigits(nudged(probe.lossAt, probe.value, 0.001).slope, total) >= 4, `step ${i}`);
      }
    }
  });

  test(`${name}: the loss beside a weight, in both types`, () => {
    if (isBack || expected.settings.taken) return;
    const { lossAt } = scene.step(5).probe;
    const { value, float64, float32 } = expected.moved;
    assertClose([lossAt(value, (number) => number)], [float64], "float64");
    assert.equal(lossAt(value, Math.fround), float32);
  });
}

test("what is nudged too little is lost: at 1e-9 in float32, at 1e-14 in float64", () => {
  const { probe, total } = sceneOf(cases.begun).step(5);
  const digits = (by, round) => agreedDigits(nudged(probe.lossAt, probe.value, by, round).slope, total);
  assert.equal(nudged(probe.lossAt, probe.value, 1e-9, Math.fround).slope, 0);
  assert.ok(digits(1e-9, (number) => number) >= 4);
  assert.ok(digits(1e-14, (number) => number) < 3);
});

test("a miss is ringed with its output, its target and all that its window holds", () => {
  const scene = sceneOf(cases.begun);
  const { count, at, ...options } = scene.sums;
  const rings = new Link(count, at, options).rings(cellId("grad_out", 0, 0), scene.step(5));
  for (const cell of ["grad_out:0,0", "out:0,0", "target:0,0", "x:1,2"]) assert.ok(rings.cells.has(cell), cell);
  assert.equal([...rings.met].filter((cell) => cell.startsWith("x:")).length, 9);
});

test("a constant input gives every weight the same gradient, and so its kernel keeps all but the sum", () => {
  const { grids } = sceneOf(cases.constant);
  assert.equal(new Set(grids.grad_weight.values.flat()).size, 1);
});

test("a loss that has run away stops there", () => {
  const { descent } = sceneOf(cases.run_away);
  assert.ok(descent.length < 100);
  assert.ok(descent.at(-1).loss > given.runaway);
});
