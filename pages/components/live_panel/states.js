// What a state is called, what it says, and which ways on it offers. Pure: from the run to words.

import { countText, percentText, shortText } from "../shared/pure/readouts.js";
import { faultOf } from "../shared/pure/run_record.js";
import { fillSlots } from "../shared/pure/slots.js";
import { judge, otherRate, rateOf } from "./judgement.js";
import { findingWords, sentences, wayOn } from "./verdicts.js";

/** @typedef {import("../shared/pure/run_record.js").Run} Run */

const LOWER = 10; // the usual first aid for a loss that is not a number: a tenth of the rate
const BACK_FOR_MS = 8000;

/**
 * empty, blocked, waiting, queued, running, paused, done, fault, worker_lost, lost or gone.
 * @param {{run: Run, link: string} | null | undefined} live
 * @param {string | null} problem Why no run can begin.
 * @returns {string}
 */
export function stateOf(live, problem) {
  if (!live) return problem ? "blocked" : "empty";
  const { run, link } = live;
  if (run.phase === "ended") return problem ? "blocked" : faultOf(run) ? "fault" : "done";
  if (link === "gone") return "gone";
  if (link === "lost") return "lost";
  if (run.lostAt !== null) return "worker_lost";
  return run.phase;
}

/**
 * The state as other parts of the page know it: the settings column, the builder.
 * @param {string} state
 * @returns {string}
 */
export function plainState(state) {
  if (["waiting", "lost", "worker_lost", "running"].includes(state)) return "running";
  if (["empty", "blocked"].includes(state)) return "empty";
  return ["queued", "paused"].includes(state) ? state : "ended";
}

/**
 * {tone, title, text, actions} of the band below the progress bar, or null.
 * @param {string} state
 * @param {import("../shared/view/live_job.js").Live | null} live
 * @param {import("./component.js").PanelData} data
 * @returns {{tone: string, title: string, text: string, actions: object[]} | null}
 */
export function messageOf(state, live, data) {
  const { strings } = data;
  const say = (name, values = {}) => fillSlots(strings[name], values);
  const run = live?.run;
  if (state === "blocked") return blocked(data);
  if (state === "queued") return queued(run, say);
  if (state === "fault") return fault(run, data, say);
  if (run?.engine === "unavailable" && run.phase !== "ended")
    return { tone: "plain", title: say("cluster_title"), text: say("cluster_text"), actions: [] };
  if (state === "worker_lost") return interrupted(run.note.what, "title", {}, say);
  if (state === "lost") return { tone: "plain", title: say("lost_title"), text: say("lost_text"), actions: [] };
  if (state === "gone") return { tone: "fault", title: say("gone_title"), text: say("gone_text"), actions: [] };
  if (live?.gap && performance.now() - live.gap.until < BACK_FOR_MS) return back(live.gap, say);
  if (
    run?.resumedAt !== null &&
    run?.resumedAt !== undefined &&
    run.step - run.resumedAt < 2 * run.perEpoch &&
    run.phase !== "ended"
  ) {
    const what = run.resumedAt === 0 ? "restarted_title" : "resumed_title";
    return interrupted(run.resumedAfter, what, { step: countText(run.resumedAt) }, say);
  }
  return run && !data.old ? wayOn(judge(run, data.known), data.strings) : null;
}

/** A run that was interrupted: by its own worker's end, or by that of the scheduler, which all share. */
function interrupted(by, what, values, say) {
  const cause = by === "scheduler_lost" ? "scheduler" : "worker";
  const actions = [{ name: "restart", label: say("restart") }];
  return { tone: "info", title: say(`${cause}_${what}`, values), text: say(`${cause}_text`), actions };
}

function blocked({ problem, fixes, detail }) {
  const actions = (fixes ?? []).map((fix) => ({ name: "fix", value: fix.id, label: fix.label }));
  return { tone: "fault", title: problem, text: detail ?? "", actions };
}

function queued(run, say) {
  const { position, seconds, own } = run.queue ?? { position: 1 };
  const actions = [{ name: "leave", label: say("leave_queue") }];
  if (own) {
    actions.unshift({ name: "end_other", label: say("end_other") });
    return { tone: "info", title: say("queued_own_title"), text: say("queued_own_text"), actions };
  }
  const ahead = Math.max(0, position - 1);
  const title =
    Number.isFinite(seconds) && seconds !== null
      ? say("queued_title", { ahead, seconds: Math.max(1, Math.round(seconds)) })
      : say("queued_title_plain", { ahead });
  return { tone: "info", title, text: say("queued_text"), actions };
}

function back(gap, say) {
  const values = {
    seconds: Math.max(1, Math.round(gap.seconds)),
    steps: countText(Math.max(0, (gap.to ?? gap.from) - gap.from)),
  };
  return { tone: "plain", title: say("back_title", values), text: say("back_text"), actions: [] };
}

function fault(run, data, say) {
  const reason = faultOf(run);
  const step = countText(run.finished.bad_step ?? run.finished.step ?? run.step);
  if (reason === "nan" || reason === "exploding") return diverged(run, reason, step, data, say);
  const actions = [{ name: "compare", label: say("keep_compare") }];
  if (reason === "limit_seconds") {
    const limit = Math.round(data.limitSeconds);
    actions.push({ name: "run_more", label: say("run_more", { limit }) });
    return { tone: "plain", title: say("limit_seconds_title", { limit, step }), text: say("kept_text"), actions };
  }
  if (data.strings[`${reason}_title`])
    return { tone: "plain", title: say(`${reason}_title`, { step }), text: say("kept_text"), actions };
  // A setting that cannot work has a code, and the page has its sentence.
  const title = data.failures?.[reason] ?? say("error_title", { step });
  return {
    tone: "fault",
    title,
    text: data.failures?.[reason] ? "" : say("error_text"),
    actions: [{ name: "restart", label: say("start") }],
  };
}

function diverged(run, reason, step, data, say) {
  const rate = rateOf(run, data.known);
  const lower = otherRate(rate, 1 / LOWER, data.known);
  const good = run.finished.last_good_step;
  const isKept = Number.isFinite(good) && good !== null && good > 0;
  const texts = [];
  if (rate) texts.push(say("nan_rate", { rate: shortText(rate) }));
  if (isKept) texts.push(say("nan_kept", { good: countText(good) }));
  const actions = [{ name: "restart_rate", value: lower, label: say("restart_rate", { rate: shortText(lower) }) }];
  if (isKept)
    actions.unshift({
      name: "continue_lower",
      value: lower,
      label: say("continue_lower", { good: countText(good), rate: shortText(lower) }),
    });
  return {
    tone: "fault",
    title: say(`${reason}_title`, { step }),
    text: sentences(...texts),
    actions: rate && lower !== null ? actions : [],
  };
}

/**
 * One sentence: what just happened.
 * @param {string} state
 * @param {import("../shared/view/live_job.js").Live | null} live
 * @param {import("./component.js").PanelData} data
 * @returns {string}
 */
export function sentenceOf(state, live, data) {
  const { strings } = data;
  const say = (name, values = {}) => fillSlots(strings[name], values);
  if (state === "waiting" && live.run.engine === "unavailable") return say("said_unavailable");
  if (["empty", "blocked", "waiting", "lost"].includes(state)) return say(`said_${state}`);
  const { run } = live;
  if (state === "queued") return say("said_queued", { position: run.queue?.position ?? 1 });
  if (state === "gone") return say("gone_title");
  const note = run.note ?? {};
  if (note.what === "finished") return ended(run, data, say);
  if (note.what === "started")
    return say("said_started", { params: countText(note.params ?? 0), total: countText(note.total) });
  if (note.what === "test") return evaluated(run, note, data, say);
  const known = ["paused", "resumed", "learning_rate", "schedule"].find((what) => what === note.what);
  if (known)
    return say(`said_${known}`, { step: countText(note.step ?? run.step), value: shortText(Number(note.value)) });
  if (note.what === "refused") return strings.refused;
  return { worker_lost: say("worker_title"), scheduler_lost: say("scheduler_title") }[note.what] ?? "";
}

function ended(run, data, say) {
  const step = countText(run.finished.bad_step ?? run.finished.step ?? run.step);
  if (faultOf(run)) return say("said_fault", { step });
  if (data.old) return say("said_old", { what: data.old });
  const found = findingWords(run, judge(run, data.known), data.strings);
  if (data.shows) return sentences(say("said_loaded", { name: data.shows, accuracy: accuracyText(run) }), found);
  if (run.finished.reason === "stopped") return sentences(say(stoppedWord(run), { step }), found);
  const accuracy = accuracyText(run);
  const seconds = countText(run.finished.seconds ?? run.seconds);
  return sentences(say("said_done", { accuracy, seconds }), found);
}

/** Before its first step a run has no result, and before its start not even a network. */
function stoppedWord(run) {
  if (!run.started) return "said_left";
  return run.finished.step ? "said_stopped" : "said_stopped_early";
}

function accuracyText(run) {
  return percentText(run.finished.test_accuracy ?? run.tests.at(-1)?.test_accuracy);
}

function evaluated(run, note, data, say) {
  const isEpoch = note.step > 0 && note.step % run.perEpoch === 0;
  const accuracy = percentText(note.test_accuracy);
  const head = isEpoch
    ? say("said_epoch", { epoch: note.step / run.perEpoch, accuracy })
    : say("said_test", { step: countText(note.step), accuracy });
  const found = findingWords(run, judge(run, data.known), data.strings);
  return sentences(head, found || gapWords(note, say));
}

const WIDE_GAP = 0.1;

/** How far the test lies from training: a number, and where to look if it is large. */
function gapWords({ train_accuracy: train, test_accuracy: test }, say) {
  if (train === null) return "";
  const gap = (100 * Math.abs(train - test)).toFixed(1);
  if (test >= train) return say("gap_above", { gap });
  return say(train - test > WIDE_GAP ? "gap_wide" : "gap_below", { gap });
}
