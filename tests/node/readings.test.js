// What a comparison reads at a place of its plot.

import assert from "node:assert/strict";
import test from "node:test";
import { curveOf, placesOf, readingsAt, valueAt } from "../../pages/components/run_compare/readings.js";
import { foldEvent, newRun } from "../../pages/components/shared/pure/run_record.js";

const SHOWN = { measure: "accuracy", side: "test", across: "steps" };

function run(job, ...shares) {
  const made = newRun(job);
  shares.forEach((share, i) => foldEvent(made, { type: "test", step: 10 * i, test_accuracy: share, test_loss: 1 }));
  foldEvent(made, { type: "finished", step: 10 * (shares.length - 1), reason: "done", seconds: shares.length });
  return made;
}

const one = (letter, made, ...repeats) => ({ letter, run: made, repeats: repeats.map((again) => ({ run: again })) });

test("between two tests stands the straight line, outside of a run nothing", () => {
  const points = [
    [10, 20],
    [20, 40],
  ];
  assert.equal(valueAt(points, 15), 30);
  assert.equal(valueAt(points, 5), null);
  assert.equal(valueAt(points, 25), null);
  assert.equal(valueAt(points, Infinity), 40);
  assert.equal(valueAt([], 5), null);
});

test("the best run stands first, ghosts last", () => {
  const runs = [
    one("A", run("a", 0.1, 0.5)),
    one("B", run("b", 0.1, 0.7)),
    { ...one("C", run("c", 0.1, 0.9)), ghost: true },
  ];
  const order = (at) => readingsAt(runs, SHOWN, at).map((reading) => reading.one.letter);
  assert.deepEqual(order({ solo: null, cross: null }), ["B", "A", "C"]);
  assert.deepEqual(order({ solo: "A", cross: null }), ["A", "C"]);
  assert.deepEqual(readingsAt(runs, SHOWN, { solo: "A", cross: 5 })[0].value, 30);
});

test("several seeds are a mean and how far they go", () => {
  const again = one("A", run("a", 0.2, 0.5), run("a2", 0.2, 0.75));
  assert.deepEqual(curveOf(again, "test", SHOWN).points.at(-1), [10, 62.5]);
  const [{ value, spread }] = readingsAt([again], SHOWN, { solo: null, cross: 10 });
  assert.deepEqual([value, spread], [62.5, 12.5]);
  assert.deepEqual(placesOf([again], SHOWN), [0, 10]);
});
