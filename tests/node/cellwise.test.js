import assert from "node:assert/strict";
import { test } from "node:test";
import { caseKey } from "../../pages/components/grid_stepper/exchange.js";
import { cellwise } from "../../pages/components/grid_stepper/operators/cellwise.js";
import { layers } from "../../pages/components/grid_stepper/operators/layers.js";
import { curvesOf } from "../../pages/components/shared/pure/activations.js";
import { cellOf } from "../../pages/components/shared/pure/cells.js";
import { ruleTokens, sumTokens } from "../../pages/components/shared/pure/sum.js";
import { assertClose, fixture } from "./fixture.js";

const { figures } = fixture("activation_figures");
const OPERATORS = { cellwise, layers };
const textOf = (tokens) => tokens.map(({ text }) => text).join("");

for (const { operator, keys, given, cases } of figures) {
  for (const [name, { settings, key, out, derivative, left, learned }] of Object.entries(cases)) {
    const scene = OPERATORS[operator](settings, {}, given);

    test(`${operator} ${name}: the numbers are NumPy's`, () => {
      assertClose(scene.grids.out.values, out, "out");
      assert.equal(caseKey(keys, settings), key);
      if (learned) {
        const numbers = (steps) => steps.flatMap(({ slope, loss, gradient }) => [slope, loss, gradient]);
        const whole = numbers(learned).map((number) => Math.abs(number) || 1);
        const share = (steps) => numbers(steps).map((number, i) => number / whole[i]);
        assertClose(share(scene.learned), share(learned), "learned");
      }
      if (left) assertClose(scene.left, left, "left");
      if (derivative) {
        const found = Array.from({ length: scene.count }, (_, i) => scene.step(i).derivative);
        assertClose(found, derivative.flat(), "derivative");
      }
    });

    test(`${operator} ${name}: a step writes out what its cell holds`, () => {
      for (let i = 0; i < scene.sums.count; i += 1) {
        const step = scene.sums.at(i);
        const { row, col } = cellOf(step.target);
        assertClose([step.total], [out[row][col]], step.target);
        if (!step.rule) assertClose([step.terms[0].value], [out[row][col]], step.target);
        for (const cell of step.terms[0].cells) assert.ok(scene.grids[cellOf(cell).grid], cell);
      }
    });

    test(`${operator} ${name}: nothing is shown before its step`, () => {
      const look = scene.look(0);
      const last = scene.sums.at(scene.sums.count - 1).target;
      assert.ok(look(last).isEmpty);
      assert.ok(look(scene.step(0).target).isCurrent);
      assert.ok(!scene.look(scene.count - 1)(last).isEmpty);
    });
  }
}

test("a function is written around its number, and the result may be hidden", () => {
  const [{ given, cases }] = figures;
  const scene = cellwise({ ...cases.relu.settings }, {}, given);
  assert.equal(textOf(ruleTokens(scene.step(2), 0)), "max(0, \u22122) = 0");
  assert.equal(textOf(ruleTokens(scene.step(2), null)), "max(0, \u22122) = ?");
  const two = layers({ activation: "relu", follow: "gradient", input_edits: [] }, {}, figures[1].given);
  assert.equal(textOf(sumTokens(two.sums.at(8).terms, 1)), "1\u00d71 = 1");
});

test("in training every negative number has a slope of its own, in testing all have one", () => {
  const [{ given, cases }] = figures;
  const settings = { ...cases.rrelu.settings, mode: "train", seed: 3 };
  const drawn = cellwise(settings, {}, given);
  const own = drawn.slopes.flat().filter((slope) => slope !== 1);
  assert.equal(new Set(own).size, own.length);
  assert.equal(drawn.step(2).activation.derivative(-1), given.draws[3][0][2]);
  const mean = cellwise({ ...settings, mode: "test" }, {}, given)
    .slopes.flat()
    .filter((slope) => slope !== 1);
  assert.deepEqual(new Set(mean).size, 1);
});

test("a derivative is cut where it jumps, a curve is not", () => {
  const jump = { value: (x) => Math.max(0, x), derivative: (x) => (x > 0 ? 1 : 0), bends: [0] };
  const { curve, derivative } = curvesOf(jump, 4, 8);
  assert.deepEqual([derivative.length, derivative[0].at(-1)[1], derivative[1][0][1]], [2, 0, 1]);
  assert.equal(curve.length, 18);
});
