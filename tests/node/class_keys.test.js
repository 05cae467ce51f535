import assert from "node:assert/strict";
import { test } from "node:test";
import { act, begin, given, LAST, moved, shownTime, told } from "../../pages/components/shared/pure/class_keys.js";

const QUESTION = { slides: 9, parts: 1, options: 4, levels: 2, steps: false };
const FIGURE = { slides: 9, parts: 1, options: 0, levels: 0, steps: true };
const TEXT = { slides: 9, parts: 3, options: 0, levels: 0, steps: false };
const at = (slide, part = 1, shown = 0, choice = "") => ({ slide, part, shown, choice });

const TABLE = [
  // On a question
  ["PageDown", at(4, 1, 2, "b"), QUESTION, at(5)],
  ["PageUp", at(4, 1, 1, "b"), QUESTION, at(3, LAST)],
  ["ArrowRight", at(4), QUESTION, at(5)],
  ["ArrowLeft", at(4), QUESTION, at(3, LAST)],
  ["a", at(4), QUESTION, at(4, 1, 0, "a")],
  ["D", at(4), QUESTION, at(4, 1, 0, "d")],
  ["b", at(4, 1, 0, "b"), QUESTION, at(4)],
  ["3", at(4), QUESTION, at(4, 1, 0, "c")],
  ["e", at(4), QUESTION, null],
  ["Enter", at(4, 1, 0, "a"), QUESTION, at(4, 1, 1, "a")],
  ["Enter", at(4, 1, 1, "a"), QUESTION, at(4, 1, 2, "a")],
  ["Enter", at(4, 1, 2, "a"), QUESTION, at(4, 1, 1, "a")],
  ["Backspace", at(4, 1, 2, "a"), QUESTION, at(4)],
  // On a figure: arrows and the space bar are its own
  ["ArrowRight", at(4), FIGURE, null],
  ["ArrowLeft", at(4), FIGURE, null],
  [" ", at(4), FIGURE, null],
  ["Enter", at(4), FIGURE, null],
  ["Backspace", at(4), FIGURE, null],
  ["a", at(4), FIGURE, null],
  ["PageDown", at(4), FIGURE, at(5)],
  // On a text in three parts
  ["PageDown", at(4, 2), TEXT, at(4, 3)],
  ["PageDown", at(4, 3), TEXT, at(5)],
  ["PageUp", at(4, 2), TEXT, at(4, 1)],
  ["ArrowRight", at(4, 1), TEXT, at(4, 2)],
  ["Home", at(4, 2), TEXT, at(1)],
  ["End", at(4, 2), TEXT, at(9)],
  // At both ends
  ["PageDown", at(9, 3), TEXT, at(9, 3)],
  ["PageUp", at(1), TEXT, at(1)],
];

test("where a key leads", () => {
  for (const [key, from, around, to] of TABLE)
    assert.deepEqual(moved(key, from, around), to, `${key} at ${Object.values(from)}`);
});

test("a letter that chooses nothing does what else it does", () => {
  const what = { ".": "black", b: "black", F: "full", t: "timer", "?": "help", Q: "code", n: "notes", g: "vary" };
  for (const [key, does] of Object.entries(what)) assert.equal(act(key), does);
  assert.equal(act("Escape"), "leave");
  assert.equal(act("z"), null);
  assert.equal(moved("b", at(4), FIGURE), null);
  assert.notEqual(moved("b", at(4), QUESTION), null);
});

test("a slide begins hidden, at its first part", () => {
  assert.deepEqual(begin(3), at(3));
});

test("a countdown of half a minute, and half a minute more", () => {
  const until = given(null, 1000);
  assert.equal(told(until, 1000), "0:30");
  assert.equal(told(given(until, 11_000), 11_000), "0:50");
  assert.equal(told(until, 1_000_000), "0:00");
  assert.equal(told(given(until, 1_000_000), 1_000_000), "0:30");
  assert.equal(shownTime(4 * 60 + 7), "4:07");
  assert.equal(shownTime(75 * 60), "75:00");
});
