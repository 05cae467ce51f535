import assert from "node:assert/strict";
import { test } from "node:test";
import { bracketed, formatNumber, LARGEST, MINUS, parseNumber } from "../../pages/components/shared/pure/numbers.js";
import { fixture } from "./fixture.js";

const { typed, written } = fixture("numbers");

for (const [text, value] of typed) {
  test(`"${text}" means in the browser what it means on the server`, () => {
    assert.equal(parseNumber(text), value);
  });
}

for (const [value, text] of written) {
  test(`${value} is written as on the server`, () => {
    assert.equal(formatNumber(value), text);
  });
}

test("what was written can be typed again", () => {
  for (const value of [0, -3, 0.25, 1 / 3, -2 / 7, LARGEST]) assert.equal(parseNumber(formatNumber(value)), value);
});

test("only a negative number stands in brackets", () => {
  assert.equal(bracketed(-2), `(${MINUS}2)`);
  assert.equal(bracketed(0), "0");
  assert.equal(bracketed(-1e-12), "0");
});
