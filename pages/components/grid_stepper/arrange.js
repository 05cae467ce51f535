// How large a cell is and where everything stands: from the sizes of the matrices, the widths of the
// texts and the width there is. Lengths in pixels.

import { bracketed } from "../shared/pure/numbers.js";

/**
 * @typedef {object} Item Of the line, from left to right.
 * @property {string} id
 * @property {string} [area] The name of its place, where its id cannot be one.
 * @property {"grid" | "sign" | "terms" | "legend"} kind
 * @property {number} [rows] Of a matrix, in cells.
 * @property {number} [cols]
 * @property {number[]} [columns] Of the terms: the widest product of each, in em; [] for none.
 * @property {number} [beside] What stands at the right of a matrix.
 * @property {number} [least] The width without which a legend cannot stand at the end of the line.
 * @property {number} [label] What is written above it.
 *
 * @typedef {object} Arrangement
 * @property {"row" | "split" | "stack" | "column" | "lines" | "phone"} kind All on one line; the first matrix
 *   left, the rest right of it; one below the other; a row above the rows that follow from it;
 *   rows under each other; a phone.
 * @property {number} cell Of the first matrix.
 * @property {number} small Of the others.
 * @property {number} font Of the terms; 0 where they have no room.
 * @property {boolean} wraps On a phone: whether even the small matrices stand below each other.
 * @property {boolean} isTall Whether all else stands left of the last matrix.
 * @property {boolean} isLarge Whether the matrices take all the height that a slide has.
 * @property {boolean} roomy Whether what is under the line has room for two lines of text.
 * @property {{columns: string, rows: string, areas: string} | null} grid Where each item stands.
 */

const GAP = 3;
const PHONE_BELOW = 600;
const PHONE_GRID = 316;
const CELL_AT_LEAST = 44;
// A large grid may go smaller: seeing the window and its output together is worth more.
const SMALLEST_BESIDE = 28;
const LARGE_FROM = 9;
const INNER_PADDING = 48;
/** @typedef {object} Sizes Of cells, and what stands around them.
 * @property {number[][]} comfortable The cell of a matrix with at most so many rows and columns.
 * @property {number} least
 * @property {number} smallest Of a large matrix beside what it gives.
 * @property {number} padding Left and right of it all.
 * @property {number[]} fonts In which products may stand beside a kernel, the largest first; 0: not at all, the
 *   sum says them.
 * @property {number} [sign] No sign between two matrices is wider.
 */

/** @type {Sizes} */
const ON_PAGE = {
  comfortable: [
    [5, 52],
    [7, 46],
  ],
  least: CELL_AT_LEAST,
  smallest: SMALLEST_BESIDE,
  padding: INNER_PADDING,
  fonts: [17, 15],
};

/** In front of a class, before the slide is enlarged by a quarter.
 * @type {Sizes}
 */
export const IN_CLASS = { comfortable: [[5, 56]], least: 51.2, smallest: 51.2, padding: 6, fonts: [0], sign: 26 };

const ARROW = "\u2192";
const ARROW_WIDTH = 34;
const SIGN_WIDTH = 44;
const SPACE_WIDTH = 24; // a sign without a text only keeps two matrices apart
const NARROW = ["\u2212", "="];
const COLUMN_GAP = 20;
const RIGHT_AT_LEAST = 300;
const LEGEND_AT_LEAST = 95;
/** A matrix of more rows leaves no room for what explains it. */
const FULL_IN_CLASS = 6;

const TERM_COLUMNS_AT_MOST = 4;
const TERMS_PADDING = 16;
const TERM_GAP = 8;
const PLUS_SPACE = 0.2;

const span = (cells, cell) => cells * (cell + GAP) - GAP;
const gridWidth = ({ cols, label = 0, beside = 0 }, cell) => Math.max(span(cols, cell) + beside, label);
const signWidth = (sign) => (sign === ARROW ? ARROW_WIDTH : sign && !isNarrow(sign) ? SIGN_WIDTH : SPACE_WIDTH);
const areaOf = (item) => item.area ?? item.id;
const isGrid = (item) => item.kind === "grid";

/** A minus or an equals sign between two matrices of one size stands close.
 * @param {string} sign
 */
export const isNarrow = (sign) => NARROW.includes(sign);

/** Width in em: brackets, strokes and points are narrower than digits, which are all alike. */
const textWidth = (text) => [...text].reduce((width, sign) => width + ("()/.".includes(sign) ? 0.34 : 0.52), 0);

/** What stands above a matrix: its name, its symbol, its size. Chinese signs are as wide as high.
 * @param {string} name
 * @param {string} symbol
 * @param {string} size
 */
export function labelWidth(name, symbol, size) {
  const wide = (text) => [...text].reduce((width, sign) => width + (sign > "\u2e7f" ? 1 : 0.52), 0);
  return Math.ceil(16 * wide(name) + 9 * symbol.length + 14 * wide(size) + 16);
}

/** The widest product in each column of a kernel, in em, whatever the window; [] where it is too large.
 * @param {number[][]} values
 * @param {number[][]} weight
 */
export function termColumns(values, weight) {
  if (Math.max(weight.length, weight[0].length) > TERM_COLUMNS_AT_MOST) return [];
  const widest = (numbers) => Math.max(...numbers.map((number) => textWidth(bracketed(number))));
  const input = widest(values.flat());
  return weight[0].map((_, v) => textWidth("+\u00d7") + PLUS_SPACE + input + widest(weight.map((line) => line[v])));
}

const termsWidth = (columns, font) =>
  columns.reduce((width, column) => width + column * font + TERM_GAP, TERMS_PADDING - TERM_GAP);

/**
 * @param {number} width Of everything.
 * @param {Item[]} line The first and the last matrix stand at its ends; a legend may follow.
 * @param {string[]} below What stands under it, from top to bottom.
 * @param {Sizes} room Other cells than those of a page.
 * @returns {Arrangement}
 */
export function arrange(width, line, below, room = ON_PAGE) {
  const parts = partsOf(line);
  const isLarge = room === IN_CLASS && parts.first.rows > FULL_IN_CLASS;
  if (isLarge && !parts.legend?.least) parts.legend = undefined;
  if (width < PHONE_BELOW && room === ON_PAGE)
    return { ...phone(width, parts), roomy: false, isTall: false, isLarge, grid: null };
  const sizes = fitted(width - room.padding, parts, room);
  const roomy = sizes.kind === "row" && below.length === 1;
  const isTall = room === IN_CLASS && sizes.kind === "row" && isLastTallest(parts) && !parts.legend?.least;
  const places = isTall ? besideLast : PLACES[sizes.kind];
  return { wraps: false, roomy, isTall, isLarge, ...sizes, grid: places(parts, below, sizes.font) };
}

/** The line as its first matrix, what stands between, its last matrix, and the legend. */
function partsOf(line) {
  const grids = line.filter(isGrid);
  const [first, last] = [grids[0], grids.at(-1)];
  const between = line.slice(line.indexOf(first) + 1, line.indexOf(last));
  return {
    first,
    last,
    between,
    inner: between.filter(isGrid),
    signs: between.filter((item) => item.kind === "sign"),
    hasTerms: between.some((item) => item.kind === "terms"),
    columns: between.find((item) => item.kind === "terms")?.columns ?? [],
    legend: line.find((item) => item.kind === "legend"),
  };
}

function fitted(room, parts, { comfortable, least, smallest, padding, fonts: sizes, sign: widest = SIGN_WIDTH }) {
  const { first, last, inner, signs, columns, legend } = parts;
  if (isColumn(parts)) return { kind: "column", ...columnSizes(room, parts, least) };
  if (isLines(parts)) return { kind: "lines", cell: least, small: least, font: 0 };
  const largest = Math.max(first.rows, first.cols);
  const [, roomy] = comfortable.find(([cells]) => largest <= cells) ?? [0, least];
  const fonts = columns.length ? sizes : [0];
  const terms = (font) => (font ? termsWidth(columns, font) : 0);
  const grids = (cell) => inner.reduce((sum, grid) => sum + gridWidth(grid, cell), 0);
  const wide = (sign) => Math.min(signWidth(sign), widest);
  const allSigns = signs.reduce((sum, sign) => sum + wide(sign.id), 0);
  const isBesideChart = padding < INNER_PADDING && legend?.least;
  for (const cell of isBesideChart ? [least] : [roomy, least]) {
    for (const font of fonts) {
      const middle = allSigns + grids(cell) + terms(font) + (font ? COLUMN_GAP : 0);
      const end = gridWidth(last, cell) + (legend ? (legend.least ?? LEGEND_AT_LEAST) : 0);
      const row = gridWidth(first, cell) + middle + end;
      if (row <= room) return { kind: "row", cell, small: cell, font };
    }
  }
  const bottom = largest >= LARGE_FROM ? smallest : least;
  const small = fonts.at(-1);
  const firstSign = wide(signs[0]?.id);
  for (let cell = least; cell >= bottom; cell -= 2) {
    const font = cell === least ? small : 0;
    const inLine = grids(cell) + allSigns - firstSign + terms(font) + (legend ? (legend.least ?? LEGEND_AT_LEAST) : 0);
    const right = Math.max(inLine, span(last.cols, cell), RIGHT_AT_LEAST);
    if (gridWidth(first, cell) + firstSign + right <= room) return { kind: "split", cell, small: cell, font };
  }
  const cell = Math.min(least, Math.floor((room - (first.beside ?? 0) + GAP) / first.cols) - GAP);
  return { kind: "stack", cell, small: least, font: small };
}

/** No higher than so: what it gives stands on the same screen. */
const fitting = (cells) => Math.max(SMALLEST_BESIDE, Math.floor((PHONE_GRID + GAP) / cells) - GAP);

/** A single row, and rows of as many cells that belong under it. */
const isColumn = ({ first, last }) => first.rows === 1 && last.rows > 1 && last.cols === first.cols;

/** What is higher than all that leads to it. */
const isLastTallest = ({ first, last, inner }) => last.rows > Math.max(first.rows, ...inner.map((grid) => grid.rows));

/** Rows of as many cells that belong under each other, number by number. */
const isLines = ({ first, inner }) =>
  first.rows === 1 && inner.length > 0 && inner.every((grid) => grid.rows === 1 && grid.cols === first.cols);

function columnSizes(room, { first, legend }, least) {
  const cell = Math.min(least, Math.floor((room - (legend?.least ?? 0) + GAP) / first.cols) - GAP);
  return { cell, small: cell, font: 0 };
}

function phone(width, { first, last, inner }) {
  const room = width - 8;
  const fit = (cells, largest, taken = 0) =>
    Math.max(16, Math.min(largest, Math.floor((room - taken + GAP) / Math.max(cells, 1)) - GAP));
  const innerCols = inner.reduce((sum, grid) => sum + grid.cols, 0);
  const together = Math.floor((room - ARROW_WIDTH - 24) / (innerCols + Math.max(last.cols, 1))) - GAP;
  const wraps = together < 30;
  const small = wraps ? fit(Math.max(...[...inner, last].map((grid) => grid.cols)), 46) : Math.min(46, together);
  const largest = Math.max(first.rows, first.cols);
  const cell = isLines({ first, inner }) ? small : Math.min(fit(first.cols, 60, first.beside), fitting(largest));
  return { kind: "phone", cell, small, font: 0, wraps };
}

/** Lines of names, each as wide as the widest, as `grid-template-areas` wants them. */
function areas(lines) {
  const columns = Math.max(...lines.map((line) => line.length));
  const filled = lines.map((line) => [...line, ...Array(columns - line.length).fill(line.at(-1))]);
  return filled.map((line) => `"${line.join(" ")}"`).join(" ");
}

const autos = (count) => Array(count).fill("auto").join(" ");
/** The last line takes what is left of the height beside the first matrix. */
const heights = (count) => `${autos(count - 1)} 1fr`;

/** The last matrix stands right under the sum that gives it. */
const withLast = (last, [sum, ...rest]) => [sum, areaOf(last), ...rest].filter(Boolean);

/** A last matrix that is the tallest has all else left of it, under what leads to it. */
function besideLast({ first, last, between, legend }, below) {
  const names = [first, ...between].map(areaOf);
  const sign = names.pop();
  const end = [areaOf(last), legend ? areaOf(legend) : "."];
  const lines = [[...names, sign, ...end], ...below.map((id) => [...names.map(() => id), ".", ...end])];
  return { columns: `${autos(names.length + 2)} 1fr`, rows: heights(lines.length), areas: areas(lines) };
}

const PLACES = {
  row({ first, last, between, legend, hasTerms }, below, font) {
    const names = [first, ...between].map(areaOf);
    const isSpread = hasTerms && font > 0 && !legend;
    const end = isSpread ? [".", areaOf(last)] : [areaOf(last), legend ? areaOf(legend) : "."];
    // What is tall stands beside all the rest, not only beside the matrices.
    const under = (id) =>
      legend?.least ? [...names, last].map(() => id).concat(areaOf(legend)) : [areaOf(first), ".", id];
    const lines = [[...names, ...end], ...below.map(under)];
    const tracks = isSpread ? `minmax(${COLUMN_GAP}px, 1fr) auto` : "auto 1fr";
    return { columns: `${autos(names.length)} ${tracks}`, rows: heights(lines.length), areas: areas(lines) };
  },
  split({ first, last, between, legend }, below) {
    const names = [first, ...between].map(areaOf);
    const under = withLast(last, below).map((name) => [areaOf(first), ".", name]);
    const lines = [[...names, legend ? areaOf(legend) : "."], ...under];
    return { columns: `${autos(names.length)} 1fr`, rows: heights(lines.length), areas: areas(lines) };
  },
  column({ first, last, legend }, below) {
    const beside = legend ? areaOf(legend) : ".";
    if (below.includes("dock")) {
      // In front of a class only the row of the step is shown, and what stands beside is higher than all of it.
      const lines = [first, last].map(areaOf).concat(below);
      const tracks = { columns: "auto 1fr", rows: heights(lines.length) };
      return { ...tracks, areas: areas(lines.map((id) => [id, beside])) };
    }
    const lines = [[areaOf(first), "."], [areaOf(last), beside], ...below.map((id) => [id])];
    return { columns: "auto 1fr", rows: "none", areas: areas(lines) };
  },
  lines({ first, last, between, legend }, below) {
    const lines = [[".", areaOf(first)]];
    const said = below.filter((id) => id !== "dock");
    let sign = ".";
    for (const item of [...between, last]) {
      if (item === last) lines.push(...said.map((id) => [".", id]));
      if (item.kind === "sign") sign = areaOf(item);
      else {
        lines.push([sign, areaOf(item)]);
        sign = ".";
      }
    }
    lines.push(...below.slice(said.length).map((id) => [".", id]));
    const beside = legend ? [areaOf(legend)] : [];
    const tracks = legend ? `minmax(0, 1fr) minmax(${legend.least ?? LEGEND_AT_LEAST}px, 1fr)` : "1fr";
    const all = lines.map((line) => [...line, ...beside]);
    return { columns: `auto ${tracks}`, rows: heights(all.length), areas: areas(all) };
  },
  stack({ first, last, between, legend }, below) {
    const names = between.slice(1).map(areaOf);
    const second = [...names, legend ? areaOf(legend) : "."];
    const lines = [[areaOf(first)], second, ...withLast(last, below).map((name) => [name])];
    return { columns: `${autos(names.length)} 1fr`, rows: "none", areas: areas(lines) };
  },
};

/** Whether height and width say the same in every number.
 * @param {import("../shared/pure/windows.js").Axis[]} axes
 */
export const axesAgree = ([rows, cols]) => JSON.stringify(rows) === JSON.stringify(cols);
