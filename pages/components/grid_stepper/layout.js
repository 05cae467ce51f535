// How large a cell is and how the grids stand: computed from the width there is.

import { bracketed } from "../shared/pure/numbers.js";

const GAP = 3;
const PHONE_BELOW = 600;
const CELL_AT_LEAST = 44;
// A large grid may go smaller: seeing the window and its output together is worth more.
const SMALLEST_BESIDE = 28;
const LARGE_FROM = 9;
const INNER_PADDING = 48;
const OPERATOR = 44;
const ARROW = 34;
const COLUMN_GAP = 20;

const span = (cells, cell) => cells * (cell + GAP) - GAP;

const TERM_FONTS = [17, 15];
const TERMS_PADDING = 16;
const TERM_GAP = 8;
const PLUS_SPACE = 0.2;

/** Width in em: brackets, strokes and points are narrower than digits, which are all alike. */
const textWidth = (text) => [...text].reduce((width, sign) => width + ("()/.".includes(sign) ? 0.34 : 0.52), 0);

/**
 * The widest product in each column of the kernel, in em, whatever the window; [] for no terms beside it.
 * @param {import("./compute.js").View} view
 * @returns {number[]}
 */
export function termColumns(view) {
  const { padded, weight } = view;
  if (weight.length > 4) return [];
  const widest = (numbers) => Math.max(...numbers.map((number) => textWidth(bracketed(number))));
  const input = widest(padded.flat());
  return weight.map((_, v) => textWidth("+\u00d7") + PLUS_SPACE + input + widest(weight.map((line) => line[v])));
}

/** The terms beside the kernel, in pixels. */
const termsWidth = (columns, font) =>
  columns.reduce((width, column) => width + column * font + TERM_GAP, TERMS_PADDING - TERM_GAP);

/**
 * {kind, cell, small, font}: "row" (all on one line), "split" (input left, the rest right),
 * "stack" (one below the other), "phone"; the font of the terms, 0 for no terms.
 * @param {number} width There is, in pixels.
 * @param {number} padded Cells of the padded input, along one side; likewise the next two.
 * @param {number} kernelSize
 * @param {number} out
 * @param {number[]} columns Of the terms, see `termColumns`.
 * @returns {{kind: string, cell: number, small: number, font: number, wraps?: boolean}}
 */
export function chooseLayout(width, padded, kernelSize, out, columns) {
  if (width < PHONE_BELOW) return phoneLayout(width, padded, kernelSize, out);
  const room = width - INNER_PADDING;
  const comfortable = padded <= 5 ? 52 : padded <= 7 ? 46 : CELL_AT_LEAST;
  const fonts = columns.length ? TERM_FONTS : [0];
  const terms = (font) => (font ? termsWidth(columns, font) : 0);
  for (const cell of [comfortable, CELL_AT_LEAST]) {
    for (const font of fonts) {
      const kernelPart = OPERATOR + span(kernelSize, cell) + ARROW + terms(font);
      const row = span(padded, cell) + kernelPart + (font ? COLUMN_GAP : 0) + span(out, cell);
      if (row <= room) return { kind: "row", cell, small: cell, font };
    }
  }
  const smallest = padded >= LARGE_FROM ? SMALLEST_BESIDE : CELL_AT_LEAST;
  const least = fonts.at(-1);
  for (let cell = CELL_AT_LEAST; cell >= smallest; cell -= 2) {
    const font = cell === CELL_AT_LEAST ? least : 0;
    const right = Math.max(span(kernelSize, cell) + ARROW + terms(font), span(out, cell), 300);
    if (span(padded, cell) + OPERATOR + right <= room) return { kind: "split", cell, small: cell, font };
  }
  const cell = CELL_AT_LEAST;
  return { kind: "stack", cell: Math.min(cell, Math.floor((room + GAP) / padded) - GAP), small: cell, font: least };
}

function phoneLayout(width, padded, kernelSize, out) {
  const room = width - 8;
  const fit = (cells, largest) => Math.max(16, Math.min(largest, Math.floor((room + GAP) / Math.max(cells, 1)) - GAP));
  const together = Math.floor((room - ARROW - 24) / (kernelSize + Math.max(out, 1))) - GAP;
  const small = together >= 30 ? Math.min(46, together) : Math.min(46, fit(Math.max(kernelSize, out), 46));
  return { kind: "phone", cell: fit(padded, 60), small, font: 0, wraps: together < 30 };
}
