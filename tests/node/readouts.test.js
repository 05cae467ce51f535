import assert from "node:assert/strict";
import { test } from "node:test";
import { countText, percentText, powerText, shortText } from "../../pages/components/shared/pure/readouts.js";
import { fillSlots } from "../../pages/components/shared/pure/slots.js";

const MINUS = "\u2212";

test("counts have a comma in the thousands", () => {
  assert.deepEqual([0, 999, 12750.4, -1234].map(countText), ["0", "999", "12,750", `${MINUS}1,234`]);
});

test("shares are per cent without the sign", () => {
  assert.deepEqual([percentText(0.8312), percentText(1, 0), percentText(NaN)], ["83.1", "100", "\u2013"]);
});

test("three significant digits", () => {
  const written = { 0: "0", 0.00123456: "0.00123", 2.5: "2.5", 123.4: "123", 0.00001234: `1.2e${MINUS}5` };
  for (const [value, text] of Object.entries(written)) assert.equal(shortText(Number(value)), text);
  assert.equal(shortText(-0.5), `${MINUS}0.5`);
  assert.equal(shortText(Infinity), "\u2013");
});

test("powers of ten", () => {
  assert.deepEqual([0, 1, 3, -12].map(powerText), ["1", "10", "10\u00b3", "10\u207b\u00b9\u00b2"]);
});

test("slots are filled, unknown ones stay", () => {
  assert.equal(fillSlots("{a} of {b}, {c}", { a: 0, b: "x" }), "0 of x, {c}");
});
