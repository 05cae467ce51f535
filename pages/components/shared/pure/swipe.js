// Where a finger goes on a slider: along it, or across it, as one that scrolls the page does.

const SLACK = 8; // px that a finger may tremble

/**
 * @param {number} dx Pixels since it was put down, to the right.
 * @param {number} dy The same, downwards.
 * @returns {"along" | "across" | null} null: it has not moved yet.
 */
export function direction(dx, dy) {
  if (Math.max(Math.abs(dx), Math.abs(dy)) < SLACK) return null;
  return Math.abs(dx) > Math.abs(dy) ? "along" : "across";
}
