import assert from "node:assert/strict";
import { test } from "node:test";
import { arrange, IN_CLASS, termColumns } from "../../pages/components/grid_stepper/arrange.js";

const GAP = 3;
const span = (cells, cell) => cells * (cell + GAP) - GAP;
const grid = (id, rows, cols = rows) => ({ id, kind: "grid", rows, cols });
const sign = (id, order) => ({ id, kind: "sign", area: `sign-${order}` });

/** The two lessons: one with the products beside the kernel, one with a legend. */
const withTerms = (x, weight, out, columns) => [
  x,
  sign("\u2299", 1),
  weight,
  sign("\u2192", 3),
  { id: "terms", kind: "terms", columns },
  out,
];
const withLegend = (x, weight, out) => [
  x,
  sign("\u2299", 1),
  weight,
  sign("\u2192", 3),
  out,
  { id: "legend", kind: "legend" },
];
const notes = [grid("x", 5), grid("weight", 3), grid("out", 3)];
const columns = termColumns(
  [[25]],
  [
    [1, 0, 1],
    [0, 1, 0],
    [1, 0, 1],
  ],
);

test("the example of the notes stands in one row on a laptop", () => {
  const { kind, cell, font, grid } = arrange(960, withTerms(...notes, columns), ["sum"]);
  assert.deepEqual([kind, cell, font], ["row", 52, 17]);
  assert.deepEqual(grid, {
    columns: "auto auto auto auto auto minmax(20px, 1fr) auto",
    rows: "auto 1fr",
    areas: '"x sign-1 weight sign-3 terms . out" "x . sum sum sum sum sum"',
  });
});

test("in front of a class the cells stay large beside the options: the sum alone says the products", () => {
  for (const width of [738, 947]) {
    const { kind, cell, font, grid } = arrange(width, withTerms(...notes, columns), ["sum"], IN_CLASS);
    assert.deepEqual([kind, cell, font], ["row", 56, 0]);
    assert.match(grid.areas, /x sign-1 weight sign-3 terms out/);
  }
});

test("in front of a class a padded input of seven rows has the room of the legend", () => {
  const same = [grid("x", 7), grid("weight", 3), grid("out", 5)];
  const { kind, cell, isLarge, grid: places } = arrange(947, withLegend(...same), ["sum", "formula"], IN_CLASS);
  assert.deepEqual([kind, cell, isLarge], ["row", 51.2, true]);
  assert.doesNotMatch(places.areas, /legend/);
  assert.equal(arrange(947, withLegend(...notes), ["sum"], IN_CLASS).isLarge, false);
  assert.equal(arrange(960, withLegend(...same), ["sum"]).isLarge, false);
});

test("a legend follows the output, and the formula stands under the sum", () => {
  const { grid } = arrange(960, withLegend(...notes), ["sum", "formula"]);
  assert.equal(
    grid.areas,
    '"x sign-1 weight sign-3 out legend" "x . sum sum sum sum" "x . formula formula formula formula"',
  );
});

test("rows of as many cells stand under each other, what comes of them below, and a chart beside them all", () => {
  const line = [grid("x", 1, 6), sign("\u00d7", 1), grid("mask", 1, 6), sign("\u2192", 3), grid("out", 1, 1)];
  const chart = { id: "legend", kind: "legend", least: 380 };
  const wide = arrange(960, [...line, chart], ["sum"]);
  assert.equal(wide.kind, "lines");
  assert.equal(wide.grid.areas, '". x legend" "sign-1 mask legend" ". sum legend" "sign-3 out legend"');
  assert.equal(wide.cell, wide.small);
  const phone = arrange(350, [...line, chart], ["sum"]);
  assert.deepEqual([phone.kind, phone.cell], ["phone", phone.small]);
  assert.ok(span(6, phone.cell) <= 350);
});

test("with less room the input stands left, with the least one below the other", () => {
  const large = [grid("x", 9), grid("weight", 3), grid("out", 7)];
  const split = arrange(860, withTerms(...large, columns), ["sum"]);
  assert.equal(split.kind, "split");
  assert.equal(split.grid.areas, '"x sign-1 weight sign-3 terms ." "x . sum sum sum sum" "x . out out out out"');
  const stack = arrange(620, withLegend(...large), ["sum", "formula"]);
  assert.equal(stack.kind, "stack");
  assert.match(stack.grid.areas, /^"x x x" "weight sign-3 legend" "sum sum sum" "out/);
  assert.equal(arrange(390, withTerms(...large, columns), ["sum"]).kind, "phone");
});

test("a stepper without a sum has no place for one", () => {
  const areas = [700, 960].map((width) => arrange(width, withLegend(...notes), []).grid.areas);
  assert.ok(areas.every((text) => !text.includes("sum") && !text.includes("undefined")));
});

const SIZES = [3, 5, 7, 12, 18];
const KERNELS = [1, 3, 4, 7];

test("nothing is wider than its room, at any width and for any rectangle", () => {
  for (let width = 320; width <= 1920; width += 40) {
    for (const [rows, cols, high, wide] of rectangles()) {
      const x = { ...grid("x", rows, cols), beside: rows === cols ? 0 : 60 };
      const out = grid("out", Math.max(rows - high + 1, 0), Math.max(cols - wide + 1, 0));
      for (const line of [
        withTerms(x, grid("weight", high, wide), out, columns),
        withLegend(x, grid("weight", high, wide), out),
      ]) {
        const { kind, cell, small } = arrange(width, line, ["sum"]);
        const room = width - (kind === "phone" ? 8 : 48);
        const told = `${kind} ${width}: ${rows}x${cols}, ${high}x${wide}`;
        if (kind === "stack") assert.ok(span(cols, cell) + x.beside <= room, told);
        if (kind === "split") assert.ok(span(cols, cell) + x.beside + 44 + span(out.cols, small) <= room, told);
        if (kind === "row") {
          assert.ok(span(cols, cell) + x.beside + 44 + span(wide, small) + 34 + span(out.cols, small) <= room, told);
        }
        if (kind === "phone" && cell > 16) assert.ok(span(cols, cell) + x.beside <= room, told);
      }
    }
  }
});

function* rectangles() {
  for (const rows of SIZES)
    for (const cols of SIZES)
      for (const high of KERNELS)
        for (const wide of KERNELS) {
          yield [rows, cols, high, wide];
        }
}

test("a kernel too large to be read has no products beside it", () => {
  assert.deepEqual(termColumns([[1]], [[1, 2, 3, 4, 5]]), []);
  assert.equal(termColumns([[1]], [[1, 2, 3]]).length, 3);
});
