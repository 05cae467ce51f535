import assert from "node:assert/strict";
import { test } from "node:test";
import { caseKey } from "../../pages/components/grid_stepper/exchange.js";
import { arrangeFlat, LEAST_CELL } from "../../pages/components/grid_stepper/flatten_arrange.js";
import { linear } from "../../pages/components/grid_stepper/operators/linear.js";
import { Link } from "../../pages/components/shared/pure/link.js";
import { formatNumber } from "../../pages/components/shared/pure/numbers.js";
import { ruleTokens, sumTokens } from "../../pages/components/shared/pure/sum.js";
import { assertClose, fixture } from "./fixture.js";

const { keys, cases } = fixture("linear");
const sceneOf = ({ settings, tables }) => linear(settings, {}, { tables });
const linkOf = ({ sums }) => new Link(sums.count, sums.at, sums);
const sentence = (tokens) => tokens.map(({ text }) => text).join("");

for (const [name, expected] of Object.entries(cases)) {
  test(`${name}: maps, vector, weights and outputs are NumPy's, and each step adds up to its output`, () => {
    const scene = sceneOf(expected);
    const { grids } = scene;
    expected.x.forEach((map, c) => {
      assertClose(grids[`x.${c}`].values, map, "x");
    });
    assertClose(grids.flat.values[0], expected.vector, "vector");
    assertClose(grids.weight.values, expected.weight, "weight");
    assertClose(grids.bias.values.flat(), expected.bias, "bias");
    assertClose(grids.out.values, expected.out, "out");
    assert.deepEqual(grids.out.values.flat().map(formatNumber), expected.written);
    assert.equal(caseKey(keys, expected.settings), expected.key);
    for (let i = 0; i < scene.count; i += 1) {
      const { target, terms, total } = scene.step(i);
      assert.equal(scene.stepOf(target), i);
      assertClose([terms.reduce((sum, { value }) => sum + value, 0)], [total]);
    }
  });
}

test("a cell of a map stands where NumPy's reshape puts it, over its own column of weights", () => {
  const { settings, tables } = cases.large;
  const { side } = settings;
  const scene = linear({ ...settings, input_edits: [] }, {}, { tables });
  for (let c = 0; c < settings.channels; c += 1) {
    for (let row = 0; row < side; row += 1) {
      for (let col = 0; col < side; col += 1) {
        const { target, total, frames, terms } = scene.shown(`x.${c}:${row},${col}`, 0).step();
        assert.equal(target, `flat:0,${total}`);
        assert.equal(cases.large.vector[total], cases.large.x[c][row][col]);
        assert.deepEqual([frames[0].grid, frames[0].col, frames[0].rows], ["weight", total, scene.count]);
        assert.equal(terms[0].value + terms[1].value + terms[2].value, total);
      }
    }
  }
});

test("played, the flattening fills the line place by place, and the outputs wait", () => {
  for (const { settings, tables, vector } of Object.values(cases)) {
    const scene = linear({ ...settings, phase: "flatten" }, {}, { tables });
    assert.deepEqual([scene.count, scene.rowLength, scene.played], [vector.length, vector.length, "flat"]);
    for (let i = 0; i < scene.count; i += 1) {
      const { target, total } = scene.step(i);
      assert.deepEqual([target, total, scene.stepOf(target)], [`flat:0,${i}`, i, i]);
      assert.equal(scene.shown(null, i).step().target, target);
      assert.equal(scene.printed(i).first, formatNumber(vector[i]));
      const look = scene.look(i);
      assert.deepEqual(look(target), { isEmpty: false, isCurrent: true });
      assert.equal(look("out:0,0").isEmpty, true);
      if (i + 1 < scene.count) assert.equal(look(`flat:0,${i + 1}`).isEmpty, true);
    }
  }
});

test("the sums are written out", () => {
  const scene = sceneOf(cases.example);
  const step = scene.step(1);
  const bias = "+ 1 = 3";
  assert.ok(sentence(sumTokens(step.terms, step.total)).endsWith(bias));
  assert.ok(sentence(sumTokens(step.terms, null)).endsWith("= ?"));
  const placed = scene.shown("x.1:1,0", 0).step();
  assert.equal(sentence(ruleTokens(placed, placed.total)), "1\u00d74 + 1\u00d72 + 0 = 6");
});

test("a cell rings its place and every output; a weight its cell and its output; an output its row", () => {
  const scene = sceneOf(cases.example);
  const link = linkOf(scene);
  const rings = (cell, now = 0) => [...link.rings(cell, scene.shown(cell, now).step()).cells].sort();
  const outs = ["out:0,0", "out:1,0", "out:2,0"];
  assert.deepEqual(rings("x.1:1,0"), ["flat:0,6", ...outs, "x.1:1,0"]);
  assert.deepEqual(rings("flat:0,6"), ["flat:0,6", ...outs, "x.1:1,0"]);
  assert.deepEqual(rings("weight:2,6"), ["flat:0,6", "out:2,0", "weight:2,6", "x.1:1,0"]);
  const row = rings("out:1,0").filter((cell) => cell.startsWith("weight"));
  assert.deepEqual(
    row,
    cases.example.vector.map((_, j) => `weight:1,${j}`),
  );
});

test("the line fits its width with cells that can be read, or scrolls by itself", () => {
  for (const width of [320, 358, 390, 640, 800, 960, 1200]) {
    for (const [channels, side] of [
      [1, 2],
      [2, 2],
      [1, 3],
      [2, 3],
    ]) {
      const cells = channels * side * side;
      const { kind, cell, small } = arrangeFlat(width, { cells, side });
      assert.ok(cell >= LEAST_CELL && small >= LEAST_CELL);
      const line = (cells + 2) * (cell + 3);
      const told = `${width}: ${cells} -> ${kind} ${cell}`;
      if (kind === "row") assert.ok(line + side * (small + 3) <= width - 48 - 48, told);
      if (kind === "phone" && cells <= 8 && width >= 358) assert.ok(line <= width - 8, told);
    }
  }
});
