import assert from "node:assert/strict";
import { test } from "node:test";
import { caseKey } from "../../pages/components/grid_stepper/exchange.js";
import { poolAxis } from "../../pages/components/grid_stepper/operators/pool_axis.js";
import { pool2d } from "../../pages/components/grid_stepper/operators/pool2d.js";
import { cellOf } from "../../pages/components/shared/pure/cells.js";
import { Link } from "../../pages/components/shared/pure/link.js";
import { formatNumber } from "../../pages/components/shared/pure/numbers.js";
import { ruleTokens } from "../../pages/components/shared/pure/sum.js";
import { assertClose, fixture, numbers } from "./fixture.js";

const { presets, keys, cases, shapes } = fixture("pool2d");

const sceneOf = ({ settings, random }, changes = {}) => pool2d({ ...settings, ...changes }, presets, { random });
const stepsOf = (scene) => Array.from({ length: scene.count }, (_, i) => scene.step(i));
const linkOf = ({ sums }) => new Link(sums.count, sums.at, sums);

for (const [name, expected] of Object.entries(cases)) {
  const scene = sceneOf(expected);
  const { mode, padding } = expected.settings;

  test(`${name}: the numbers are NumPy's`, () => {
    const { max, avg } = scene.grids;
    assert.deepEqual(max.values, numbers(expected.max));
    assertClose(avg.values, numbers(expected.avg ?? []), "avg");
    assert.deepEqual(scene.grids[mode].values.flat().map(formatNumber), expected.shown);
    assert.equal(caseKey(keys, expected.settings), expected.key);
    assert.deepEqual([scene.count, scene.rowLength], [expected.max.flat().length, expected.max[0].length]);
  });

  test(`${name}: the winner is torch's, the divisor too`, () => {
    const width = expected.x[0].length;
    const largest = sceneOf(expected, { mode: "max" });
    const winners = stepsOf(largest).map(({ terms }) => {
      const { row, col } = cellOf(terms.find(({ isWon }) => isWon).cells[0]);
      const [i, j] = [row - padding[0], col - padding[1]];
      return i < 0 || j < 0 || i >= expected.x.length || j >= width ? -1 : i * width + j;
    });
    assert.deepEqual(winners, expected.winner.flat());
    if (expected.divisors === null) return;
    assert.deepEqual(
      stepsOf(sceneOf(expected, { mode: "avg" })).map(({ divisor }) => divisor),
      expected.divisors,
    );
  });

  test(`${name}: every step stands where it says, inside what is drawn`, () => {
    const { x } = scene.grids;
    stepsOf(scene).forEach(({ target, frames: [window], other }, i) => {
      assert.equal(scene.stepOf(target), i);
      if (other) assert.equal(scene.stepOf(other.target), i);
      assert.ok(window.row + window.rows <= x.values.length && window.col + window.cols <= x.values[0].length);
    });
  });
}

test("sizes are cnncore's, with the windows that fall off", () => {
  for (const { out, ...settings } of shapes) {
    assert.equal(poolAxis(settings).out, out ?? 0, JSON.stringify(settings));
    assert.equal(poolAxis(settings).problem === null, out !== null, JSON.stringify(settings));
  }
});

test("a window that hangs over, and one that would begin outside", () => {
  const { hang, isDropped, drawn } = poolAxis({ size: 5, kernel_size: 2, stride: 2, ceil_mode: true });
  assert.deepEqual([hang, isDropped, drawn], [1, false, 6]);
  const off = poolAxis({ size: 6, kernel_size: 1, stride: 2, ceil_mode: true });
  assert.deepEqual([off.out, off.hang, off.isDropped, off.drawn], [3, 0, true, 7]);
});

test("on the ramp nobody reads the last row and column, and the corner of a padded mean says its divisor", () => {
  const all = [true, true, true, true, false];
  assert.deepEqual(sceneOf(cases.notes).grids.x.read, [all, all]);
  const roundedUp = sceneOf(cases.ceil).grids.x.read.map((line) => line.slice(0, 5));
  assert.deepEqual(roundedUp.flat(), new Array(10).fill(true));
  const corner = (name) => {
    const { terms, divisor, total } = sceneOf(cases[name]).step(0);
    const tokens = ruleTokens({ rule: "avg", terms, divisor }, total);
    return tokens.map(({ text }) => text).join("");
  };
  assert.match(corner("padded_mean"), /\u00f7 9 = 16\/9$/);
  assert.equal(corner("padded_mean_alone"), "(1 + 2 + 6 + 7) \u00f7 4 = 4");
});

test("the written-out rules", () => {
  const sentence = (tokens) => tokens.map(({ text }) => text).join("");
  const { terms, other, total } = sceneOf(cases.notes).step(3);
  assert.equal(sentence(ruleTokens({ rule: "max", terms }, total)), "max(13, 14, 18, 19) = 19");
  assert.equal(sentence(ruleTokens(other, other.total)), "(13 + 14 + 18 + 19) \u00f7 4 = 16");
  assert.equal(sentence(ruleTokens(other, null)), "(13 + 14 + 18 + 19) \u00f7 4 = ?");
  const corner = sceneOf(cases.padded_mean).step(0);
  assert.equal(sentence(ruleTokens(corner, corner.total)), "(0 + 0 + 0 + 0 + 1 + 2 + 0 + 6 + 7) \u00f7 9 = 16/9");
  const edge = sceneOf(cases.negative_border).step(0);
  assert.match(sentence(ruleTokens(edge, edge.total)), /^max\(\u2212\u221e, .*\) = \u22122$/);
});

test("the sentence of a window says what is strange in it", () => {
  const begins = (name, step = 0) => sceneOf(cases[name]).step(step).where.key;
  assert.deepEqual([begins("notes"), begins("nan"), begins("nan", 1)], ["where", "where_nan", "where"]);
  assert.deepEqual([begins("one_lowest"), begins("all_lowest")], ["where_lowest", "where_all_lowest"]);
  const { terms, total } = sceneOf(cases.nan).step(0);
  const sentence = ruleTokens({ rule: "max", terms }, total).map(({ text }) => text);
  assert.equal(sentence.join(""), "max(1, NaN, 6, 7) = NaN");
});

test("a number rings both results of each window that reads it, an output what it reads", () => {
  const scene = sceneOf(cases.notes);
  const link = linkOf(scene);
  assert.deepEqual([...link.rings("x:3,3", scene.step(3)).cells].filter((cell) => !/^(x|window)/.test(cell)).sort(), [
    "avg:1,1",
    "max:1,1",
  ]);
  const read = [...link.rings("max:0,0", scene.step(0)).cells].filter((cell) => cell.startsWith("x:"));
  assert.deepEqual(read, ["x:0,0", "x:0,1", "x:1,0", "x:1,1"]);
});

test("what cannot be says why: too much padding, a window too large, a mean with gaps", () => {
  const told = (changes) => sceneOf(cases.notes, changes).problem;
  assert.deepEqual(told({ padding: [2, 2] }).values, { padding: 2, kernel: 2, largest: 1 });
  assert.deepEqual(told({ kernel_size: [7, 7] }).ways, [{ code: "fit_window", values: { kernel: 5 } }]);
  assert.equal(told({ dilation: [2, 2], mode: "avg" }).code, "avg_has_no_dilation");
  assert.deepEqual(sceneOf(cases.notes_mean).legal("dilation", null, [1, 3]), [1]);
  assert.deepEqual(sceneOf(cases.notes).legal("padding", null, [0, 3]), [0, 1]);
});
