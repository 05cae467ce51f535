// Where the gradient of a pooling goes, window by window: the largest takes all of it, the mean gives
// every cell the same share; where windows overlap the gifts add up.

import { cellId, cellOf } from "../../shared/pure/cells.js";
import { pad } from "../../shared/pure/windows.js";
import { poolAxis, poolRead } from "./pool_axis.js";
import { divisorOf, poolAxes, readsOf, winnerOf } from "./pools.js";
import { inputOf, legalBy, problemOf, withEdits } from "./scene.js";

const FED = ["grad_max", "grad_avg"];
const asIs = (row, col) => [row, col];
const range = (length) => Array.from({ length }, (_, i) => i);

/** Everything the screen shows, from the settings alone. There is no padding here.
 * @param {Record<string, any>} settings As in the contract: pairs are [rows, columns].
 * @param {{random: number[][], grads: number[]}} given grads: what the output gradients begin with, in turn.
 * @returns {import("./scene.js").Scene}
 */
export function pool2d_backward(settings, presets, given) {
  const axes = poolAxes(settings);
  const problem = problemOf(axes);
  const input = inputOf(settings, presets, given);
  const [rows, cols] = axes;
  const count = problem ? 0 : rows.out * cols.out;
  const placeOf = (index) => [Math.floor(index / cols.out), index % cols.out];
  const began = range(problem ? 0 : rows.out).map((i) =>
    range(cols.out).map((j) => given.grads[(i * cols.out + j) % given.grads.length]),
  );
  const grads = withEdits(began, settings.grad_edits);
  const padded = pad(input, rows, cols);
  const windows = range(count).map((index) => windowOf(index));
  const gifts = Object.fromEntries(FED.map((grid) => [grid, giftsOf(grid)]));

  /** One window: what it reads, whose number it kept, and its gradient. */
  function windowOf(index) {
    const [i, j] = placeOf(index);
    const reads = readsOf(padded, axes, i, j);
    return { at: [i, j], reads, winner: winnerOf(reads), divisor: divisorOf(axes, i, j, true), grad: grads[i][j] };
  }

  /** Everything that each cell of the input is given, in the order of the windows. */
  function giftsOf(grid) {
    const found = new Map();
    windows.forEach(({ at, reads, winner, divisor, grad }, window) => {
      for (const read of grid === "grad_max" ? [winner] : reads) {
        const value = grid === "grad_max" ? grad : grad / divisor;
        const id = read.at.join();
        if (!found.has(id)) found.set(id, []);
        const term = { id: `${window}`, window, cells: [cellId("grad_out", ...at)], numbers: [value, 1], value };
        found.get(id).push(term);
      }
    });
    return found;
  }

  const termsOf = (grid, row, col, now) =>
    (gifts[grid].get(`${row},${col}`) ?? []).filter(({ window }) => window <= now);
  const sumOf = (terms) => terms.reduce((all, { value }) => all + value, 0);
  const table = (grid) =>
    range(rows.size).map((row) => range(cols.size).map((col) => sumOf(termsOf(grid, row, col, count))));

  function cellStep(grid, row, col, now) {
    const terms = termsOf(grid, row, col, now);
    const begin = `${grid}[${row}, ${col}] = `;
    const target = cellId(grid, row, col);
    return { target, rule: "add", begin, frames: [], terms, corners: new Map(), total: sumOf(terms) };
  }

  /** @returns {import("./scene.js").Step} */
  function step(index) {
    const { at, reads, winner, divisor, grad } = windows[index];
    const [row, col] = winner.at;
    const box = { row: at[0] * rows.stride, col: at[1] * cols.stride, rows: rows.extent, cols: cols.extent };
    const frames = ["x", ...FED].map((grid) => ({ grid, kind: "window", ...box }));
    const won = { text: null, isZero: false, isWon: true, says: { key: "cell_won" } };
    const ways = reads.filter((read) => read.value === winner.value).length > 1 ? "tie" : "one";
    const values = { row: at[0] + 1, column: at[1] + 1, grad, to_row: row + 1, to_column: col + 1, divisor };
    return {
      ...cellStep("grad_max", row, col, index),
      where: { key: `where_grad_${ways}`, values: { ...values, share: grad / divisor } },
      frames: [...frames, { grid: "grad_out", kind: "window", row: at[0], col: at[1], rows: 1, cols: 1 }],
      corners: new Map([
        [cellId("x", row, col), won],
        [cellId("grad_max", row, col), won],
      ]),
      other: cellStep("grad_avg", row, col, index),
    };
  }

  function stepOf(cell) {
    const { grid, row, col } = cellOf(cell);
    return grid === "grad_out" && row < rows.out && col < cols.out ? row * cols.out + col : null;
  }

  function shown(pointed, now) {
    const { grid, row, col } = pointed ? cellOf(pointed) : {};
    if (FED.includes(grid)) {
      const other = FED.find((one) => one !== grid);
      const both = () => ({ ...cellStep(grid, row, col, now), other: cellStep(other, row, col, now) });
      return { key: `${pointed}@${now}`, step: both };
    }
    const index = (pointed && stepOf(pointed)) ?? now;
    return { key: String(index), step: () => step(index) };
  }

  const look = (now) => (cell) => {
    const { grid, row, col } = cellOf(cell);
    if (grid === "grad_out") return { isCurrent: stepOf(cell) === now };
    return FED.includes(grid) && count ? { value: sumOf(termsOf(grid, row, col, now)) } : {};
  };

  const read = problem ? null : axes.map(poolRead);
  const fed = (grid) => ({ role: "input", name: grid, values: table(grid), scaled: shared, inner: null, read });
  const shared = [...grads, ...table("grad_max")];
  const grids = {
    x: {
      role: "input",
      name: "input",
      values: input,
      scaled: input,
      inner: null,
      read,
      edits: { setting: "input_edits", at: asIs },
    },
    grad_out: {
      role: "output",
      name: "grad_out",
      values: grads,
      scaled: shared,
      inner: null,
      edits: { setting: "grad_edits", at: asIs },
    },
    grad_max: fed("grad_max"),
    grad_avg: fed("grad_avg"),
  };
  const cells = FED.flatMap((grid) => range(rows.size).flatMap((i) => range(cols.size).map((j) => [grid, i, j])));
  const byAxis = legalBy(settings, (own) => poolAxis({ ...own, ceil_mode: settings.ceil_mode }));
  return {
    problem,
    grids,
    axes,
    operands: ["grad_out", "x"],
    played: "grad_out",
    count,
    rowLength: cols.out,
    step,
    stepOf,
    shown,
    look,
    sums: { count: count ? cells.length : 0, at: (i) => cellStep(...cells[i], count), usesAll: true },
    legend: [],
    legal: byAxis,
  };
}
