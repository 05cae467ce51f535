// What an operator returns, and what all of them do with settings.

import { parseNumber } from "../../shared/pure/numbers.js";
import { alongAxis, legalValues, readPositions } from "../../shared/pure/windows.js";

/**
 * @typedef {{row: number, col: number, rows: number, cols: number}} Box
 *
 * @typedef {[number, number, string]} Edit Row, column, and the number as it was typed.
 *
 * @typedef {object} SceneGrid One matrix.
 * @property {"input" | "kernel" | "part" | "output"} role part: what is still to be added up.
 * @property {string} name Key of its name among the words.
 * @property {Record<string, number>} [named] What fills the slots of that name.
 * @property {string} [lane] The channel it belongs to, in words.
 * @property {number} [depth] How many matrices like it lie on each other.
 * @property {string} [symbol] Where it is not its id.
 * @property {number[][]} values
 * @property {[number, number]} [origin] Where its cell 0,0 is drawn, where what is drawn begins before it.
 * @property {Box | null} inner The part that is no border, where there is one.
 * @property {((row: number, col: number) => boolean) | null} [isAdded] Which of the drawn cells are no part of it.
 * @property {{added: string, unread: string}} [says] Keys of what is said of such a cell, and of one
 *   that nothing reads; without them as where a window slides.
 * @property {{word: string, size: [number, number]} | null} [own] Its size without them.
 * @property {[number, number]} [size] What is written above it, where more is drawn than that.
 * @property {number[][]} scaled What its colours range over.
 * @property {boolean[][] | null} [read] Per axis: whether any window reads a row, a column.
 * @property {string} [none] Key of what is said where it has no cell.
 * @property {{setting: string, at: (row: number, col: number) => [number, number]}} [edits]
 *
 * @typedef {object} Step
 * @property {string} target The cell whose sum is written out.
 * @property {{key: string, values: Record<string, number | string>}} [where] How the sentence begins,
 *   where it does not with row and column of the target.
 * @property {(Box & {grid: string, kind: string})[]} frames
 * @property {(import("../../shared/pure/sum.js").Product & {value: number})[]} terms
 * @property {Map<string, Corner>} [corners] What the step makes of a cell, where that is not the weight
 *   that each number meets.
 * @property {number} total
 * @property {"max" | "avg" | "add" | "call"} [rule] What is done with the terms, where they are not added up.
 * @property {number} [divisor] Of their mean.
 * @property {string} [begin] What is written before a sum of them.
 * @property {number} [derivative] Of a function at its number.
 * @property {import("../../shared/pure/activations.js").Activation & {name: string}} [activation] The
 *   function that the number goes through.
 * @property {Step | null} [other] What another rule makes of the same terms.
 * @property {Probe} [probe] The number whose gradient the step computes.
 * @property {import("./channel_layer.js").LaneSum[]} [lanes] What each lane adds to it.
 *
 * @typedef {object} Probe A number, and the loss as a function of it.
 * @property {number} value
 * @property {(value: number, round: import("./backward.js").Rounding) => number} lossAt
 * @property {(by: number) => boolean} [turns] Whether the loss has a corner between the number nudged up and down.
 *
 * @typedef {object} Corner
 * @property {string | null} text In the corner of the cell.
 * @property {boolean} isZero
 * @property {{key: string, number?: number}} [says] As it is said.
 * @property {boolean} [isWon] Whether its number is the one that is kept.
 * @property {number} [value] What the cell holds during the step, and how it is written.
 * @property {string | null} [shown]
 * @property {boolean} [isPadding]
 *
 * @typedef {object} Scene
 * @property {(import("../../shared/pure/windows.js").Problem & {axis: number | null}) | null} problem
 *   axis: 0 for rows, 1 for columns, null where both say the same.
 * @property {Record<string, SceneGrid>} grids
 * @property {[object, object]} axes Rows and columns.
 * @property {[string, string]} operands Ids of what is multiplied: the numbers, the weights.
 * @property {string} [played] Id of the matrix that the steps fill, where it is not `out`.
 * @property {(step: number) => {rows: number, cols: number, depth?: number, first: string, last: string}} [printed] The
 *   window as its program text has it, where that is not simply cut out of the input.
 * @property {string[]} [numbers] Ids of all matrices of numbers, where they are several.
 * @property {(cell: string) => Step} [asked] The step whose window a question about a cell is about,
 *   where that is not simply the one that finishes it.
 * @property {(cell: string) => Record<string, any> | null} [chosen] What a click on a cell sets.
 * @property {{name: string, isSeen: boolean}[]} [lanes] One a channel; isSeen: by the shown kernel.
 * @property {{count: number, shown: number}} [kernels] How many there are, and which is shown, from 0.
 * @property {number} count Of steps.
 * @property {number} rowLength Steps that stand together on the track.
 * @property {(i: number) => Step} step
 * @property {(cell: string) => number | null} stepOf The step that finishes an output, or begins at a number.
 * @property {(pointed: string | null, now: number) => {key: string, step: () => Step}} shown
 * @property {(now: number) => (cell: string) => {value?: number, text?: string, isEmpty?: boolean,
 *   isCurrent?: boolean, isOutside?: boolean}} look What a cell has become by a step; isOutside: it is
 *   drawn, but there is nothing.
 * @property {{count: number, at: (i: number) => {target: string, terms: object[]}, usesAll: boolean,
 *   shared?: string[]}} sums Every output with all that it adds up; usesAll: each with all weights;
 *   shared: what all steps use, where that is not the weight.
 * @property {object} [functions] Slopes and pieces of the functions, as they stand now.
 * @property {import("./slopes.js").Learned[]} [learned] How a slope was learned, where one is.
 * @property {number[][]} [slopes] Of each cell, where they may differ.
 * @property {() => Step} [biasStep] The gradient of a bias that is 0, where one is asked for.
 * @property {number} [loss] How far the output is off.
 * @property {import("./backward.js").Standing[]} [descent] The kernel on its way down, where it began first.
 * @property {ReturnType<import("../../shared/pure/masks.js").sampled> & {now: number}} [masks] What many
 *   masks give; now: the one that is shown.
 * @property {[string, string][]} legend Patterns on screen, and the keys of what they mean.
 * @property {(name: string, axis: number | null, limits: [number, number]) => number[]} [legal] The values of a
 *   setting that fit; where it is missing all do.
 */

/** A preset with the learner's own numbers over it, each as the server has checked it; edits outside
 * the size wait for their return.
 * @param {number[][]} grid
 * @param {Edit[]} edits
 * @returns {number[][]} A copy.
 */
export function withEdits(grid, edits) {
  const out = grid.map((row) => row.slice());
  for (const [row, col, text] of edits) {
    if (out[row]?.[col] !== undefined) out[row][col] = parseNumber(text, { strange: true }) ?? out[row][col];
  }
  return out;
}

/** A matrix without a border.
 * @param {SceneGrid["role"]} role
 * @param {string} name
 * @param {number[][]} values
 * @returns {SceneGrid}
 */
export const matrix = (role, name, values) => ({ role, name, values, scaled: values, inner: null });

/** One whose cells take other numbers.
 * @param {SceneGrid["role"]} role
 * @param {string} name
 * @param {number[][]} values
 * @param {string} setting That keeps them.
 * @param {(row: number, col: number) => [number, number]} at The cell that is stored for one that is drawn.
 * @returns {SceneGrid}
 */
export const operand = (role, name, values, setting, at = (row, col) => [row, col]) => ({
  ...matrix(role, name, values),
  edits: { setting, at },
});

/** A matrix turned by half a turn.
 * @param {number[][]} grid
 * @returns {number[][]}
 */
export const rotated = (grid) => grid.map((row) => row.slice().reverse()).reverse();

/** A matrix with another number at one place: what is nudged.
 * @param {number[][]} grid
 * @param {number} row
 * @param {number} col
 * @param {number} value
 * @returns {number[][]}
 */
export const replaced = (grid, row, col, value) =>
  grid.map((line, i) => line.map((v, j) => (i === row && j === col ? value : v)));

/** How the tables of presets name a size. */
const sizeKey = ([rows, cols]) => `${rows}x${cols}`;

/** The named input with its edits; the random digits are given at the largest size: the others are its corner.
 * @param {{image: string, size: [number, number], input_edits: Edit[]}} settings
 * @param {import("../screen.js").Screen["presets"]} presets
 * @param {{random: number[][]}} given
 * @returns {number[][]}
 */
export function inputOf({ image, size, input_edits: edits }, presets, given) {
  const corner = () => given.random.slice(0, size[0]).map((row) => row.slice(0, size[1]));
  return withEdits(image === "random" ? corner() : presets.inputs[image][sizeKey(size)], edits);
}

/** The named kernel with its edits.
 * @param {{kernel: string, kernel_size: [number, number], kernel_edits: Edit[]}} settings
 * @param {import("../screen.js").Screen["presets"]} presets
 * @returns {number[][]}
 */
export function kernelOf({ kernel, kernel_size: size, kernel_edits: edits }, presets) {
  return withEdits(presets.kernels[kernel][sizeKey(size)], edits);
}

/** What is to be seen of the border of an input that windows slide over.
 * @param {[import("../../shared/pure/windows.js").Axis, import("../../shared/pure/windows.js").Axis]} axes
 * @param {object | null} problem Why no window reads it.
 * @returns {{inner: Box | null, isAdded: ((row: number, col: number) => boolean) | null, read: boolean[][] | null}}
 */
export function bordered(axes, problem) {
  const [rows, cols] = axes;
  const isInside = ({ border, size }, position) => position >= border && position < border + size;
  const hasBorder = rows.border + cols.border > 0;
  return {
    inner: hasBorder ? { row: rows.border, col: cols.border, rows: rows.size, cols: cols.size } : null,
    isAdded: hasBorder ? (row, col) => !(isInside(rows, row) && isInside(cols, col)) : null,
    read: problem ? null : axes.map(readPositions),
  };
}

/** Whether not one output is left on either axis: what both say, else what the first says that says anything.
 * @param {{problem: import("../../shared/pure/windows.js").Problem | null}[]} axes
 * @returns {Scene["problem"]}
 */
export function problemOf(axes) {
  const [rows, cols] = axes.map((axis) => axis.problem);
  if (!rows && !cols) return null;
  const isSame = JSON.stringify(rows) === JSON.stringify(cols);
  return { ...(rows ?? cols), axis: isSame ? null : rows ? 0 : 1 };
}

/** The values of a setting that fit along an axis, or along both at once.
 * @param {Record<string, any>} settings
 * @param {(settings: object) => {problem: object | null}} axisOf
 * @returns {Scene["legal"]}
 */
export const legalBy = (settings, axisOf) => (name, axis, limits) => {
  const found = (axis === null ? [0, 1] : [axis]).map((i) => legalValues(alongAxis(settings, i), name, limits, axisOf));
  return found[0].filter((value) => found.every((legal) => legal.includes(value)));
};
