import assert from "node:assert/strict";
import { test } from "node:test";
import { compare } from "../../pages/components/shift_test/lanes.js";
import { assertClose, fixture } from "./fixture.js";

for (const { digit, canvas, source, shift, lanes } of fixture("shift_lanes")) {
  test(`digit ${digit.name}, ${source}, moved by ${shift}: every lane is NumPy's`, () => {
    const found = compare(digit.cells, canvas, source, shift);
    assert.deepEqual(Object.keys(found), Object.keys(lanes));
    for (const [name, { before, after, in_place, back }] of Object.entries(lanes)) {
      assertClose(found[name].before.values, before, `${name} before`);
      assertClose(found[name].after.values, after, `${name} after`);
      assertClose([found[name].inPlace, found[name].back], [in_place, back], `${name} overlaps`);
    }
  });
}
