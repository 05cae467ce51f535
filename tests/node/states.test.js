import assert from "node:assert/strict";
import { test } from "node:test";
import { otherRate } from "../../pages/components/live_panel/judgement.js";
import { messageOf, sentenceOf } from "../../pages/components/live_panel/states.js";
import { foldEvent, newRun } from "../../pages/components/shared/pure/run_record.js";

const RATES = [1e-4, 1];
const strings = new Proxy({}, { get: (_, name) => String(name) });

function runOf(...events) {
  const run = newRun("job");
  for (const event of events) foldEvent(run, event);
  return { run, link: "open" };
}

const STARTED = {
  type: "started",
  step: 0,
  total_steps: 10,
  steps_per_epoch: 5,
  params: 1,
  layers: [],
  classes: [],
};

function dataOf(rate) {
  return { strings, known: { rate, rates: RATES, init: "default" }, choices: [] };
}

test("a way on offers no rate that the settings cannot hold", () => {
  for (const rate of [1e-4, 2e-4, 1e-3, 0.02, 0.3, 1])
    for (const factor of [0.1, 10]) {
      const other = otherRate(rate, factor, { rates: RATES });
      if (other === null) assert.ok(rate === RATES[0] || rate === RATES[1]);
      else assert.ok(other >= RATES[0] && other <= RATES[1] && other !== rate, `${rate}: ${other}`);
    }
  assert.equal(otherRate(1e-4, 0.1, { rates: RATES }), null);
  assert.equal(otherRate(5e-4, 0.1, { rates: RATES }), 1e-4);
  assert.equal(otherRate(0.02, 0.1, { rates: RATES }), 0.002);
});

test("a run that broke at the lowest rate is offered no lower one", () => {
  const broken = { type: "finished", reason: "nan", step: 7, bad_step: 7, last_good_step: 5 };
  const live = runOf(STARTED, broken);
  assert.deepEqual(messageOf("fault", live, dataOf(1e-4)).actions, []);
  const values = messageOf("fault", live, dataOf(5e-4)).actions.map((action) => action.value);
  assert.deepEqual(values, [1e-4, 1e-4]);
});

test("a run without a step keeps no result, and says so", () => {
  const stopped = (step) => ({ type: "finished", reason: "stopped", step });
  const said = (...events) => sentenceOf("done", runOf(...events), dataOf(0.02));
  assert.equal(said(stopped(0)), "said_left");
  assert.equal(said(STARTED, stopped(0)), "said_stopped_early");
  assert.match(said(STARTED, stopped(4)), /^said_stopped/);
});

test("a run that waits for another of the same visitor can end that one", () => {
  const waiting = (own) => runOf({ type: "queued", position: 1, seconds: 9, own });
  const names = (own) => messageOf("queued", waiting(own), dataOf(0.02)).actions.map((action) => action.name);
  assert.deepEqual(names(true), ["end_other", "leave"]);
  assert.deepEqual(names(false), ["leave"]);
});
