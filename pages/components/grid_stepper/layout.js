// How large a cell is and how the grids stand: computed from the width there is.

const GAP = 3;
const PHONE_BELOW = 600;
const CELL_AT_LEAST = 44;
// A large grid may go smaller: seeing the window and its output together is worth more.
const SMALLEST_BESIDE = 28;
const LARGE_FROM = 9;
const INNER_PADDING = 48;
const OPERATOR = 44;
const ARROW = 34;
const COLUMN_GAP = 28;

const span = (cells, cell) => cells * (cell + GAP) - GAP;

/** The terms beside the kernel, in pixels: about 60 a product, none when they would not fit. */
const termsWidth = (kernelSize, shown) => (shown && kernelSize <= 4 ? kernelSize * 62 + 16 : 0);

/**
 * {kind, cell, small, terms}: "row" (all on one line), "split" (input left, the rest right),
 * "stack" (one below the other), "phone".
 */
function chooseLayout(width, padded, kernelSize, out, wantsTerms) {
  if (width < PHONE_BELOW) return phoneLayout(width, padded, kernelSize, out);
  const room = width - INNER_PADDING;
  const comfortable = padded <= 5 ? 52 : padded <= 7 ? 46 : CELL_AT_LEAST;
  const terms = termsWidth(kernelSize, wantsTerms);
  for (const cell of [comfortable, CELL_AT_LEAST]) {
    const kernelPart = OPERATOR + span(kernelSize, cell) + ARROW + terms;
    const row = span(padded, cell) + kernelPart + (terms ? COLUMN_GAP : 0) + span(out, cell);
    if (row <= room) return { kind: "row", cell, small: cell, terms: terms > 0 };
  }
  const smallest = padded >= LARGE_FROM ? SMALLEST_BESIDE : CELL_AT_LEAST;
  for (let cell = CELL_AT_LEAST; cell >= smallest; cell -= 2) {
    const withTerms = cell === CELL_AT_LEAST ? terms : 0;
    const right = Math.max(span(kernelSize, cell) + ARROW + withTerms, span(out, cell), 300);
    if (span(padded, cell) + OPERATOR + right <= room) {
      return { kind: "split", cell, small: cell, terms: withTerms > 0 };
    }
  }
  const cell = CELL_AT_LEAST;
  return { kind: "stack", cell: Math.min(cell, Math.floor((room + GAP) / padded) - GAP), small: cell, terms: terms > 0 };
}

function phoneLayout(width, padded, kernelSize, out) {
  const room = width - 8;
  const fit = (cells, largest) => Math.max(16, Math.min(largest, Math.floor((room + GAP) / Math.max(cells, 1)) - GAP));
  const together = Math.floor((room - ARROW - 24) / (kernelSize + Math.max(out, 1))) - GAP;
  const small = together >= 30 ? Math.min(46, together) : Math.min(46, fit(Math.max(kernelSize, out), 46));
  return { kind: "phone", cell: fit(padded, 60), small, terms: false, wraps: together < 30 };
}
