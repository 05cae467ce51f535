import assert from "node:assert/strict";
import { test } from "node:test";
import { caseKey } from "../../pages/components/grid_stepper/exchange.js";
import { arrangeLanes, LEAST_CELL } from "../../pages/components/grid_stepper/lanes_arrange.js";
import { groupProblem, legalGroups } from "../../pages/components/grid_stepper/operators/channel_groups.js";
import { channels } from "../../pages/components/grid_stepper/operators/channels.js";
import { Link } from "../../pages/components/shared/pure/link.js";
import { formatNumber } from "../../pages/components/shared/pure/numbers.js";
import { ruleTokens, sumTokens } from "../../pages/components/shared/pure/sum.js";
import { assertClose, fixture } from "./fixture.js";

const { keys, cases, groups } = fixture("channels");

const sceneOf = ({ settings, tables }, changes = {}) => channels({ ...settings, ...changes }, {}, { tables });
const linkOf = ({ sums }) => new Link(sums.count, sums.at, sums);
const sentence = (tokens) => tokens.map(({ text }) => text).join("");

for (const [name, expected] of Object.entries(cases)) {
  const scene = sceneOf(expected);
  const { grids } = scene;

  test(`${name}: every lane and every map is NumPy's`, () => {
    expected.seen.forEach((channel, lane) => {
      assertClose(grids[`x.${channel}`].values, expected.padded[channel], "x");
      assertClose(grids[`weight.${channel}`].values, expected.weight[lane], "weight");
      assertClose(grids[`part.${channel}`].values, expected.parts[lane], "part");
    });
    const map = (k) => grids[k === expected.shown ? "out" : `map.${k}`].values;
    expected.maps.forEach((values, k) => {
      assertClose(map(k), values, `map ${k}`);
    });
    const written = expected.maps.flatMap((_, k) => map(k).flat().map(formatNumber));
    assert.deepEqual(written, expected.written);
    assert.equal(caseKey(keys, expected.settings), expected.key);
  });

  test(`${name}: a step adds up what its lanes give, and its window lies on the input`, () => {
    for (let i = 0; i < scene.count; i += 1) {
      const { target, lanes, total, frames } = scene.step(i);
      assert.equal(scene.stepOf(target), i);
      const bias = grids.bias.values[0][0];
      assertClose([total], [lanes.reduce((sum, lane) => sum + lane.total, bias)]);
      for (const { terms, total: part } of lanes) {
        assertClose([terms.reduce((sum, { value }) => sum + value, 0)], [part]);
      }
      assert.deepEqual(
        frames.map(({ grid }) => grid),
        expected.seen.map((c) => `x.${c}`),
      );
      const { values } = grids[frames[0].grid];
      for (const { row, col, rows, cols } of frames) {
        assert.ok(row + rows <= values.length && col + cols <= values[0].length);
      }
    }
  });
}

test("the sum of the lanes and of each lane is written out", () => {
  const step = sceneOf(cases.example).step(1);
  assert.equal(sentence(ruleTokens(step, step.total)), "R\u00a00 + G\u00a07 + B\u00a01 + 2 = 10");
  const [, { terms, total }] = step.lanes;
  assert.equal(sentence(sumTokens(terms, null)), "2\u00d71 + 3\u00d71 + 0\u00d7(\u22124) + 1\u00d71 + 1\u00d71 = ?");
  assert.equal(total, 7);
  const { where, total: alone } = sceneOf(cases.example).shown("part.1:0,1", 0).step();
  assert.deepEqual([where.values.lane, alone], ["G", 7]);
});

test("an output rings what its lanes give; a number reaches its lane, the sum and the maps of all kernels", () => {
  const scene = sceneOf(cases.second_kernel);
  const link = linkOf(scene);
  const rings = (cell, step = 0) => [...link.rings(cell, scene.shown(cell, step).step()).cells].sort();
  assert.deepEqual(rings("out:0,1"), ["bias:0,0", "out:0,1", "part.0:0,1", "part.1:0,1", "part.2:0,1"]);
  assert.deepEqual(rings("sum:0,1"), ["part.0:0,1", "part.1:0,1", "part.2:0,1", "sum:0,1"]);
  const reached = rings("x.1:0,0").filter((cell) => !cell.startsWith("weight"));
  assert.deepEqual(reached, ["map.0:0,0", "out:0,0", "part.1:0,0", "sum:0,0", "x.1:0,0"]);
  assert.equal(rings("part.1:1,1").filter((cell) => cell.startsWith("x.1:")).length, 9);
});

test("a weight meets as many numbers as there are places, in its own lane, and feeds every cell of the map", () => {
  const scene = sceneOf(cases.second_kernel);
  const { met, cells } = linkOf(scene).rings("weight.2:1,1", scene.step(0));
  assert.deepEqual([...met].sort(), ["x.2:1,1", "x.2:1,2", "x.2:2,1", "x.2:2,2"]);
  assert.equal([...cells].filter((cell) => cell.startsWith("out:")).length, scene.count);
});

test("a cell of another kernel's map stands for that kernel at that place", () => {
  const scene = sceneOf(cases.second_kernel);
  assert.deepEqual(scene.chosen("map.0:1,0"), { shown_kernel: 1, step: 2 });
  assert.equal(scene.chosen("out:1,0"), null);
});

test("groups that do not divide are refused, and what fits is told", () => {
  for (const { legal, ...settings } of groups) {
    assert.equal(groupProblem(settings) === null, legal, JSON.stringify(settings));
  }
  const told = (changes) => sceneOf(cases.two_groups, changes).problem;
  assert.equal(told({ groups: 3 }).values.possible, "1, 2, 4");
  assert.equal(told({ in_channels: 3 }).code, "groups_do_not_divide");
  assert.deepEqual(legalGroups(cases.depthwise.settings, "groups", [1, 4]), [1, 3]);
  assert.deepEqual(legalGroups({ in_channels: 4, out_channels: 4, groups: 1 }, "groups", [1, 4]), [1, 2, 4]);
  assert.deepEqual(legalGroups(cases.two_groups.settings, "in_channels", [1, 4]), [2, 4]);
  assert.deepEqual(sceneOf(cases.example).legal("kernel_size", null, [1, 3]), [1, 2, 3]);
  assert.equal(sceneOf(cases.example, { size: [3, 3], stride: [2, 2] }).problem, null);
});

test("what a kernel does not see has no slice and no map", () => {
  const { lanes, grids } = sceneOf(cases.two_groups);
  assert.deepEqual(
    lanes.map(({ isSeen }) => isSeen),
    [false, false, true, true],
  );
  assert.deepEqual([grids["weight.0"].values, grids["part.0"].values], [[], []]);
});

test("lanes fit their width, with cells that can be read", () => {
  const sizes = [];
  for (const size of [3, 4, 5, 6]) {
    for (const weight of [1, 2, 3]) for (const padding of [0, 1]) sizes.push([size + 2 * padding, weight]);
  }
  for (const width of [320, 358, 390, 560, 640, 800, 960, 1200]) {
    for (const [x, weight] of sizes) {
      const out = x - weight + 1;
      const { kind, cell, wraps } = arrangeLanes(width, { x, weight, out });
      const told = `${width}: ${x}, ${weight} -> ${kind} ${cell}`;
      const beside = (wraps ? weight + out : x + weight + out) * (cell + 3) + 32; // and the two signs
      assert.ok(Math.max(beside, x * (cell + 3)) <= width - 16, told);
      if (width >= 358) assert.ok(cell >= LEAST_CELL, told);
    }
  }
});
