// A run that goes on from another's weights keeps the part of the plot that came before it.

import assert from "node:assert/strict";
import test from "node:test";
import { foldEvent, joinedRuns, newRun, secondsAt, testPoints } from "../../pages/components/shared/pure/run_record.js";

function trained(job, steps, total, accuracy) {
  const run = newRun(job);
  const events = [
    { type: "started", step: 0, total_steps: total, steps_per_epoch: 2, epochs: total / 2, params: 1 },
    { type: "test", step: 0, test_loss: 2, test_accuracy: accuracy },
    {
      type: "step",
      step: steps,
      first: 1,
      losses: Array(steps).fill(1),
      accuracies: Array(steps).fill(0.5),
      learning_rate: 1,
    },
    { type: "test", step: steps, test_loss: 1, test_accuracy: accuracy + 0.1, train_loss: 1, train_accuracy: 0.5 },
  ];
  for (const event of events) foldEvent(run, event);
  return run;
}

test("the later run begins where the earlier one was left", () => {
  const joined = joinedRuns(trained("one", 6, 8, 0.2), 4, trained("two", 2, 4, 0.5));
  assert.equal(joined.step, 6);
  assert.equal(joined.total, 8);
  assert.deepEqual(joined.joins, [4]);
  // The test at step 6 of the earlier run is not the later one's; its first test is that of step 4.
  assert.deepEqual(
    testPoints(joined, "test_accuracy").map(([step]) => step),
    [0, 6],
  );
  assert.equal(joined.losses.length, 7);
  assert.equal(joined.losses.indexOf(undefined), 0);
});

test("a third run stands behind the second", () => {
  const first = joinedRuns(trained("one", 6, 8, 0.2), 4, trained("two", 4, 4, 0.5));
  const all = joinedRuns(first, 4 + 3, trained("three", 2, 6, 0.6));
  assert.deepEqual(all.joins, [4, 7]);
  assert.equal(all.step, 9);
  assert.equal(all.total, 13);
});

test("a fault stands at its place in the whole", () => {
  const later = trained("two", 2, 4, 0.5);
  foldEvent(later, { type: "finished", step: 2, reason: "nan", bad_step: 2, seconds: 1 });
  const joined = joinedRuns(trained("one", 6, 8, 0.2), 4, later);
  assert.equal(joined.finished.bad_step, 6);
});

test("the later run goes on where the clock of the earlier one was", () => {
  const earlier = trained("one", 6, 8, 0.2);
  foldEvent(earlier, { type: "finished", step: 6, reason: "done", seconds: 3 });
  const later = trained("two", 2, 4, 0.5);
  foldEvent(later, { type: "finished", step: 2, reason: "done", seconds: 1 });
  const joined = joinedRuns(earlier, 6, later);
  assert.equal(joined.finished.seconds, 4);
  assert.equal(secondsAt(joined, 8), 4);
});
