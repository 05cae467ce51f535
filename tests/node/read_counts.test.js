// Where the dragged window of overlapping pooling comes to rest.

import assert from "node:assert/strict";
import test from "node:test";
import { kept, nearest, shared } from "../../pages/components/read_counts/place.js";

test("a window snaps to the place whose middle is nearest", () => {
  const windows = { starts: [0, 2, 4], kernel: 3 };
  assert.deepEqual(
    [0, 2.4, 2.6, 4.6, 9].map((far) => nearest(far, windows)),
    [0, 0, 1, 2, 2],
  );
});

test("it stays on the map", () => {
  assert.deepEqual(kept([-1, 3], 3), [0, 2]);
});

test("neighbours share what reaches into the next one", () => {
  assert.deepEqual([shared(0, 2, 3), shared(0, 2, 2), shared(4, undefined, 3)], [1, 0, 0]);
});
