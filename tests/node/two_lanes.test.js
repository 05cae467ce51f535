// Where the blocks of the two lanes stand, and which bands join them.

import assert from "node:assert/strict";
import test from "node:test";
import { bands, blocks, outline, reads, shares } from "../../pages/components/two_lanes/lanes.js";
import { digits, millions } from "../../pages/components/two_lanes/numbers.js";

const column = (kind, channels, side, crosses = false) => ({ kind, channels, side, crosses });
const COLUMNS = [
  column("input", [3], 227),
  column("conv", [48, 48], 55),
  column("pool", [48, 48], 27),
  column("conv", [192, 192], 13, true),
  column("fc", [1000], null, true),
];

test("the columns share the whole length", () => {
  const sum = shares(COLUMNS).reduce((a, b) => a + b, 0);
  assert.ok(Math.abs(sum - 1) < 1e-12);
});

test("a block for each lane, as high as the root of its side", () => {
  const placed = blocks(COLUMNS, [10, 20, 30, 40, 50]);
  assert.deepEqual(
    placed.map(({ column }) => column),
    [0, 1, 1, 2, 2, 3, 3, 4],
  );
  assert.equal(placed[0].across, 0);
  assert.equal(placed[1].across, -placed[2].across);
  const [large, small] = [placed[1], placed[3]];
  assert.ok(Math.abs(large.tall / small.tall - Math.sqrt(55 / 27)) < 1e-12);
});

test("bands stay in their lane unless the layer reads both", () => {
  const joined = bands(COLUMNS, blocks(COLUMNS, [10, 20, 30, 40, 50]));
  const named = joined.map(
    ({ from, to, crosses }) => `${from.column}.${from.lane}-${to.column}.${to.lane}${crosses ? "x" : ""}`,
  );
  assert.deepEqual(named, [
    "0.0-1.0",
    "0.0-1.1",
    "1.0-2.0",
    "1.1-2.1",
    "2.0-3.0",
    "2.1-3.0x",
    "2.0-3.1x",
    "2.1-3.1",
    "3.0-4.0x",
    "3.1-4.0x",
  ]);
  for (const band of joined) assert.ok(!outline(band, false, 100).includes("NaN"));
});

test("the square has a row for each half of the output", () => {
  assert.deepEqual(reads(COLUMNS[1], COLUMNS[0]), [[true], [true]]);
  assert.deepEqual(reads(COLUMNS[2], COLUMNS[1]), [
    [true, false],
    [false, true],
  ]);
  assert.deepEqual(reads(COLUMNS[3], COLUMNS[2]), [
    [true, true],
    [true, true],
  ]);
  assert.deepEqual(reads(COLUMNS[4], COLUMNS[3]), [[true, true]]);
});

test("counts are written in full or in millions", () => {
  assert.equal(digits(60965224), "60,965,224");
  assert.equal(millions(149520384), "149.5 M");
});
