// Which cells belong together: a window of the input, the kernel laid on it, the output it gives.

export const SIDE = 3; // of the kernel and of the output

/**
 * Whether the window of output cell `place` reads input cell (row, col).
 * @param {[number, number]} place Row and column.
 * @param {number} row
 * @param {number} col
 * @returns {boolean}
 */
export function reads(place, row, col) {
  return row >= place[0] && row < place[0] + SIDE && col >= place[1] && col < place[1] + SIDE;
}

/**
 * isRinged(role, row, col) for the cell pointed at. `place` is the window that is shown, if any;
 * without one a weight is ringed with every pixel that it is multiplied with.
 * @param {{role: "input" | "kernel" | "output", row: number, col: number} | null} pointed
 * @param {[number, number] | null} place
 * @returns {(role: string, row: number, col: number) => boolean}
 */
export function partners(pointed, place) {
  if (!pointed) return () => false;
  const { row, col } = pointed;
  const itself = (role, r, c) => role === pointed.role && r === row && c === col;
  if (pointed.role === "input") {
    const weight = place && reads(place, row, col) ? [row - place[0], col - place[1]] : null;
    return (role, r, c) =>
      itself(role, r, c) ||
      (role === "output" && reads([r, c], row, col)) ||
      (role === "kernel" && weight !== null && r === weight[0] && c === weight[1]);
  }
  if (pointed.role === "kernel") {
    const meets = place ? (r, c) => r === place[0] + row && c === place[1] + col : (r, c) => reads([row, col], r, c);
    return (role, r, c) => itself(role, r, c) || (role === "input" && meets(r, c));
  }
  return itself;
}
