import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluate, withRandom } from "../../pages/components/grid_stepper/compute.js";
import { chooseLayout, termColumns } from "../../pages/components/grid_stepper/layout.js";
import { fixture } from "./fixture.js";

const { presets, cases, shapes } = fixture("compute");
const GAP = 3;
const SMALLEST = 27;
const SMALLEST_ON_PHONE = 16;
const WIDTHS = Array.from({ length: 81 }, (_, i) => 320 + 20 * i);

const widthOf = (cells, cell) => cells * (cell + GAP) - GAP;
const columnsOf = ({ settings, random }) => termColumns(evaluate(settings, withRandom(presets, random)));

/** Every layout of every legal size at every width. */
function* layouts() {
  for (const { size, kernel_size: kernelSize, padding, out } of shapes) {
    if (out === null) continue;
    const padded = size + 2 * padding;
    for (const columns of [[], kernelSize <= 4 ? Array(kernelSize).fill(3.5) : []]) {
      for (const width of WIDTHS) {
        const layout = chooseLayout(width, padded, kernelSize, out, columns);
        yield {
          width,
          padded,
          kernelSize,
          out,
          layout,
          what: JSON.stringify({ width, padded, kernelSize, out, layout }),
        };
      }
    }
  }
}

test("no grid is wider than its room, unless a phone shows its smallest cells", () => {
  for (const { width, padded, kernelSize, out, layout, what } of layouts()) {
    const { kind, cell, small } = layout;
    const count = kind === "row" ? padded + kernelSize + out : padded;
    if (kind !== "phone" || cell > SMALLEST_ON_PHONE) assert.ok(widthOf(count, cell) <= width, what);
    if (kind === "phone" && !layout.wraps) assert.ok(widthOf(kernelSize, small) + widthOf(out, small) < width, what);
  }
});

test("a narrow window is a phone, and digits have their place in every cell", () => {
  for (const { width, layout, what } of layouts()) {
    assert.equal(layout.kind === "phone", width < 600, what);
    assert.ok(layout.cell >= (layout.kind === "phone" ? SMALLEST_ON_PHONE : SMALLEST), what);
  }
});

test("a wider window never shows smaller cells in the same arrangement", () => {
  let before = {};
  for (const { width, layout, what } of layouts()) {
    const isWider = before.width < width && before.kind === layout.kind && before.font === layout.font;
    if (isWider) assert.ok(layout.cell >= before.cell, what);
    before = { width, ...layout };
  }
});

test("the terms have a column for each of the kernel's, as wide as its widest product", () => {
  assert.equal(columnsOf(cases.notes).length, 3);
  assert.deepEqual(columnsOf(cases.largest), [], "a kernel of seven has none");
  const [first, second] = columnsOf(cases.edited);
  assert.ok(second > columnsOf(cases.notes)[1], "0.25 is wider than a digit");
  assert.ok(first < second);
});
