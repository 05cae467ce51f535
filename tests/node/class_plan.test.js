import assert from "node:assert/strict";
import { test } from "node:test";
import {
  behind,
  comeTo,
  paused,
  planned,
  rowsOf,
  started,
  total,
  used,
} from "../../pages/components/shared/pure/class_plan.js";

const MINUTE = 60_000;
const PLAN = [
  { section: "recall", minutes: 3 },
  { section: "predict", minutes: 9 },
  { section: "flip", minutes: 4 },
  { section: "summary", minutes: 2 },
];
const SLIDES = ["why", "recall", "recall", "predict", "observe", "summary"].map((section) => ({ section }));

test("a slide belongs to its section of the plan, or to the one before it", () => {
  const plan = planned(SLIDES, PLAN);
  assert.deepEqual(
    plan.map(({ section }) => section),
    ["recall", "predict", "summary"],
  );
  assert.equal(total(plan), 14);
  assert.deepEqual(
    rowsOf(SLIDES, plan).map(({ section }) => section),
    ["recall", "recall", "recall", "predict", "predict", "summary"],
  );
  assert.deepEqual(rowsOf(SLIDES, []), Array(6).fill(null));
});

test("the clock adds up what is used of each section, also after coming back", () => {
  let clock = started("recall", 0);
  clock = comeTo(clock, "predict", 2 * MINUTE);
  clock = comeTo(clock, "recall", 7 * MINUTE);
  assert.equal(comeTo(clock, "recall", 8 * MINUTE), clock);
  assert.deepEqual(used(clock, 8 * MINUTE), { here: 3 * MINUTE, all: 8 * MINUTE });
  clock = comeTo(clock, "predict", 8 * MINUTE);
  assert.deepEqual(used(clock, 8 * MINUTE), { here: 5 * MINUTE, all: 8 * MINUTE });
});

test("a pause is not used up", () => {
  let clock = paused(started("recall", 0), MINUTE);
  assert.deepEqual(used(clock, 9 * MINUTE), { here: MINUTE, all: MINUTE });
  clock = comeTo(clock, "predict", 9 * MINUTE);
  assert.deepEqual(used(clock, 9 * MINUTE), { here: 0, all: MINUTE });
  clock = paused(clock, 10 * MINUTE);
  assert.deepEqual(used(clock, 12 * MINUTE), { here: 2 * MINUTE, all: 3 * MINUTE });
});

test("how far a class is from the plan", () => {
  const [recall, predict] = PLAN;
  const table = [
    [recall, 0, 0],
    [recall, 3, 0],
    [recall, 3.9, 0],
    [recall, 4, 1],
    [predict, 3, 0],
    [predict, 12, 0],
    [predict, 17.5, 5],
    [predict, 1, -2],
    [predict, 2.5, 0],
  ];
  for (const [row, minutes, late] of table) assert.equal(behind(PLAN, row, minutes * MINUTE) + 0, late, `${minutes}`);
});
