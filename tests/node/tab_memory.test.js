import assert from "node:assert/strict";
import { test } from "node:test";
import { settle } from "../../pages/components/tab_memory/settle.js";

const memory = (visit, number, is_empty = false) => ({ visit, number, is_empty });

test("a part of the page that is drawn late writes over nothing newer", () => {
  assert.equal(settle(memory("a", 4), memory("a", 5), false), "write");
  assert.equal(settle(memory("a", 5), memory("a", 4), false), "leave");
  assert.equal(settle(memory("a", 5), memory("a", 5), false), "leave");
});

test("a session that lost all its runs keeps nothing", () => {
  assert.equal(settle(memory("a", 4), memory("a", 5, true), true), "write");
});

test("a new session hears once what the one before has left", () => {
  const left = memory("a", 9);
  assert.equal(settle(left, memory("b", 1, true), false), "tell");
  assert.equal(settle(left, memory("b", 2, true), true), "write", "nothing of it is left");
  assert.equal(settle(left, memory("b", 2), true), "write");
  assert.equal(settle(left, memory("b", 2), false), "tell", "it came with runs of an experiment");
});

test("a new session with nothing to hear leaves all as it is", () => {
  assert.equal(settle(null, memory("b", 1, true), false), "leave");
  assert.equal(settle(memory("a", 9, true), memory("b", 1, true), false), "leave");
  assert.equal(settle(null, memory("b", 1), false), "write");
});
