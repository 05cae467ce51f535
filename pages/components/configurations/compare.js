// A column of the table against another: what was added, changed, taken away.

import { grouped } from "../shared/pure/numbers.js";

/**
 * @typedef {object} Cell
 * @property {string} name
 * @property {"conv" | "lrn" | "linear"} kind
 * @property {number} kernel Side of the window; 0 where there is none.
 * @property {number} ins
 * @property {number} outs
 * @property {number} size Side of the map that comes out.
 * @property {number} params
 * @property {number} mult_adds
 * @property {number | null} field
 *
 * @typedef {object} Column
 * @property {string} name
 * @property {Cell[][]} stages
 * @property {Cell[]} linear
 * @property {number} params
 * @property {number} conv_params
 * @property {number} mult_adds
 *
 * @typedef {{cell: Cell, mark: "same" | "added" | "changed" | "removed", was: Cell | null}} Slot
 */

/** The cells of one stage, each with how it stands to the other column; those that are gone come last.
 * @param {Cell[]} cells
 * @param {Cell[]} others Of the same stage; none to compare with gives no marks.
 * @returns {Slot[]}
 */
export function marked(cells, others) {
  const places = { conv: 0, lrn: 0 };
  const slots = cells.map((cell) => {
    const rivals = others.filter(({ kind }) => kind === cell.kind);
    const was = rivals[places[cell.kind]] ?? null;
    places[cell.kind] += 1;
    const isSame = was && was.kernel === cell.kernel && was.outs === cell.outs;
    return { cell, mark: isSame ? "same" : was ? "changed" : "added", was };
  });
  const gone = Object.entries(places).flatMap(([kind, count]) =>
    others.filter((other) => other.kind === kind).slice(count),
  );
  return [...slots, ...gone.map((cell) => ({ cell, mark: "removed", was: cell }))];
}

/** The column that another is held against: its left neighbour, or the one that was chosen.
 * @param {Column[]} columns
 * @param {number} index
 * @param {string} against `left`, or the name of a column.
 * @returns {Column | null} None for the first, and for the chosen one itself.
 */
export function rivalOf(columns, index, against) {
  if (against === "left") return columns[index - 1] ?? null;
  const chosen = columns.find(({ name }) => name === against);
  return chosen && chosen !== columns[index] ? chosen : null;
}

/** Every slot of a column; without a rival nothing is marked.
 * @param {Column} column
 * @param {Column | null} rival
 * @returns {Slot[][]}
 */
export const slotsOf = (column, rival) =>
  column.stages.map((cells, i) => marked(cells, rival ? rival.stages[i] : cells));

/** What costs something, from the picture down to the classes.
 * @param {Column} column
 * @returns {Cell[]}
 */
export const layersOf = (column) => [...column.stages.flat(), ...column.linear];

/** Where a layer lies in the bar of its column.
 * @param {Column} column
 * @param {string} name
 * @param {"params" | "mult_adds"} cost
 * @returns {{from: number, to: number} | null} Counted from the first layer on; null for an unknown name.
 */
export function spanOf(column, name, cost) {
  let from = 0;
  for (const layer of layersOf(column)) {
    if (layer.name === name) return { from, to: from + layer[cost] };
    from += layer[cost];
  }
  return null;
}

/** A difference with its sign: +4,718,592, −18, ±0.
 * @param {number} value
 * @returns {string}
 */
export const signed = (value) => (value === 0 ? "\u00b10" : `${value < 0 ? "\u2212" : "+"}${grouped(Math.abs(value))}`);

/** A share in per cent, with the digits that tell it from nothing.
 * @param {number} part
 * @param {number} whole
 * @returns {string}
 */
export function percent(part, whole) {
  const share = (100 * part) / whole;
  return share === 0 ? "0" : String(Number(share.toPrecision(share < 10 ? 2 : 3)));
}

/** 138 M, 15.5 G: three digits that count.
 * @param {number} value At least a million.
 * @returns {string}
 */
export function short(value) {
  const [scale, unit] = value >= 1e9 ? [1e9, "G"] : [1e6, "M"];
  return `${(value / scale).toFixed(value / scale >= 100 ? 0 : unit === "G" ? 2 : 1)} ${unit}`;
}
