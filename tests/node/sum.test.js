import assert from "node:assert/strict";
import { test } from "node:test";
import { sumTokens } from "../../pages/components/shared/pure/sum.js";

const sentence = (tokens) => tokens.map((token) => token.text).join("");
const product = (x, weight, rest = {}) => ({ id: `${x}`, numbers: [x, weight], ...rest });
const written = (products, total, options) => sentence(sumTokens(products, total, options));

test("the first window of the notes", () => {
  const products = [product(1, 1), product(2, 0), product(3, 1), product(7, 1)];
  assert.equal(written(products, 11), "1\u00d71 + 3\u00d71 + 7\u00d71 = 11");
  assert.equal(written(products, 11, { zeros: true }), "1\u00d71 + 2\u00d70 + 3\u00d71 + 7\u00d71 = 11");
});

test("negative numbers stand in brackets, except the very first", () => {
  assert.equal(written([product(-4, 0.5), product(-3, -1)], 1), "\u22124\u00d70.5 + (\u22123)\u00d7(\u22121) = 1");
});

test("a hidden total is a question mark in every form", () => {
  const tokens = sumTokens([product(2, 1)], null);
  assert.equal(sentence(tokens), "2\u00d71 = ?");
  assert.deepEqual(tokens.at(-1), { text: "?", role: "output", mark: "masked" });
});

test("a kernel of zeros leaves a 0", () => {
  assert.equal(written([product(5, 0)], 0), "0 = 0");
});

test("slips are told apart: what was added, left out, changed", () => {
  const products = [
    product(5, 0, { operator: "+" }),
    product(2, 3, { mark: "left_out" }),
    product(1, 0, { mark: "changed" }),
  ];
  const tokens = sumTokens(products, 6);
  assert.equal(sentence(tokens), "5+0 + 2\u00d73 + 1\u00d70 = 6");
  const marks = new Map(tokens.filter((token) => token.term).map((token) => [token.term, token.mark]));
  assert.deepEqual(
    [...marks],
    [
      ["5", null],
      ["2", "left_out"],
      ["1", "changed"],
    ],
  );
});

test("each number knows its matrix and its cell", () => {
  const [, x, times, weight] = sumTokens([product(7, 2, { cells: ["x:1,1", "weight:0,0"] })], 14);
  assert.deepEqual(
    [x.role, x.cells, times.text, weight.role, weight.cells],
    ["input", ["x:1,1"], "\u00d7", "kernel", ["weight:0,0"]],
  );
});

test("a hidden number is a question mark wherever it is written", () => {
  const products = [product(5, 2, { cells: ["out:0,0", "weight:0,0"] }), product(-3, 4, { cells: ["out:0,1"] })];
  const isHidden = (cell) => cell === "out:0,0" || cell === "out:0,1";
  assert.equal(written(products, -2, { isHidden }), "?\u00d72 + ?\u00d74 = \u22122");
});
