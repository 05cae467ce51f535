import assert from "node:assert/strict";
import { test } from "node:test";
import { gesture } from "../../pages/components/shared/pure/gestures.js";

/** Entries that are left after these addresses, one after the other. */
function entries(...queries) {
  let moving = "";
  const kept = [queries[0]];
  for (const [i, query] of queries.slice(1).entries()) {
    const at = (text) => new URL(text.startsWith("/") ? text : `/lesson?${text}`, "http://course");
    const told = gesture(at(queries[i]), at(query), moving);
    moving = told.moving;
    if (told.isSame) kept.pop();
    kept.push(query);
  }
  return kept;
}

test("a number that moves on is one gesture", () => {
  assert.deepEqual(entries("", "stride=2", "stride=3", ""), ["", ""]);
  assert.deepEqual(entries("", "stride=2", "stride=1x2"), ["", "stride=1x2"]);
});

test("another setting is another gesture, and so is the first again after it", () => {
  const walk = ["", "stride=2", "stride=2&padding=1", "stride=3&padding=1"];
  assert.deepEqual(entries(...walk), walk);
});

test("a step is no entry", () => {
  assert.deepEqual(entries("", "step=1", "step=2"), ["step=2"]);
  assert.deepEqual(entries("", "stride=2", "stride=2&step=3"), ["", "stride=2&step=3"]);
});

test("Back goes one slide back, whatever was shown of it", () => {
  const slides = ["", "slide=2", "slide=3", "slide=2", ""];
  assert.deepEqual(entries(...slides), slides);
  const question = ["slide=2", "slide=2&choice=b", "slide=2&choice=b&shown=1", "slide=2&choice=b&shown=2", "slide=3"];
  assert.deepEqual(entries("", ...question), ["", "slide=2&choice=b&shown=2", "slide=3"]);
  assert.deepEqual(entries("slide=3", "slide=2&part=99", "slide=2&part=4"), ["slide=3", "slide=2&part=4"]);
});

test("every question, every preset, every edit and every page is one", () => {
  for (const walk of [
    ["", "prediction=1", "prediction=2"],
    ["", "out_size_seed=1", "out_size_seed=2"],
    ["", "image=edge", "image=cross"],
    ["", "input_edits=0.0.7", "input_edits=0.0.7_1.1.8"],
    ["/one", "/two", "/one"],
  ]) {
    assert.deepEqual(entries(...walk), walk);
  }
});
