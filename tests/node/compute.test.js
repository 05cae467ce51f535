import assert from "node:assert/strict";
import { test } from "node:test";
import { caseKey, evaluate, windowTerms, withRandom } from "../../pages/components/grid_stepper/compute.js";
import { formatNumber } from "../../pages/components/shared/pure/numbers.js";
import { assertClose, fixture } from "./fixture.js";

const { presets, cases, shapes } = fixture("compute");

for (const [name, { settings, random, ...expected }] of Object.entries(cases)) {
  const view = evaluate(settings, withRandom(presets, random));

  test(`${name}: the numbers are NumPy's`, () => {
    assertClose(view.padded, expected.padded, "padded");
    assertClose(view.weight, expected.weight, "weight");
    assertClose(view.out, expected.out, "out");
    assert.deepEqual(view.out.flat().map(formatNumber), expected.shown);
    assert.equal(caseKey(settings), expected.key);
  });

  test(`${name}: the products of each window add up to its output`, () => {
    for (const [i, row] of view.out.entries()) {
      for (const [j, value] of row.entries()) {
        const terms = windowTerms(view, i, j).flat();
        const sum = terms.reduce((total, { x, w }) => total + x * w, 0);
        assertClose([sum], [value], `${i}, ${j}`);
        assert.ok(terms.every((term) => view.padded[term.row][term.col] === term.x && view.read.has(term.row)));
      }
    }
  });
}

test("sizes are cnncore's, and what does not fit says what would", () => {
  const { settings, random } = cases.notes;
  const tables = withRandom(presets, random);
  for (const { out, largest_kernel: largest, least_padding: least, ...sizes } of shapes) {
    const { shape } = evaluate({ ...settings, ...sizes }, tables);
    const what = JSON.stringify(sizes);
    if (out === null) {
      assert.equal(shape.problem, "kernel", what);
      assert.equal(shape.largestKernel, largest, what);
      assert.equal(shape.smallestPadding, least, what);
    } else {
      assert.deepEqual([shape.problem, shape.out], [undefined, out], what);
      assert.equal(shape.remainder, shape.padded - shape.effective - (out - 1) * sizes.stride, what);
    }
  }
});

test("a border as wide as the input cannot be mirrored", () => {
  const { settings, random } = cases.smallest;
  const { shape } = evaluate({ ...settings, padding: 3, padding_mode: "reflect" }, withRandom(presets, random));
  assert.equal(shape.problem, "reflect");
  assert.equal(shape.largest, settings.size - 1);
});
