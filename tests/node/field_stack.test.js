import assert from "node:assert/strict";
import { test } from "node:test";
import {
  fields,
  lit,
  patchOf,
  place,
  shown,
  sizes,
  unitAt,
  view,
  weights,
} from "../../pages/components/field_stack/field.js";
import { changed, names, range, recurrence, stackText } from "../../pages/components/field_stack/stack.js";
import { fixture } from "./fixture.js";

for (const { name, layers, size, ...expected } of fixture("receptive_fields")) {
  test(`${name}: recurrence, sizes, units read and weights are those of cnncore`, () => {
    const counts = sizes(layers, size);
    assert.deepEqual(fields(layers), expected.fields);
    assert.deepEqual(counts, expected.sizes);
    assert.equal(weights(layers), expected.weights);
    for (const [unit, seen] of Object.entries(expected.seen)) {
      const found = lit(layers, counts, layers.length, [Number(unit)]);
      assert.deepEqual(
        found.map(({ inside }) => inside),
        seen,
      );
    }
    const [first, behind] = view(fields(layers).at(-1), 0, 3);
    assert.equal(behind - first, expected.patch);
  });

  test(`${name}: every unit is found where it stands`, () => {
    fields(layers).forEach((field, level) => {
      const count = sizes(layers, size)[level];
      for (let unit = 0; unit < count; unit += 1) {
        assert.equal(unitAt(field, count, place(field, unit) + field.jump / 2), unit);
      }
    });
  });
}

const CONV = { kind: "conv", kernel_size: 3, stride: 1, padding: 1, dilation: 1 };
const POOL = { kind: "pool", kernel_size: 2, stride: 2, padding: 0, dilation: 1 };

test("a unit stands in the middle of what it sees, as wide as its jump", () => {
  const [picture, conv, pool] = fields([CONV, POOL]);
  assert.deepEqual([place(picture, 4), place(conv, 4), place(pool, 2)], [4, 4, 4]);
});

test("what a unit of the padding would read is not lit", () => {
  const found = lit([CONV, CONV], sizes([CONV, CONV], 5), 2, [0]);
  assert.deepEqual(found, [
    { inside: [0, 1, 2], padding: [-1] },
    { inside: [0, 1], padding: [-1] },
    { inside: [0], padding: [] },
  ]);
});

test("a patch stays on its map, and of a smaller map is all of it", () => {
  assert.deepEqual(patchOf(4, 3, 9), [3, 4, 5]);
  assert.deepEqual(patchOf(0, 3, 9), [0, 1, 2]);
  assert.deepEqual(patchOf(8, 3, 9), [6, 7, 8]);
  assert.deepEqual(patchOf(1, 3, 2), [0, 1]);
});

test("around the picture so much is drawn as the views begin in, an eighth of it at most", () => {
  assert.deepEqual(shown(fields([CONV]), 16), [-1, 17]);
  assert.deepEqual(shown(fields(Array(12).fill(CONV)), 16), [-2, 18]);
});

const LIMITS = { kernel_size: [1, 11], stride: [1, 4], padding: [0, 16], dilation: [1, 16] };
const WORDS = { picture: "picture", conv: "conv", pool: "pool" };

for (const { name, layers, text } of fixture("receptive_fields")) {
  test(`${name}: its text is what an address holds`, () => assert.equal(stackText(layers), text));
}

test("a layer that becomes a pooling loses its holes, and pads half its window at most", () => {
  const wide = { ...CONV, kernel_size: 4, padding: 9, dilation: 5 };
  assert.deepEqual(changed(wide, { kind: "pool" }, LIMITS), { ...wide, kind: "pool", padding: 2, dilation: 1 });
  assert.deepEqual(changed(wide, { kernel_size: 12 }, LIMITS).kernel_size, 11);
  assert.deepEqual(range({ ...POOL, kernel_size: 3 }, "padding", LIMITS), [0, 1]);
});

test("maps are named by kind, counted from below", () => {
  assert.deepEqual(names([CONV, POOL, CONV], WORDS), ["picture", "conv 1", "pool 1", "conv 2"]);
});

test("a row says how it follows from the row below", () => {
  const layers = [CONV, POOL, { ...CONV, padding: 2, dilation: 2 }];
  assert.deepEqual(recurrence(layers, 3), { size: "4 + 2·(3 − 1)·2", jump: "2 × 1", start: "−1 − 2·2" });
  assert.deepEqual(recurrence(layers, 1), { size: "1 + (3 − 1)·1", jump: "1 × 1", start: "0 − 1·1" });
});
