// Where words stand in a chart, so that none covers another.

/** The least distance of two base lines, in pixels. */
export const LABEL_GAP = 16;

/** About how wide a label is: Chinese signs are twice as wide as digits.
 * @param {string} text
 * @returns {number} In pixels.
 */
export function widthOf(text) {
  return [...text].reduce((sum, sign) => sum + (sign > "\u2e80" ? 13 : 7), 0);
}

/** The height nearest above the wanted one where a label covers no other; it takes that place.
 * @param {{x: number, y: number, text: string}[]} taken Grows by the label.
 * @param {{x: number, y: number, text: string}} label
 * @param {number} highest As far up as it may go, in pixels from the top.
 * @returns {number}
 */
export function freeHeight(taken, label, highest) {
  const isClear = (y) =>
    taken.every(
      (other) =>
        Math.abs(other.y - y) >= LABEL_GAP ||
        other.x > label.x + widthOf(label.text) ||
        label.x > other.x + widthOf(other.text),
    );
  let y = label.y;
  while (!isClear(y) && y > highest) y -= 4;
  taken.push({ ...label, y });
  return y;
}
