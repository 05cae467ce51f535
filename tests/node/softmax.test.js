import assert from "node:assert/strict";
import { test } from "node:test";
import { lossOf, sharesOf, targetsOf, written } from "../../pages/components/softmax_lab/softmax.js";
import { fixture } from "./fixture.js";

const { cases } = fixture("softmax_loss");
const STRANGE = { inf: Infinity, nan: Number.NaN };
const isNear = (found, expected) =>
  Object.is(found, expected) || Math.abs(found - expected) <= 2e-6 * Math.max(1, Math.abs(expected));
const assertNear = (found, expected, told) =>
  found.forEach((value, i) => {
    assert.ok(isNear(value, expected[i]), `${told}: ${value} is not ${expected[i]}`);
  });

test("shares, loss and gradient are torch's", () => {
  for (const expected of cases) {
    const { scores, right, temperature, smoothing } = expected;
    const settings = { temperature, isRaw: false };
    const shares = sharesOf(scores, settings);
    const targets = targetsOf(scores.length, right, smoothing);
    const { terms, loss, gradient } = lossOf(shares, targets, settings);
    const told = JSON.stringify({ scores, right, temperature, smoothing });
    assertNear(shares.probs, expected.probs, `probs of ${told}`);
    assertNear([loss], [expected.loss], `loss of ${told}`);
    assertNear(gradient, expected.gradient, `gradient of ${told}`);
    assertNear([terms.reduce((sum, term) => sum + term, 0)], [loss], told);
    assertNear([targets.reduce((sum, target) => sum + target, 0)], [1], told);
  }
});

test("without the maximum taken off, powers and shares overflow and vanish where torch's float32 does", () => {
  let overflown = 0;
  for (const { scores, temperature, ...expected } of cases) {
    const { powers, probs } = sharesOf(scores, { temperature, isRaw: true });
    const numbers = (texts) => texts.map((text) => STRANGE[text] ?? Number(text));
    numbers(expected.raw_powers).forEach((power, i) => {
      const isSame = Object.is(powers[i], power) || Math.abs(powers[i] / power - 1) < 1e-5 || power < 1e-37;
      assert.ok(isSame, `e to the ${scores[i]}: ${powers[i]}, torch has ${power}`);
    });
    assertNear(probs, numbers(expected.raw_probs), JSON.stringify(scores));
    if (probs.some(Number.isNaN)) overflown += 1;
  }
  assert.ok(overflown > 0);
});

test("numbers are written so that they can be read", () => {
  const told = [0.8437947, -0.1562, Number.NaN, Infinity, -Infinity, 0, 2.4e-9, 2.7e43, -0.00001].map(written);
  assert.deepEqual(told, [
    "0.844",
    "\u22120.156",
    "nan",
    "inf",
    "\u2212inf",
    "0.000",
    "2.4e-9",
    "2.7e+43",
    "\u22121.0e-5",
  ]);
});
