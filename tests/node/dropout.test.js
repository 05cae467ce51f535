import assert from "node:assert/strict";
import { test } from "node:test";
import { caseKey } from "../../pages/components/grid_stepper/exchange.js";
import { dropout } from "../../pages/components/grid_stepper/operators/dropout.js";
import { cellOf } from "../../pages/components/shared/pure/cells.js";
import { boxes } from "../../pages/components/shared/pure/masks.js";
import { ruleTokens, sumTokens } from "../../pages/components/shared/pure/sum.js";
import { assertClose, fixture } from "./fixture.js";

const { keys, given, cases } = fixture("dropout");
const textOf = (tokens) => tokens.map(({ text }) => text).join("");
const of = (name) => dropout(cases[name].settings, {}, given);

test("mask, units, score, 200 masks and their mean are NumPy's, for every way there is", () => {
  for (const [name, { settings, key, mask, out, score, ...many }] of Object.entries(cases)) {
    const { grids, masks } = dropout(settings, {}, given);
    assertClose(grids.mask.values, mask, `${name}: mask`);
    assertClose(grids.out.values, out, `${name}: out`);
    assertClose(grids.score.values, score, `${name}: score`);
    assertClose(masks.results, many.sampled, `${name}: sampled`);
    assertClose([masks.tested, masks.expected], [many.tested, many.expected], name);
    assert.equal(caseKey(keys, settings), key);
  }
});

test("a step writes out what its cell holds; a dropped unit is struck out of the score", () => {
  for (const name of Object.keys(cases)) {
    const scene = of(name);
    for (let i = 0; i < scene.count; i += 1) {
      const { target, total } = scene.step(i);
      const { grid, row, col } = cellOf(target);
      assertClose([total], [scene.grids[grid].values[row][col]], `${name}: ${target}`);
      assert.equal(scene.stepOf(target), i);
    }
  }
  const scene = of("0.5 train train none clicked");
  const dropped = scene.step(1);
  assert.equal(textOf(ruleTokens(dropped, dropped.total)), "8\u00d70 = 0");
  assert.equal(textOf(sumTokens(scene.step(4).terms, scene.step(4).total)), "8\u00d72 = 16");
  assert.equal(scene.step(6).terms[1].mark, "left_out");
  assert.equal(scene.step(6).terms[4].mark, null);
});

test("a click on the mask switches its unit, a second one switches it back; in testing there is nothing to switch", () => {
  const name = "0.2 train train none drawn";
  const scene = of(name);
  const before = scene.grids.mask.values[0][2];
  const patch = scene.chosen(scene.step(2).terms[0].cells[1]);
  const after = dropout({ ...cases[name].settings, ...patch }, {}, given);
  assert.notEqual(after.grids.mask.values[0][2] === 0, before === 0);
  const target = after.step(2).terms[0].cells[1];
  assert.deepEqual(after.chosen(target).mask_edits, []);
  assert.equal(of("0.2 test train none drawn").chosen(target), null);
  assert.equal(scene.chosen(scene.step(2).target), null);
});

test("every result falls into one box, the ends too", () => {
  const { counts, boxOf } = boxes([0, 1, 2, 10], [0, 10], 5);
  assert.deepEqual(counts, [2, 1, 0, 0, 1]);
  assert.equal(boxOf(10), 4);
  assert.deepEqual(boxes([3, 3], [3, 3], 4).counts, [2, 0, 0, 0]);
});
