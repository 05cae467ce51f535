// Where a dragged window comes to rest.

/** The window whose middle is nearest to a place, given in cells from the edge.
 * @param {number} far
 * @param {{starts: number[], kernel: number}} windows
 * @returns {number} Its index.
 */
export function nearest(far, { starts, kernel }) {
  const off = (start) => Math.abs(start + kernel / 2 - far);
  return starts.reduce((best, start, i) => (off(start) < off(starts[best]) ? i : best), 0);
}

/** Both indices within the windows there are.
 * @param {number[]} place
 * @param {number} count
 * @returns {number[]}
 */
export const kept = (place, count) => place.map((at) => Math.min(Math.max(at, 0), count - 1));

/** How many columns a window has in common with the next one.
 * @param {number} start
 * @param {number | undefined} next
 * @param {number} kernel
 */
export const shared = (start, next, kernel) => (next === undefined ? 0 : Math.max(0, start + kernel - next));
