// From a number to the strength of its fill.

/**
 * Fill for value: one hue while all values are >= 0, the signed scale as soon as one is negative.
 * @param {number[][]} matrix
 * @returns {{signed: boolean, largest: number, strength: (value: number) => number}}
 */
export function colourScale(matrix) {
  let low = Infinity;
  let high = -Infinity;
  for (const row of matrix) {
    for (const value of row) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  const signed = low < 0;
  const largest = Math.max(Math.abs(low), Math.abs(high)) || 1;
  if (signed) return { signed, largest, strength: (value) => value / largest };
  const span = high - low;
  // All cells equal: a middle tone, so that a blur kernel is not shown as empty.
  const strength = span > 0 ? (value) => (value - low) / span : (value) => (value === 0 ? 0 : 0.5);
  return { signed, largest, strength };
}
