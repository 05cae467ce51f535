import assert from "node:assert/strict";
import { test } from "node:test";
import { heldNumber } from "../../pages/components/shared/pure/held.js";

test("a number beyond the range is held at its end, and the end is named", () => {
  const range = { low: 1, high: 15 };
  assert.deepEqual(heldNumber("20", range), { value: 15, limit: { at: 15, key: "most" } });
  assert.deepEqual(heldNumber("-3", range), { value: 1, limit: { at: 1, key: "least" } });
  assert.deepEqual(heldNumber("15", range), { value: 15, limit: null });
});

test("a control for whole numbers rounds, another does not", () => {
  assert.equal(heldNumber("4.6", { low: 1, high: 15 }).value, 5);
  assert.equal(heldNumber("0.25", { low: 0, high: 0.95, isWhole: false }).value, 0.25);
});

test("what is no number changes nothing", () => {
  for (const text of ["", " ", "x", "1e999"]) assert.equal(heldNumber(text, { low: 0, high: 9 }), null);
});
