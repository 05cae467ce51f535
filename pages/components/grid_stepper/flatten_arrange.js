// How large the cells are where maps are laid out in one line. Lengths in pixels.

/**
 * @typedef {object} FlatArrangement
 * @property {"row" | "stack" | "phone"} kind The line stands right of the maps, or under them.
 * @property {number} cell Of the line, of weights and outputs.
 * @property {number} small Of the maps.
 * @property {number} font 0: no products stand beside a kernel.
 */

const GAP = 3;
const PHONE_BELOW = 600;
const PADDING = 48;
const PHONE_PADDING = 8;
const BETWEEN = 32; // the maps and the line
const SIGNS = 48;
const PHONE_SIGNS = 20;
const ENDS = 2; // bias and output stand at the end of a row
const LARGEST = 48;
const MAP_LARGEST = 44;
/** The smallest cell whose digits can still be read. */
export const LEAST_CELL = 30;

const span = (cells, cell) => cells * (cell + GAP);

/** In front of a class, before the slide is enlarged by a quarter.
 * @type {FlatArrangement}
 */
const IN_CLASS = { kind: "row", cell: 51.2, small: 51.2, font: 0 };

/**
 * @param {number} width Of everything.
 * @param {{cells: number, side: number}} sizes Of the line and of a map, in cells.
 * @param {boolean} isClass
 * @returns {FlatArrangement} Where even the smallest cells are too wide, the line scrolls in itself.
 */
export function arrangeFlat(width, { cells, side }, isClass = false) {
  if (isClass) return IN_CLASS;
  const fitting = (room) => Math.max(LEAST_CELL, Math.min(LARGEST, Math.floor(room / (cells + ENDS)) - GAP));
  if (width < PHONE_BELOW) {
    return { kind: "phone", cell: fitting(width - PHONE_PADDING - PHONE_SIGNS), small: MAP_LARGEST, font: 0 };
  }
  const room = width - PADDING - SIGNS;
  const beside = room - BETWEEN - span(side, MAP_LARGEST);
  if (span(cells + ENDS, LEAST_CELL) <= beside)
    return { kind: "row", cell: fitting(beside), small: MAP_LARGEST, font: 0 };
  return { kind: "stack", cell: fitting(room), small: MAP_LARGEST, font: 0 };
}
