// How large the cells are where each channel has a lane of its own. Lengths in pixels.

/**
 * @typedef {object} LaneSizes Of one lane and of what all lanes give, in cells.
 * @property {number} x Columns of the input, its border included.
 * @property {number} weight
 * @property {number} out
 *
 * @typedef {object} LaneArrangement
 * @property {"row" | "stack" | "phone" | "class"} kind The sum stands right of the lanes, or under them; in front of a
 *   class one lane is large, and what they add up to stands under the others.
 * @property {number} cell
 * @property {boolean} wraps Whether the input stands above the rest of its lane.
 * @property {number} font 0: no products stand beside the kernel.
 * @property {number} small Cells of what the other kernels give.
 */

const GAP = 3;
const PHONE_BELOW = 600;
const PADDING = 48;
const NAME = 26;
const SIGNS = 64;
const WIRES = 72;
const JOINING = 76; // the signs + and =
const LARGEST = 48;
const LEAST_IN_ROW = 34;
const KERNEL_NAME = 132; // what stands above the first slice
const PHONE_LARGEST = 44;
/** The smallest cell whose digits can still be read. */
export const LEAST_CELL = 30;

const columns = (cells, cell) => cells * (cell + GAP);
const fitting = (room, cells) => Math.floor(room / cells) - GAP;

/** In front of a class, before the slide is enlarged by a quarter: the lane in hand, and the others, which show
 * their colours and what they give. */
const IN_CLASS = { kind: "class", cell: 51.2, small: 51.2, wraps: false, font: 0, mini: 16 };

/**
 * @param {number} width Of everything.
 * @param {LaneSizes} sizes
 * @param {boolean} isClass
 * @returns {LaneArrangement}
 */
export function arrangeLanes(width, { x, weight, out }, isClass = false) {
  if (isClass) return IN_CLASS;
  const lane = x + weight + out;
  if (width < PHONE_BELOW) {
    const together = fitting(width - 16 - SIGNS / 2, lane);
    const wraps = together < LEAST_CELL;
    const alone = Math.min(fitting(width - 16, Math.max(x, out + 2)), fitting(width - 16 - SIGNS / 2, weight + out));
    const cell = Math.min(PHONE_LARGEST, wraps ? alone : together);
    return { kind: "phone", cell, small: LEAST_CELL, wraps, font: 0 };
  }
  const room = width - PADDING;
  const lanes = (cell) => columns(x + out, cell) + Math.max(columns(weight, cell), KERNEL_NAME) + NAME + SIGNS;
  for (let cell = LARGEST; cell >= LEAST_IN_ROW; cell -= 2) {
    const joined = columns(2 * out + 1, cell) + WIRES + JOINING;
    if (lanes(cell) + joined <= room) return { kind: "row", cell, small: LEAST_CELL, wraps: false, font: 0 };
  }
  const cell = Math.min(
    LARGEST,
    fitting(room - NAME - SIGNS - KERNEL_NAME, x + out),
    fitting(room - NAME - SIGNS, lane),
  );
  return { kind: "stack", cell: Math.max(cell, LEAST_CELL), small: LEAST_CELL, wraps: cell < LEAST_CELL, font: 0 };
}
