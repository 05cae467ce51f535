import assert from "node:assert/strict";
import { test } from "node:test";
import { asRows, compare } from "../../pages/components/kernel_guess/compare.js";
import { FLOOR, logShare, lossText, twoDecimals } from "../../pages/components/kernel_guess/losses.js";
import { assertClose, fixture } from "./fixture.js";

test("output, difference and loss are NumPy's", () => {
  for (const { x, weight, target, out, loss } of fixture("guess")) {
    const found = compare(x, weight, target);
    assertClose(found.out, out, "out");
    assertClose(
      found.difference.flat(),
      out.flat().map((value, i) => value - target.flat()[i]),
      "difference",
    );
    assertClose([found.loss], [loss], "loss");
    assert.equal(found.wrong === 0, loss === 0 || found.loss === 0);
  }
});

test("rounding in the last place does not count as wrong", () => {
  const x = Array.from({ length: 5 }, () => Array(5).fill(1));
  const ninths = Array.from({ length: 3 }, () => Array(3).fill(1 / 9));
  const ones = Array.from({ length: 3 }, () => Array(3).fill(1));
  assert.deepEqual([compare(x, ninths, ones).wrong, compare(x, ninths, ones).loss], [0, 0]);
});

test("a loss is written in three digits, small ones as a power of ten", () => {
  const written = { 0: "0", 12345.6: "12346", 41.26: "41.3", 0.00123456: "0.00123", 0.00005: "5.0×10⁻⁵" };
  for (const [loss, text] of Object.entries(written)) assert.equal(lossText(Number(loss)), text);
  assert.equal(lossText(2.9e-9), "< 10⁻⁶"); // where the axis ends
});

test("a weight on its way is written in two decimals", () => {
  assert.equal(twoDecimals(-0.3333), "\u22120.33");
  assert.equal(twoDecimals(0.0001), "0");
});

test("the log axis runs from the floor to the top", () => {
  assert.equal(logShare(0, 10), 0);
  assert.equal(logShare(10, 10), 1);
  assertClose([logShare(Math.sqrt(FLOOR * 10), 10)], [0.5]);
});

test("nine numbers are three rows", () => {
  assert.deepEqual(asRows([1, 2, 3, 4, 5, 6, 7, 8, 9]), [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ]);
});
