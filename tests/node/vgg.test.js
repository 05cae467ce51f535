// The columns of VGG against each other, and stacks of kernels, held against what Python computes.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  layersOf,
  marked,
  percent,
  rivalOf,
  short,
  signed,
  slotsOf,
  spanOf,
} from "../../pages/components/configurations/compare.js";
import { fewest, kernelsOf, rows, spent, textOf, verdict } from "../../pages/components/kernel_budget/spend.js";
import { chance, drawn, places } from "../../pages/components/scale_jitter/crop.js";
import { grouped } from "../../pages/components/shared/pure/numbers.js";
import { fixture } from "./fixture.js";

const columns = fixture("vgg_columns");
const named = Object.fromEntries(columns.map((column) => [column.name, column]));
const marks = (column, rival) =>
  slotsOf(named[column], named[rival]).flatMap((slots) =>
    slots.filter(({ mark }) => mark !== "same").map(({ cell, mark }) => `${mark} ${cell.name}`),
  );

test("each column against its left neighbour", () => {
  assert.deepEqual(marks("A-LRN", "A"), ["added lrn1"]);
  assert.deepEqual(marks("B", "A-LRN"), ["added conv1_2", "removed lrn1", "added conv2_2"]);
  assert.deepEqual(marks("C", "B"), ["added conv3_3", "added conv4_3", "added conv5_3"]);
  assert.deepEqual(marks("D", "C"), ["changed conv3_3", "changed conv4_3", "changed conv5_3"]);
  assert.deepEqual(marks("E", "D"), ["added conv3_4", "added conv4_4", "added conv5_4"]);
});

test("against another column, and against none", () => {
  assert.deepEqual(marks("B", "D"), ["removed conv3_3", "removed conv4_3", "removed conv5_3"]);
  assert.equal(rivalOf(columns, 0, "left"), null);
  assert.equal(rivalOf(columns, 4, "left").name, "C");
  assert.equal(rivalOf(columns, 4, "A").name, "A");
  assert.equal(rivalOf(columns, 4, "D"), null);
  assert.ok(slotsOf(named.E, null).every((slots) => slots.every(({ mark }) => mark === "same")));
  assert.equal(marked(named.D.stages[2], named.C.stages[2])[2].was.kernel, 1);
});

test("the layers of a column fill its bar from end to end", () => {
  for (const column of columns) {
    for (const cost of ["params", "mult_adds"]) {
      let at = 0;
      for (const { name } of layersOf(column)) {
        const span = spanOf(column, name, cost);
        assert.equal(span.from, at);
        at = span.to;
      }
      assert.equal(at, column[cost]);
    }
  }
  assert.equal(spanOf(named.A, "conv9_9", "params"), null);
});

test("numbers in words", () => {
  assert.equal(grouped(138357544), "138,357,544");
  assert.equal(signed(4718592), "+4,718,592");
  assert.equal(signed(-18), "\u221218");
  assert.equal(signed(0), "\u00b10");
  assert.deepEqual([short(138357544), short(15470264320), short(9220480)], ["138 M", "15.47 G", "9.2 M"]);
  assert.deepEqual([percent(1, 3), percent(102764544, 138357544), percent(0, 5)], ["33.3", "74.3", "0"]);
});

test("stacks of kernels", () => {
  const { pieces, stacks, fewest: least } = fixture("kernel_budget");
  for (const [goal, squares] of Object.entries(least)) assert.equal(fewest(Number(goal), pieces), squares);
  for (const { text, spent: wanted, verdicts } of stacks) {
    const kernels = kernelsOf(text);
    assert.equal(textOf(kernels), text);
    assert.deepEqual(spent(kernels), wanted);
    assert.equal(rows(kernels)[0], wanted.field);
    assert.equal(rows(kernels).length, kernels.length + 1);
    for (const [goal, said] of Object.entries(verdicts)) assert.equal(verdict(kernels, Number(goal), pieces), said);
  }
});

test("crops lie in their picture, and a draw is the same again", () => {
  const given = { ratio: 1.5, crop: 224, scales: [256, 512] };
  const found = Array.from({ length: 300 }, (_, draw) => drawn({ mode: "random", scale: 384, draw }, given));
  for (const { scale, width, height, left, top } of found) {
    assert.ok(scale >= 256 && scale <= 512 && height === scale && width === Math.round(1.5 * scale));
    assert.ok(left >= 0 && top >= 0 && left + 224 <= width && top + 224 <= height);
  }
  assert.deepEqual(drawn({ mode: "random", scale: 384, draw: 7 }, given), found[7]);
  const mean = found.reduce((sum, { scale }) => sum + scale, 0) / found.length;
  assert.ok(Math.abs(mean - 384) < 15, `mean of the scales ${mean}`);
  const flips = found.filter(({ isFlipped }) => isFlipped).length;
  assert.ok(flips > 120 && flips < 180, `${flips} flips`);
  assert.ok(found.every((_, draw) => chance(draw, 1) >= 0 && chance(draw, 1) < 1));
  const fixed = drawn({ mode: "fixed", scale: 256, draw: 3 }, given);
  assert.deepEqual([fixed.scale, places(fixed, 224)], [256, 2 * 161 * 33]);
});
