// The lanes as a drawing: blocks and the bands between them; and the square that says the same as a matrix.

import { draw, make } from "../shared/view/dom.js";
import { isClass } from "../shared/view/view.js";
import { bands, blocks, outline, reads } from "./lanes.js";

const PADDING = isClass() ? 0 : 48; // of the board, both sides
const HIGH = isClass() ? 140 : 212;
const ROW = 58; // a layer on a phone
const WIDE = 220; // of the drawing on a phone

/** Bands below, blocks above them.
 * @param {{columns: Record<string, any>[], parts: number[], width: number, labels: number, isVertical: boolean}} what
 *   labels: the column of names beside it.
 * @returns {SVGElement}
 */
export function drawing({ columns, parts, width, labels, isVertical }) {
  const length = isVertical ? ROW * columns.length : Math.max(width - PADDING - labels, 0); // 0 while it is out of sight
  let from = 0;
  const middles = columns.map((_, i) => {
    const part = length * (isVertical ? 1 / columns.length : parts[i]);
    from += part;
    return from - part / 2;
  });
  const placed = blocks(columns, middles);
  const middle = (isVertical ? WIDE : HIGH) / 2;
  const [wide, high] = isVertical ? [WIDE, length] : [length, HIGH];
  const size = { viewBox: `0 0 ${wide} ${high}`, width: "100%", height: high };
  return draw(
    "svg",
    { class: "drawing", "aria-hidden": "true", preserveAspectRatio: "none", ...size },
    ...bands(columns, placed).map((band) => shape(band, isVertical, middle)),
    ...placed.map((block) => box(block, columns[block.column], isVertical, middle)),
  );
}

const shape = (band, isVertical, middle) =>
  draw("path", {
    class: "flow",
    d: outline(band, isVertical, middle),
    "data-to": band.to.column,
    "data-crosses": band.crosses,
    "data-first": band.from.column === 0,
  });

function box({ along, across, thick, tall }, { kind }, isVertical, middle) {
  const corner = { along: along - thick / 2, across: middle + across - tall / 2 };
  const [x, y] = isVertical ? [corner.across, corner.along] : [corner.along, corner.across];
  const [width, height] = isVertical ? [tall, thick] : [thick, tall];
  return draw("rect", { class: `block of-${kind}`, x, y, width, height, rx: 2.5 });
}

/** Rows are the lanes of the output, columns those of the input; filled where they are read.
 * @param {Record<string, any>} column
 * @param {Record<string, any>} before
 * @returns {HTMLElement}
 */
export function square(column, before) {
  const matrix = reads(column, before);
  const fields = matrix.flat().map((isRead) => make("i", { "data-read": isRead }));
  return make("span", { class: "square", style: `--columns: ${matrix[0].length}`, "aria-hidden": "true" }, ...fields);
}
