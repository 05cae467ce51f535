import assert from "node:assert/strict";
import { test } from "node:test";
import { said } from "../../pages/components/grid_stepper/said.js";

const words = {
  cell_masked: "asked for",
  cell_empty: "not yet",
  cell_padding: "padding",
  cell_unread: "never read",
  cell_window: "in the window, times {number}",
  cell_cut: "cut off",
  cell_asked: "in the window asked about",
  cell_join: ", ",
};

test("a cell says what its paint shows", () => {
  assert.equal(said({ value: 7 }, words), null);
  assert.equal(said({ value: 1, says: { key: "cell_window", number: 1 } }, words), "1, in the window, times 1");
  assert.equal(
    said({ value: 0, padding: true, says: { key: "cell_window", number: -0.5 }, asked: true }, words),
    "0, padding, in the window, times \u22120.5, in the window asked about",
  );
  assert.equal(said({ value: 25, unread: true }, words), "25, never read");
  assert.equal(said({ value: 3, padding: true }, words, { added: "cell_cut", unread: "" }), "3, cut off");
});

test("what is hidden tells nothing", () => {
  assert.equal(said({ value: 40, masked: true, empty: true }, words), "asked for");
  assert.equal(said({ value: 40, empty: true }, words), "not yet");
});
