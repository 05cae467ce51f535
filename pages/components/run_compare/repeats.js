// A run with several seeds: the mean, and from where to where they go. Pure: from runs to numbers.

/** @typedef {import("../shared/pure/run_record.js").Run} Run */

const meanOf = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Which of a run and its repeats count: those that are over. The first is the run itself.
 * @param {{run: Run | null, repeats?: {run: Run | null}[]}} one
 * @returns {Run[]}
 */
export function endedOf(one) {
  return [one.run, ...(one.repeats ?? []).map((repeat) => repeat.run)].filter((run) => run?.phase === "ended");
}

/**
 * {points: [[x, mean]], range: [[x, low, high]]} over the places that all curves have.
 * @param {[number, number, number][][]} curves Points [x, value, step].
 * @returns {{points: number[][], range: number[][]}}
 */
export function spreadOf(curves) {
  const [first, ...others] = curves;
  const places = first
    .map(([, , step]) => step)
    .filter((step) => others.every((curve) => curve.some((point) => point[2] === step)));
  const rows = places.map((step) => {
    const found = curves.map((curve) => curve.find((point) => point[2] === step));
    const values = found.map(([, value]) => value);
    return [meanOf(found.map(([x]) => x)), meanOf(values), Math.min(...values), Math.max(...values)];
  });
  return { points: rows.map(([x, mean]) => [x, mean]), range: rows.map(([x, , low, high]) => [x, low, high]) };
}

/** Mean and the largest distance from it; NaN where a value is missing. */
function meanAndSpread(values) {
  const mean = meanOf(values);
  return { mean, spread: Math.max(...values.map((value) => Math.abs(value - mean))) };
}

/**
 * "83.1 ± 1.4", or one number alone.
 * @param {number[]} values
 * @param {(value: number) => string} write
 * @returns {string}
 */
export function spreadText(values, write) {
  if (values.length < 2) return write(values[0]);
  const { mean, spread } = meanAndSpread(values);
  return `${write(mean)} \u00b1 ${write(spread)}`;
}
