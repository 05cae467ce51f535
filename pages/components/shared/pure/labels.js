// Where words stand in a chart, so that none covers another.

export const LABEL_GAP = 16; // pixels between two base lines

/** About how wide a label is: Chinese signs are twice as wide as digits. */
export function widthOf(text) {
  return [...text].reduce((sum, sign) => sum + (sign > "\u2e80" ? 13 : 7), 0);
}

/** The height nearest above the wanted one where a label covers no other; it takes that place. */
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
