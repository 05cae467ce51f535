import assert from "node:assert/strict";
import { test } from "node:test";
import { curvesCsv } from "../../pages/components/run_compare/csv.js";
import { endedOf, spreadOf, spreadText } from "../../pages/components/run_compare/repeats.js";
import {
  accuracyAt,
  bucketMeans,
  faultOf,
  foldEvent,
  newRun,
  secondsAt,
  testPoints,
} from "../../pages/components/shared/pure/run_record.js";
import { assertClose, fixture } from "./fixture.js";

const { events, losses, tests, seconds, means } = fixture("run_record");

function runOf(told) {
  const run = newRun("job");
  for (const event of told) foldEvent(run, event);
  return run;
}

test("a run is what its events told, as Python reads them", () => {
  const run = runOf(events);
  assert.equal(run.phase, "ended");
  assert.deepEqual(run.losses.slice(1), losses);
  assert.deepEqual(testPoints(run, "test_accuracy"), tests);
  for (const [step, share] of tests) assert.equal(accuracyAt(run, step + 0.5), share);
  assert.equal(accuracyAt(run, tests[0][0] - 1), Number.NaN);
  for (const [step, second] of seconds) assertClose([secondsAt(run, step)], [second], `${step}`, 0.05);
  assert.equal(faultOf(run), null);
});

test("many steps become the means of as many equal parts", () => {
  const { losses: own } = runOf(events);
  const points = bucketMeans(own.slice(1), losses.length, losses.length / 30);
  assertClose(
    points.map(([, mean]) => mean),
    means,
  );
});

test("steps that a lost worker runs again replace themselves", () => {
  const place = events.findIndex(({ type, first }) => type === "step" && first === 61);
  const again = [...events.slice(0, place + 1), { type: "worker_lost", step: 75 }];
  const run = runOf(again);
  assert.equal(run.lostAt, 75);
  foldEvent(run, { type: "resumed", step: 60, after: 2 });
  for (const event of events.slice(place)) foldEvent(run, event);
  assert.equal(run.lostAt, null);
  assert.deepEqual(run.losses.slice(1), losses);
  assert.deepEqual(testPoints(run, "test_accuracy"), tests);
});

test("a limit of the engine is the reason of the stop that it ordered", () => {
  const run = newRun("job");
  foldEvent(run, { type: "limit", code: "limit_seconds" });
  foldEvent(run, { type: "finished", reason: "stopped", step: 10 });
  assert.equal(faultOf(run), "limit_seconds");
});

test("an event of a newer server is left alone", () => {
  const run = newRun("job");
  foldEvent(run, { type: "from_the_future" });
  assert.deepEqual(run, newRun("job"));
});

test("training stands in the middle of the steps that it is the mean of", () => {
  const run = newRun("job");
  for (const step of [0, 100, 200]) foldEvent(run, { type: "test", step, train_loss: 1, test_loss: 2 });
  assert.deepEqual(
    testPoints(run, "train_loss").map(([step]) => step),
    [0, 50, 200],
  );
  assert.deepEqual(
    testPoints(run, "test_loss").map(([step]) => step),
    [0, 100, 200],
  );
});

test("the spread of some seeds is told over the places that all have", () => {
  const curve = (...values) => values.map((value, step) => [step, value, step]);
  const { points, range } = spreadOf([curve(1, 5), curve(2, 6, 9), curve(6, 7)]);
  assert.deepEqual(points, [
    [0, 3],
    [1, 6],
  ]);
  assert.deepEqual(range, [
    [0, 1, 6],
    [1, 5, 7],
  ]);
  assert.equal(
    spreadText([80, 83, 86], (value) => value.toFixed(1)),
    "83.0 \u00b1 3.0",
  );
  assert.equal(
    spreadText([80], (value) => value.toFixed(1)),
    "80.0",
  );
});

test("only runs that are over count", () => {
  const over = runOf(events);
  assert.deepEqual(endedOf({ run: over, repeats: [{ run: newRun("2") }, { run: over }, { run: null }] }), [over, over]);
});

test("the table has a row an evaluation, of each seed", () => {
  const run = runOf(events);
  const rows = curvesCsv([{ letter: "A", seed: 7, run, repeats: [{ seed: 8, run }] }])
    .trim()
    .split("\n");
  assert.equal(rows[0], "run,seed,step,seconds,test_accuracy,test_loss,train_accuracy,train_loss");
  assert.equal(rows.length, 1 + 2 * tests.length);
  assert.deepEqual(rows[1 + tests.length].split(",").slice(0, 3), ["A", "8", "0"]);
  assert.equal(Number(rows.at(-1).split(",")[4]), tests.at(-1)[1]);
});
