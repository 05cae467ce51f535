// Every cell that can be pointed at has an id, "x:2,3": its matrix, its row, its column.

/**
 * @param {string} grid
 * @param {number} row
 * @param {number} col
 */
export const cellId = (grid, row, col) => `${grid}:${row},${col}`;

/** What an id names.
 * @param {string} id
 * @returns {{grid: string, row: number, col: number}}
 */
export function cellOf(id) {
  const at = id.lastIndexOf(":");
  const [row, col] = id
    .slice(at + 1)
    .split(",")
    .map(Number);
  return { grid: id.slice(0, at), row, col };
}
