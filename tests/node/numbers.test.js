import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bracketed,
  formatNumber,
  LARGEST,
  MINUS,
  parseNumber,
  withOtherSign,
} from "../../pages/components/shared/pure/numbers.js";
import { fixture, numbers } from "./fixture.js";

const { typed, strange, written, written_strange } = fixture("numbers");
const number = (text) => Number(numbers([[text]])[0][0]);

for (const [text, value] of typed) {
  test(`"${text}" means in the browser what it means on the server`, () => {
    assert.equal(parseNumber(text), value);
  });
}

for (const [text, value] of strange) {
  test(`"${text}" where NaN and minus infinity are spoken of`, () => {
    assert.equal(parseNumber(text, { strange: true }), value === null ? null : number(value));
  });
}

for (const [name, text] of written_strange) {
  test(`${name} is written as on the server`, () => assert.equal(formatNumber(number(name)), text));
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

test("the key beside a field turns the sign of what is typed, whatever minus was typed", () => {
  for (const [typed, turned] of [
    ["", MINUS],
    ["5", `${MINUS}5`],
    ["-5", "5"],
    [`${MINUS}1.5`, "1.5"],
    ["+3", `${MINUS}3`],
  ]) {
    assert.equal(withOtherSign(typed), turned);
  }
});
