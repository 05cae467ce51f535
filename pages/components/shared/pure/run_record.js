// A run as its events tell it: pure bookkeeping, no DOM. Events as in cnncore/train.

/** @typedef {Record<string, any>} Run Everything that is known of a run; see `newRun`. */

const NO_FAULT = new Set(["done", "stopped"]);

/**
 * phase: waiting (no event yet), queued, running, paused, ended.
 * @param {string} job
 * @returns {Run}
 */
export function newRun(job) {
  return {
    job,
    phase: "waiting",
    started: null,
    step: 0,
    total: 0,
    epochs: 0,
    perEpoch: 1,
    losses: [],
    accuracies: [],
    tests: [],
    rates: [],
    rate: null,
    speed: null,
    left: null,
    seconds: 0,
    snapshots: [],
    confusion: null,
    confusionStep: null,
    mistakes: null,
    embedding: null,
    queue: null,
    engine: null,
    limit: null,
    finished: null,
    lostAt: null,
    resumedAt: null,
    resumedAfter: null,
    note: null,
    version: 0,
  };
}

const FOLD = {
  queued(run, event) {
    run.phase = "queued";
    run.queue = { position: event.position, seconds: event.seconds ?? null, own: event.own ?? false };
  },
  engine(run, event) {
    run.engine = event.state;
  },
  started(run, event) {
    run.phase = "running";
    run.queue = null;
    run.started = event;
    run.total = event.total_steps;
    run.epochs = event.epochs;
    run.perEpoch = event.steps_per_epoch || 1;
    run.note = { what: "started", params: event.params, total: event.total_steps };
  },
  step(run, event) {
    if (run.phase === "queued" || run.phase === "waiting") run.phase = "running";
    // After a lost worker the steps since the last saved state are run again: same place, same numbers.
    // Steps count from 1, and a number stands at the place of its step.
    event.losses.forEach((loss, i) => {
      run.losses[event.first + i] = loss;
    });
    (event.accuracies ?? []).forEach((share, i) => {
      run.accuracies[event.first + i] = share;
    });
    run.step = event.step;
    noteRate(run, event.first, event.learning_rate);
    run.speed = event.images_per_second ?? run.speed;
    run.left = event.seconds_left ?? null;
    run.seconds = event.seconds ?? run.seconds;
    run.lostAt = null;
  },
  test(run, event) {
    run.step = Math.max(run.step, event.step);
    run.tests = run.tests.filter((old) => old.step < event.step);
    run.tests.push({
      step: event.step,
      seconds: event.seconds ?? null,
      test_loss: event.test_loss,
      test_accuracy: event.test_accuracy,
      train_loss: event.train_loss ?? null,
      train_accuracy: event.train_accuracy ?? null,
      pictures: event.pictures ?? null,
    });
    run.note = { what: "test", ...run.tests.at(-1) };
  },
  snapshot(run, event) {
    run.snapshots = run.snapshots.filter((old) => old.step < event.step);
    run.snapshots.push(event);
    if (event.confusion) [run.confusion, run.confusionStep] = [event.confusion, event.step];
  },
  mistakes(run, event) {
    run.mistakes = event;
  },
  embedding(run, event) {
    run.embedding = event;
  },
  command(run, event) {
    if (event.what === "paused") run.phase = "paused";
    if (event.what === "resumed") run.phase = "running";
    if (event.what === "learning_rate") noteRate(run, event.step, event.value, true);
    if (event.what === "sample") return;
    run.note = { what: event.what, step: event.step, value: event.value };
  },
  worker_lost(run, event) {
    run.lostAt = event.step ?? run.step;
    run.note = { what: "worker_lost", step: run.lostAt };
  },
  // The place where runs are given out was lost, with all it kept.
  scheduler_lost(run, event) {
    run.lostAt = event.step ?? run.step;
    run.engine = null;
    run.note = { what: "scheduler_lost", step: run.lostAt };
  },
  resumed(run, event) {
    run.phase = "running";
    run.engine = null;
    run.lostAt = null;
    run.resumedAt = event.step;
    run.resumedAfter = event.after;
    run.note = { what: "resumed", step: event.step };
  },
  finished(run, event) {
    run.phase = "ended";
    // A run that met a limit of the engine was told to stop: the limit is the reason.
    run.finished = event.reason === "stopped" && run.limit ? { ...event, reason: run.limit.code } : event;
    run.seconds = event.seconds ?? run.seconds;
    run.left = null;
    run.note = { what: "finished", step: event.step };
  },
  limit(run, event) {
    run.limit = { code: event.code, values: event.values ?? {} };
  },
  failed(run, event) {
    run.phase = "ended";
    run.finished = { reason: event.code, values: event.values ?? {}, step: event.step, seconds: run.seconds };
    run.left = null;
    run.note = { what: "finished", step: event.step };
  },
};

/**
 * Fold one event into the run. Events of an unknown type are left alone: an older page, a newer server.
 * @param {Run} run Is changed.
 * @param {{type: string, [name: string]: any}} event
 */
export function foldEvent(run, event) {
  const fold = FOLD[event.type];
  if (!fold) return;
  fold(run, event);
  run.version += 1;
}

/** A learning rate is worth a tick when a hand changed it; a schedule changes it all the time. */
function noteRate(run, step, value, byHand = false) {
  if (value === undefined || value === null) return;
  if (byHand) run.rates.push({ step, value });
  run.rate = value;
}

/**
 * A run that ended otherwise than as planned: nan, exploding, limit_seconds, unwatched, ...
 * @param {Run} run
 * @returns {string | null}
 */
export function faultOf(run) {
  const reason = run.finished?.reason;
  return reason && !NO_FAULT.has(reason) ? reason : null;
}

/**
 * At most `most` points [step, mean of its bucket] of numbers that came step by step.
 * @param {number[]} values One a step; holes are left out.
 * @param {number} span Steps from end to end.
 * @param {number} most
 * @returns {[number, number][]}
 */
export function bucketMeans(values, span, most) {
  const width = Math.max(1, Math.ceil(span / most));
  const points = [];
  for (let start = 0; start < values.length; start += width) {
    let sum = 0;
    let count = 0;
    for (let i = start; i < Math.min(start + width, values.length); i += 1) {
      if (Number.isFinite(values[i])) {
        sum += values[i];
        count += 1;
      }
    }
    if (count) points.push([start + (Math.min(width, values.length - start) - 1) / 2, sum / count]);
  }
  return points;
}

/**
 * [[step, value]] of one column of the evaluations: test_accuracy, train_loss, ...
 * What is said of training is the mean of the batches since the evaluation before, so it stands in
 * the middle of them; drawn at their end, training would seem to lag behind the test. The newest
 * stands at its end, beside the test it is compared with.
 * @param {Run} run
 * @param {string} name
 * @returns {[number, number][]}
 */
export function testPoints(run, name) {
  const isMean = name.startsWith("train_");
  const last = run.tests.length - 1;
  return run.tests
    .map((row, i) => [isMean && i > 0 && i < last ? (run.tests[i - 1].step + row.step) / 2 : row.step, row[name]])
    .filter(([, value]) => Number.isFinite(value));
}

/** The test accuracy as it was known at a step; NaN before the first test.
 * @param {Run} run
 * @param {number} step
 * @returns {number} A share.
 */
export function accuracyAt(run, step) {
  return run.tests.findLast((row) => row.step <= step)?.test_accuracy ?? NaN;
}

/**
 * When a step was reached, in seconds of training: as the events say, between two of them evenly.
 * @param {Run} run
 * @param {number} step
 * @returns {number}
 */
export function secondsAt(run, step) {
  const known = run.tests.filter((row) => Number.isFinite(row.seconds)).map((row) => [row.step, row.seconds]);
  known.push([run.finished?.step ?? run.step, run.finished?.seconds ?? run.seconds]);
  const after = known.find(([place]) => place >= step) ?? known.at(-1);
  const before = known.findLast(([place]) => place <= step) ?? [0, 0];
  if (after[0] <= before[0]) return before[1];
  return before[1] + ((step - before[0]) / (after[0] - before[0])) * (after[1] - before[1]);
}

/**
 * One run that went on from another's weights after `step` of its steps, as the curves of both:
 * the later one begins where the earlier one was left, and a mark says where.
 * @param {Run} before
 * @param {number} step Of `before`.
 * @param {Run} run
 * @returns {Run} With `joins`, the steps at which one went on from another.
 */
export function joinedRuns(before, step, run) {
  const begun = secondsAt(before, step);
  const later = (seconds) => (Number.isFinite(seconds) ? seconds + begun : seconds);
  const moved = (row) => ({ ...row, step: row.step + step, seconds: later(row.seconds) });
  const values = (name) => {
    const joined = Array.from({ length: step + 1 }, (_, i) => before[name][i]);
    run[name].forEach((value, i) => {
      joined[i + step] = value;
    });
    return joined;
  };
  return {
    ...run,
    step: run.step + step,
    total: (run.total || 1) + step,
    seconds: later(run.seconds),
    losses: values("losses"),
    accuracies: values("accuracies"),
    tests: [...before.tests.filter((row) => row.step <= step), ...run.tests.filter((row) => row.step > 0).map(moved)],
    rates: [...before.rates.filter((row) => row.step <= step), ...run.rates.map(moved)],
    joins: [...(before.joins ?? []), step],
    finished: run.finished && {
      ...run.finished,
      step: run.finished.step + step,
      seconds: later(run.finished.seconds),
      bad_step: Number.isFinite(run.finished.bad_step) ? run.finished.bad_step + step : run.finished.bad_step,
    },
    version: run.version + before.version,
  };
}
