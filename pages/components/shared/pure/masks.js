// Dropout: which units a mask keeps, by what they are multiplied, and what many masks give.

/** By what a unit that stays is multiplied.
 * @param {number} p Probability of being dropped.
 * @param {"train" | "test"} mode
 * @param {"train" | "test"} scaling In which of the two the scaling is done.
 * @returns {number}
 */
export function factorOf(p, mode, scaling) {
  if (mode !== scaling) return 1;
  return mode === "train" ? 1 / (1 - p) : 1 - p;
}

/** The score that units give.
 * @param {number[]} units
 * @param {number[]} weights
 * @returns {number}
 */
export const scoreOf = (units, weights) => units.reduce((sum, unit, i) => sum + unit * weights[i], 0);

/**
 * What training and testing give, and the mean over every mask there is.
 *
 * @param {number[]} units
 * @param {number[]} weights
 * @param {number[][]} draws A number from 0 to 1 for each unit of each mask; below p it is dropped.
 * @param {{p: number, scaling: "train" | "test", isBent: boolean}} options isBent: the score goes through ReLU.
 * @returns {{results: number[], tested: number, expected: number, range: [number, number]}} results: one a
 *   mask; range: between the smallest and the largest that any mask can give.
 */
export function sampled(units, weights, draws, { p, scaling, isBent }) {
  const scale = factorOf(p, "train", scaling);
  const result = (keeps, by) => {
    const score = scoreOf(
      units.map((unit, i) => (keeps(i) ? unit * by : 0)),
      weights,
    );
    return isBent ? Math.max(0, score) : score;
  };
  const tested = result(() => true, factorOf(p, "test", scaling));
  const all = Array.from({ length: 2 ** units.length }, (_, mask) => {
    const keeps = (i) => ((mask >> i) & 1) === 1;
    const chance = units.reduce((product, _unit, i) => product * (keeps(i) ? 1 - p : p), 1);
    return { chance, value: result(keeps, scale) };
  });
  const possible = [tested, ...all.filter(({ chance }) => chance > 0).map(({ value }) => value)];
  return {
    results: draws.map((row) => result((i) => row[i] >= p, scale)),
    tested,
    expected: all.reduce((sum, { chance, value }) => sum + chance * value, 0),
    range: [Math.min(...possible), Math.max(...possible)],
  };
}

/** How many numbers fall into each of some equal boxes.
 * @param {number[]} values
 * @param {[number, number]} range
 * @param {number} count Of boxes.
 * @returns {{counts: number[], boxOf: (value: number) => number}}
 */
export function boxes(values, [low, high], count) {
  const boxOf = (value) =>
    high > low ? Math.min(count - 1, Math.max(0, Math.floor(((value - low) / (high - low)) * count))) : 0;
  const counts = Array(count).fill(0);
  for (const value of values) counts[boxOf(value)] += 1;
  return { counts, boxOf };
}
