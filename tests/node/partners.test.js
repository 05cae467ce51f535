import assert from "node:assert/strict";
import { test } from "node:test";
import { partners, reads, SIDE } from "../../pages/components/shared/pure/partners.js";
import { colourScale } from "../../pages/components/shared/pure/scale.js";

/** The cells of a role that ring, row and column. */
function ringed(isRinged, role, side) {
  const all = Array.from({ length: side * side }, (_, i) => [Math.floor(i / side), i % side]);
  return all.filter(([row, col]) => isRinged(role, row, col)).map((spot) => spot.join(""));
}

test("a window reads nine cells", () => {
  const cells = ringed((_, row, col) => reads([1, 2], row, col), "input", 5);
  assert.deepEqual(cells, ["12", "13", "14", "22", "23", "24", "32", "33", "34"]);
});

test("a pixel rings every output that it feeds, and its weight in the window shown", () => {
  const isRinged = partners({ role: "input", row: 2, col: 2 }, [1, 2]);
  assert.equal(ringed(isRinged, "output", SIDE).length, 9);
  assert.deepEqual(ringed(isRinged, "kernel", SIDE), ["10"]);
  assert.deepEqual(ringed(isRinged, "input", 5), ["22"]);
  assert.deepEqual(ringed(partners({ role: "input", row: 0, col: 1 }, null), "output", SIDE), ["00", "01"]);
});

test("a weight rings its pixel in the window shown, else all that it meets", () => {
  const pointed = { role: "kernel", row: 0, col: 2 };
  assert.deepEqual(ringed(partners(pointed, [1, 2]), "input", 5), ["14"]);
  assert.equal(ringed(partners(pointed, null), "input", 5).length, 9);
});

test("an output rings itself alone, and nothing rings where nothing is pointed at", () => {
  const isRinged = partners({ role: "output", row: 1, col: 1 }, [1, 1]);
  assert.deepEqual(
    ["input", "kernel", "output"].map((role) => ringed(isRinged, role, 3).length),
    [0, 0, 1],
  );
  assert.deepEqual(ringed(partners(null, [0, 0]), "input", 5), []);
});

test("one hue while nothing is negative, then both from zero", () => {
  const plain = colourScale([
    [2, 4],
    [3, 2],
  ]);
  assert.equal(plain.signed, false);
  assert.deepEqual([2, 3, 4].map(plain.strength), [0, 0.5, 1]);
  const signed = colourScale([[-4, 2]]);
  assert.equal(signed.signed, true);
  assert.deepEqual([-4, 0, 2].map(signed.strength), [-1, 0, 0.5]);
});

test("equal numbers have a middle tone, zeros none", () => {
  assert.equal(colourScale([[3, 3]]).strength(3), 0.5);
  assert.equal(colourScale([[0, 0]]).strength(0), 0);
});
