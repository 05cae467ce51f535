// What the curves of a comparison say at a place. Pure: from runs to numbers.

import { secondsAt, testPoints } from "../shared/pure/run_record.js";
import { endedOf, spreadOf } from "./repeats.js";

/** @typedef {import("../shared/pure/run_record.js").Run} Run */
/** What the switches show.
 * @typedef {{measure: "accuracy" | "loss", side: "test" | "train" | "both", across: "steps" | "seconds"}} Shown
 */
/** A kept run or a ghost.
 * @typedef {{letter: string, run: Run | null, ghost?: boolean, repeats: {run: Run | null}[]}} One
 */

/** Where a step of a run stands on the axis.
 * @param {Run} run @param {number} step @param {Shown} shown */
export function placeOf(run, step, shown) {
  return shown.across === "seconds" ? secondsAt(run, step) : step;
}

/** [place, value, step] of every test.
 * @param {Run} run @param {string} side @param {Shown} shown @returns {[number, number, number][]} */
export function pointsOf(run, side, shown) {
  const scale = shown.measure === "accuracy" ? 100 : 1;
  return testPoints(run, `${side}_${shown.measure}`).map(([step, value]) => [
    placeOf(run, step, shown),
    scale * value,
    step,
  ]);
}

/** What is drawn of a run: its curve, or with several seeds their mean and their range.
 * @param {One} one @param {string} side @param {Shown} shown
 * @returns {{points: number[][], range: number[][]}} */
export function curveOf(one, side, shown) {
  const ended = endedOf(one);
  if (ended.length < 2) return { points: pointsOf(one.run, side, shown), range: [] };
  return spreadOf(ended.map((run) => pointsOf(run, side, shown)));
}

/** Where the crosshair may stand.
 * @param {One[]} runs @param {Shown} shown @returns {number[]} */
export function placesOf(runs, shown) {
  const xs = runs.filter((one) => one.run).flatMap((one) => curveOf(one, "test", shown).points.map(([x]) => x));
  return [...new Set(xs)].sort((a, b) => a - b);
}

/**
 * The value of each run at a place, the best first, ghosts last.
 * @param {One[]} runs
 * @param {Shown} shown
 * @param {{solo: string | null, cross: number | null}} at One run alone; null for the end of each.
 * @returns {{one: One, value: number | null, spread: number | null}[]} The spread is null for one seed.
 */
export function readingsAt(runs, shown, { solo, cross }) {
  const side = shown.side === "train" ? "train" : "test";
  const order = shown.measure === "accuracy" ? -1 : 1;
  const worst = -order * Infinity;
  return runs
    .filter((one) => one.run && (!solo || one.letter === solo || one.ghost))
    .map((one) => ({ one, ...readAt(curveOf(one, side, shown), cross ?? Infinity) }))
    .sort(
      (a, b) =>
        Number(a.one.ghost ?? false) - Number(b.one.ghost ?? false) ||
        order * ((a.value ?? worst) - (b.value ?? worst)),
    );
}

function readAt({ points, range }, at) {
  const value = valueAt(points, at);
  if (!range.length || value === null) return { value, spread: null };
  const [low, high] = [1, 2].map((k) =>
    valueAt(
      range.map((row) => [row[0], row[k]]),
      at,
    ),
  );
  return { value, spread: Math.max(high - value, value - low) };
}

/** On the drawn line: between two tests the straight piece, outside of the run nothing.
 * @param {number[][]} points @param {number} x @returns {number | null} */
export function valueAt(points, x) {
  if (!points.length || x < points[0][0]) return null;
  if (x === Infinity) return points.at(-1)[1];
  const after = points.findIndex(([place]) => place >= x);
  if (after < 0) return null;
  const [right, high] = points[after];
  if (right === x || after === 0) return high;
  const [left, low] = points[after - 1];
  return low + ((x - left) / (right - left)) * (high - low);
}
