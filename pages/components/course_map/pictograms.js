// One small picture a page: the idea itself, in the colours of its roles, on a 56 by 56 field.

import { draw } from "../shared/view/dom.js";

function cells({ left, top, rows, columns, size, gap = 2, fill }) {
  const step = size + gap;
  return Array.from({ length: rows * columns }, (_, i) =>
    draw("rect", {
      x: left + (i % columns) * step,
      y: top + Math.floor(i / columns) * step,
      width: size,
      height: size,
      rx: 2,
      class: fill(Math.floor(i / columns), i % columns),
    }),
  );
}

function frame(x, y, size, kind) {
  return draw("rect", { x, y, width: size, height: size, rx: 5, class: kind });
}

const PICTOGRAMS = {
  // A matrix of which a band is left.
  why_cnn: () =>
    cells({
      left: 5,
      top: 5,
      rows: 6,
      columns: 6,
      size: 6,
      fill: (row, column) => (row === column ? "input" : Math.abs(row - column) === 1 ? "half" : "pale"),
    }),
  // A window somewhere in the middle of its way over the picture.
  convolution: () => [
    ...cells({
      left: 10,
      top: 10,
      rows: 5,
      columns: 5,
      size: 6,
      fill: (row, column) => (row < 3 && column > 0 && column < 4 ? "input" : "pale"),
    }),
    frame(15.5, 7.5, 27, "window"),
  ],
  // The window here, and where its jump takes it: past the picture's edge.
  stride_padding: () => [
    ...cells({
      left: 7,
      top: 10,
      rows: 5,
      columns: 5,
      size: 6,
      fill: (row, column) => (row < 3 && column < 3 ? "input" : "pale"),
    }),
    ...cells({ left: 47, top: 10, rows: 5, columns: 1, size: 6, fill: () => "hatch" }),
    frame(4.5, 7.5, 27, "window"),
    frame(28, 7.5, 24, "window next"),
  ],
  // Two stamps of one kernel, a stride apart: where they overlap they add up.
  dilated_transposed: () => [
    ...cells({
      left: 10,
      top: 10,
      rows: 5,
      columns: 5,
      size: 6,
      fill: (row, column) => (row < 3 ? (column === 2 ? "input" : "half") : "pale"),
    }),
    frame(7.5, 7.5, 27, "window"),
    frame(23.5, 7.5, 27, "window next"),
  ],
  // Three channels behind each other, and the one map that they become.
  channels: () => [
    ...[0, 7, 14].flatMap((by) => [
      draw("rect", { x: 5 + by, y: 5 + by, width: 19, height: 19, rx: 4, style: "fill: var(--page)" }),
      ...cells({
        left: 6 + by,
        top: 6 + by,
        rows: 2,
        columns: 2,
        size: 8,
        gap: 1,
        fill: () => (by < 14 ? "half" : "input"),
      }),
    ]),
    frame(17.5, 17.5, 22, "window"),
    draw("rect", { x: 42, y: 24, width: 10, height: 10, rx: 2.5, style: "fill: var(--output-line)" }),
  ],
  // The bend: flat on the left, straight on the right.
  activations: () => [
    draw("path", { d: "M6 40H54M30 8V48", style: "fill: none; stroke: var(--axis); stroke-width: 1.5" }),
    draw("path", { d: "M8 40H30L52 14", style: "fill: none; stroke: var(--output-line); stroke-width: 3.5" }),
    draw("path", {
      d: "M30 31H54",
      style: "fill: none; stroke: var(--ink-2); stroke-width: 1.5; stroke-dasharray: 3 3",
    }),
  ],
  // Four windows side by side; each sends its winner.
  pooling: () => [
    ...cells({
      left: 5,
      top: 12,
      rows: 4,
      columns: 4,
      size: 6,
      fill: (row, column) => (row % 2 === (column < 2 ? 1 : 0) && column % 2 === (row < 2 ? 1 : 0) ? "input" : "pale"),
    }),
    frame(2.5, 9.5, 19, "window"),
    ...cells({ left: 40, top: 21, rows: 2, columns: 2, size: 6, fill: () => "input" }),
  ],
  // Down a valley in steps that grow smaller.
  backprop: () => [
    draw("path", { d: "M6 10C14 56 42 56 50 10", style: "fill: none; stroke: var(--axis); stroke-width: 2" }),
    ...cells({ left: 8, top: 12, rows: 1, columns: 1, size: 6, fill: () => "pale" }),
    ...cells({ left: 13, top: 26, rows: 1, columns: 1, size: 6, fill: () => "half" }),
    ...cells({ left: 21, top: 35, rows: 1, columns: 1, size: 6, fill: () => "input" }),
  ],
  // Units of a layer; two of them are switched off.
  dropout: () =>
    [0, 1, 2, 3].flatMap((row) => {
      const [y, isOff] = [10 + row * 13, row % 2 === 1];
      return [
        draw("path", {
          d: `M19 ${y}L44 30`,
          style: `stroke: var(--axis); stroke-width: 1.5${isOff ? "; stroke-dasharray: 2 4" : ""}`,
        }),
        draw("circle", {
          cx: 14,
          cy: y,
          r: 5,
          style: isOff
            ? "fill: var(--page); stroke: var(--axis); stroke-width: 1.5; stroke-dasharray: 2 2"
            : "fill: var(--input-line)",
        }),
        draw("circle", { cx: 46, cy: 30, r: 6, style: "fill: var(--output-line)" }),
      ];
    }),
  // A curve that falls, and the kernel that learns meanwhile.
  training_lab: () => [
    draw("path", { d: "M9 8V47H48", style: "fill: none; stroke: var(--axis); stroke-width: 2" }),
    draw("path", { d: "M12 12C17 34 26 40 46 42", style: "fill: none; stroke: var(--output-line); stroke-width: 3" }),
    ...cells({
      left: 30,
      top: 9,
      rows: 3,
      columns: 3,
      size: 5,
      fill: (row, column) => (row + column === 2 ? "input" : "pale"),
    }),
    frame(27.5, 6.5, 24, "window"),
  ],
  // One unit on top, and what it sees getting wider layer by layer.
  receptive_field: () => [
    draw("path", { d: "M24 16L12 46H44L32 16Z", style: "fill: var(--kernel-line); opacity: .22" }),
    ...[1, 3, 5].flatMap((columns, row) =>
      cells({
        left: 25 - 8 * row,
        top: 9 + 16 * row,
        rows: 1,
        columns,
        size: 6,
        fill: () => (row < 2 ? "half" : "input"),
      }),
    ),
  ],
  // Two lanes of blocks; between the second and the third they cross.
  alexnet: () => [
    ...[14, 42].flatMap((y) => [
      draw("path", { d: `M9 ${y}H47`, style: "fill: none; stroke: var(--output-high); stroke-width: 8" }),
      draw("path", {
        d: `M23 ${y}C29 ${y} 29 ${56 - y} 35 ${56 - y}`,
        style: "fill: none; stroke: var(--kernel-line); stroke-width: 3",
      }),
      ...[7, 18, 35, 45].map((x, i) =>
        draw("rect", {
          x,
          y: y - 10 + 2 * i,
          width: 3 + i,
          height: 20 - 4 * i,
          rx: 1.5,
          style: "fill: var(--page); stroke: var(--output-line); stroke-width: 2",
        }),
      ),
    ]),
  ],
  // Columns of layers, each deeper than the one before.
  vgg: () =>
    [3, 4, 6].flatMap((layers, column) =>
      Array.from({ length: layers }, (_, layer) =>
        draw("rect", {
          x: 9 + column * 15,
          y: 8 + layer * 7,
          width: 12,
          height: 5,
          rx: 1.5,
          style: `fill: var(${layer < 2 + column ? "--output-line" : "--kernel-line"})`,
        }),
      ),
    ),
  // Two curves from one start, and the level that one of them reaches first.
  experiments: () => [
    draw("path", { d: "M9 8V47H48", style: "fill: none; stroke: var(--axis); stroke-width: 2" }),
    draw("path", {
      d: "M12 16H46",
      style: "fill: none; stroke: var(--axis); stroke-width: 1.5; stroke-dasharray: 3 3",
    }),
    draw("path", {
      d: "M12 43C19 42 17 17 27 15L46 13",
      style: "fill: none; stroke: var(--output-line); stroke-width: 3",
    }),
    draw("path", {
      d: "M12 43C28 43 30 33 46 27",
      style: "fill: none; stroke: var(--kernel-line); stroke-width: 2.5; stroke-dasharray: 5 3",
    }),
    draw("circle", { cx: 25, cy: 16, r: 4, style: "fill: var(--page); stroke: var(--output-line); stroke-width: 2.5" }),
  ],
  // Every number of the line has its own way to every output.
  fully_connected: () => [
    ...[10, 19, 28, 37, 46].flatMap((y) =>
      [16, 28, 40].map((to) =>
        draw("path", {
          d: `M14 ${y}L44 ${to}`,
          style: "fill: none; stroke: var(--kernel-line); stroke-width: 1; opacity: .55",
        }),
      ),
    ),
    ...cells({ left: 7, top: 6, rows: 5, columns: 1, size: 7, fill: (row) => (row % 2 ? "half" : "input") }),
    ...[16, 28, 40].map((y) =>
      draw("rect", { x: 42, y: y - 4, width: 8, height: 8, rx: 2.5, style: "fill: var(--output-line)" }),
    ),
  ],
};

/** What a page is about, drawn.
 * @param {string} id Of the page; one without a drawing has that of the first lesson.
 * @returns {SVGElement}
 */
export function pictogram(id) {
  const picture = draw("svg", { viewBox: "0 0 56 56", "aria-hidden": "true" });
  picture.append(...(PICTOGRAMS[id] ?? PICTOGRAMS.convolution)());
  return picture;
}
