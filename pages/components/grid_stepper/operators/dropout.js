// Units, the mask that switches some of them off, and the score that the others give.

import { cellId, cellOf } from "../../shared/pure/cells.js";
import { factorOf, sampled, scoreOf } from "../../shared/pure/masks.js";
import { formatNumber } from "../../shared/pure/numbers.js";
import { matrix, operand, withEdits } from "./scene.js";

/** Everything the screen shows, from the settings alone.
 * @param {{p: string, mode: "train" | "test", scaling: "train" | "test", bend: "none" | "relu", seed: number,
 *   mask_edits: [number, number, string][], input_edits: [number, number, string][]}} settings
 * @param {object} _presets
 * @param {{hidden: number[][], weight: number[][], draws: number[][]}} given
 * @returns {import("./scene.js").Scene}
 */
export function dropout(settings, _presets, { hidden, weight, draws }) {
  const { mode, scaling, bend, seed, mask_edits: edits } = settings;
  const p = Number(settings.p);
  const isTrained = mode === "train";
  const units = withEdits(hidden, settings.input_edits).flat();
  const weights = weight.flat();
  const drawn = [draws[seed].map((number) => (number >= p ? 1 : 0))];
  const keeps = withEdits(drawn, edits)[0].map((bit) => !isTrained || bit !== 0);
  const scale = factorOf(p, mode, scaling);
  const mask = keeps.map((keep) => (keep ? scale : 0));
  const passed = units.map((unit, i) => unit * mask[i]);
  const score = scoreOf(passed, weights);
  const scores = bend === "relu" ? [score, Math.max(0, score)] : [score];
  const count = units.length + scores.length;

  /** A unit meets its mask.
   * @returns {import("./scene.js").Step}
   */
  function unitStep(i) {
    const numbers = [units[i], mask[i]];
    const cells = [cellId("x", 0, i), cellId("mask", 0, i)];
    const kind = !isTrained ? "where_whole" : keeps[i] ? "where_stays" : "where_dropped";
    return {
      target: cellId("out", 0, i),
      where: { key: kind, values: { unit: i + 1 } },
      frames: [],
      terms: [{ id: "0", cells, numbers, value: passed[i] }],
      corners: new Map(),
      total: passed[i],
      // A product with 0 would be left out of a sum; here it is what there is to see.
      ...(mask[i] === 0 ? { rule: "add", begin: `${formatNumber(units[i])}\u00d70 = ` } : {}),
    };
  }

  /** All that is passed on, weighed and added up; what was dropped is struck out.
   * @returns {import("./scene.js").Step}
   */
  function scoreStep() {
    const terms = passed.map((value, i) => ({
      id: String(i),
      cells: [cellId("out", 0, i), cellId("weight", 0, i)],
      numbers: [value, weights[i]],
      value: value * weights[i],
      mark: keeps[i] ? null : "left_out",
    }));
    const left = keeps.filter(Boolean).length;
    const where = { key: "where_added", values: { left, count: units.length } };
    return { target: cellId("score", 0, 0), where, frames: [], terms, corners: new Map(), total: score };
  }

  /** @returns {import("./scene.js").Step} */
  function bendStep() {
    return {
      target: cellId("score", 0, 1),
      where: { key: "where_bend", values: {} },
      rule: "call",
      begin: "max(0, ",
      frames: [],
      terms: [{ id: "0", cells: [cellId("score", 0, 0)], numbers: [score, 1], value: score }],
      corners: new Map(),
      total: scores[1],
    };
  }

  const step = (i) => (i < units.length ? unitStep(i) : i === units.length ? scoreStep() : bendStep());

  function stepOf(cell) {
    const { grid, col } = cellOf(cell);
    return grid === "score" ? units.length + col : grid === "weight" ? units.length : col;
  }

  /** A click on the mask switches its unit off or on. */
  function chosen(cell) {
    const { grid, col } = cellOf(cell);
    if (grid !== "mask" || !isTrained) return null;
    const others = edits.filter(([, i]) => i !== col);
    const bit = keeps[col] ? 0 : 1;
    const isDrawn = drawn[0][col] === bit;
    const edited = isDrawn ? others : [...others, [0, col, String(bit)]].sort((a, b) => a[1] - b[1]);
    return { mask_edits: edited, step: count - 1 }; // what comes of it is seen at once
  }

  const look = (now) => (cell) => {
    const { grid, col } = cellOf(cell);
    if (grid === "out") return { isEmpty: col > now, isCurrent: col === now };
    if (grid === "score") return { isEmpty: units.length + col > now, isCurrent: units.length + col === now };
    return grid === "mask" && !keeps[col] ? { text: "\u2715" } : {};
  };

  return {
    problem: null,
    grids: {
      x: operand("input", "hidden_units", [units], "input_edits"),
      mask: {
        ...matrix("part", "drop_mask", [mask]),
        symbol: "m",
        says: { added: "drop_dropped", unread: "drop_dropped" },
        isAdded: (_row, col) => !keeps[col],
      },
      out: { ...matrix("input", "passed_on", [passed]), symbol: "y" },
      weight: { ...matrix("kernel", "score_weights", weight), symbol: "w" },
      score: { ...matrix("output", bend === "relu" ? "drop_score_relu" : "drop_score", [scores]), symbol: "z" },
    },
    axes: [{}, {}],
    operands: ["x", "mask"],
    numbers: ["x", "out"],
    count,
    rowLength: units.length,
    step,
    stepOf,
    chosen,
    shown: (pointed, now) => {
      const index = pointed ? stepOf(pointed) : now;
      return { key: String(index), step: () => step(index) };
    },
    look,
    sums: { count, at: step, usesAll: false, shared: ["mask", "weight"] },
    legend: [],
    masks: { ...sampled(units, weights, draws, { p, scaling, isBent: bend === "relu" }), now: scores.at(-1) },
  };
}
