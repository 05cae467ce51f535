import assert from "node:assert/strict";
import { test } from "node:test";
import { direction } from "../../pages/components/shared/pure/swipe.js";

test("a finger that trembles goes nowhere; one that scrolls goes across", () => {
  assert.equal(direction(5, -6), null);
  assert.equal(direction(-20, 6), "along");
  assert.equal(direction(6, 20), "across");
  assert.equal(direction(14, -14), "across");
});
