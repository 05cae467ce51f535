import assert from "node:assert/strict";
import { test } from "node:test";
import { evenTicks, logShare, niceCeil, oneDigitCeil, stepTicks } from "../../pages/components/shared/pure/axis.js";
import { assertClose } from "./fixture.js";

const VALUES = Array.from({ length: 400 }, (_, i) => 1.07 ** (i - 200));

test("an axis ends at a round number that is not below the largest", () => {
  for (const value of VALUES) {
    const top = niceCeil(value);
    assert.ok(top >= value * (1 - 1e-9) && top <= 2.5 * value, `${value}: ${top}`);
    assert.ok([1, 2, 2.5, 5].includes(Number(top.toExponential(6).split("e")[0])), `${value}: ${top}`);
  }
  assert.equal(niceCeil(0), 1);
  assert.equal(niceCeil(NaN), 1);
});

test("its ticks are even, four or five steps", () => {
  for (const value of VALUES) {
    const top = niceCeil(value);
    const ticks = evenTicks(top);
    assert.ok(ticks.length === 5 || ticks.length === 6);
    assertClose(
      ticks,
      ticks.map((_, i) => (i * top) / (ticks.length - 1)),
      "",
      top * 1e-12,
    );
  }
});

test("steps are whole numbers from 0 to the last, three to six of them", () => {
  for (let top = 1; top <= 3000; top += 1) {
    const ticks = stepTicks(top);
    assert.deepEqual([ticks[0], ticks.at(-1)], [0, top]);
    assert.ok(
      ticks.every((tick, i) => Number.isInteger(tick) && (i === 0 || tick > ticks[i - 1])),
      `${top}: ${ticks}`,
    );
    assert.ok(ticks.length <= 7, `${top}: ${ticks}`);
  }
  assert.deepEqual(stepTicks(900), [0, 300, 600, 900]);
});

test("the next number of one digit", () => {
  assert.deepEqual([0.37, 0.4, 12, 9.1].map(oneDigitCeil), [0.4, 0.4, 20, 10]);
});

test("a place on a log axis", () => {
  assert.deepEqual(
    [1e-4, 1, 1e-9, 100, 0].map((value) => logShare(value, -4, 0)),
    [0, 1, 0, 1, 0],
  );
  assertClose([logShare(1e-2, -4, 0)], [0.5]);
});
