// What a block looks like: as large as its map, as many sheets as it has channels (log 2), the
// kernel as an orange square to scale.

import { draw } from "../shared/view/dom.js";

const FIELD = 54;
const LARGEST_SIDE = 34;
const MOST_SHEETS = 8;
const SHEET_SHIFT = 2.5;

const CURVES = {
  relu: "M0 1 H.5 L1 0",
  leaky_relu: "M0 1 L.5 .85 L1 0",
  prelu: "M0 .95 L.5 .75 L1 0",
  rrelu: "M0 1 L.5 .85 L1 0",
  elu: "M0 1 C.3 1 .4 .9 .5 .75 L1 0",
  sigmoid: "M0 1 C.5 1 .5 0 1 0",
  tanh: "M0 1 C.45 1 .42 .7 .5 .5 S.55 0 1 0",
  maxout: "M0 .3 L.35 .8 L.7 .7 L1 0",
};

/** Side in pixels of a map that is `size` cells wide when the input is `inputSize`. */
function sideOf(size, inputSize) {
  return 8 + (LARGEST_SIDE - 8) * Math.min(1, (size / inputSize) ** 0.7);
}

function sheetsOf(channels) {
  return Math.max(1, Math.min(MOST_SHEETS, Math.round(Math.log2(channels + 1))));
}

/** The picture of a block.
 * @param {import("./component.js").Block} block
 * @param {number[] | null} shape Of what comes out: [C, H, W] or [features]; null while it is not known.
 * @param {number} inputSize Height of the pictures, in pixels.
 * @returns {SVGElement}
 */
export function blockPicture(block, shape, inputSize) {
  const picture = draw("svg", {
    viewBox: `0 0 ${FIELD} ${FIELD}`,
    width: FIELD,
    height: FIELD,
    "aria-hidden": "true",
    class: "picture",
  });
  if (block.kind === "flatten") picture.append(bar(shape));
  else if (shape && shape.length === 1) picture.append(...unitColumn(block));
  else picture.append(...stack(block, shape ?? [8, inputSize / 2, inputSize / 2], inputSize));
  return picture;
}

function bar(shape) {
  const height = 22 + 3 * Math.min(9, Math.log2((shape?.[0] ?? 64) + 1) - 3);
  return draw("rect", { x: FIELD / 2 - 3.5, y: (FIELD - height) / 2, width: 7, height, rx: 2, class: "sheet" });
}

/** A column of units: a layer without a map. */
function unitColumn(block) {
  const count = 6;
  const gap = 8;
  const top = FIELD / 2 - ((count - 1) * gap) / 2;
  const hollow = { dropout: [1, 4] }[block.kind] ?? [];
  return Array.from({ length: count }, (_, i) =>
    draw("circle", {
      cx: FIELD / 2,
      cy: top + i * gap,
      r: 3,
      class: hollow.includes(i) ? "unit off" : block.kind === "linear" ? "unit" : "unit pale",
    }),
  );
}

function stack(block, shape, inputSize) {
  const [channels, height] = shape;
  const side = sideOf(height, inputSize);
  const sheets = sheetsOf(channels);
  const spread = (sheets - 1) * SHEET_SHIFT;
  const left = (FIELD - side - spread) / 2;
  const top = (FIELD - side + spread) / 2;
  const role = block.kind === "input" ? "sheet input" : "sheet";
  const parts = [];
  for (let i = sheets - 1; i >= 0; i -= 1) {
    parts.push(
      draw("rect", {
        x: left + i * SHEET_SHIFT,
        y: top - i * SHEET_SHIFT,
        width: side,
        height: side,
        rx: 2.5,
        class: role,
      }),
    );
  }
  return [...parts, ...(MARKS[block.kind]?.(block, { left, top, side, height }) ?? [])];
}

function path(d, name, { left, top, side }) {
  const scaled = d.replace(/-?\d*\.?\d+/g, (n) => n);
  const group = draw(
    "g",
    { transform: `translate(${left + side * 0.22} ${top + side * 0.22}) scale(${side * 0.56})` },
    draw("path", { d: scaled, class: name, "vector-effect": "non-scaling-stroke" }),
  );
  return [group];
}

function lines(box, count) {
  const step = box.side / count;
  return Array.from({ length: count - 1 }, (_, i) => [
    draw("path", { d: `M${box.left + step * (i + 1)} ${box.top}v${box.side}`, class: "line" }),
    draw("path", { d: `M${box.left} ${box.top + step * (i + 1)}h${box.side}`, class: "line" }),
  ]).flat();
}

/** The kernel, to the scale of the map it leaves behind. */
function kernelSquare(size, box) {
  const side = Math.max(4, Math.min(box.side, (box.side * size) / box.height));
  return draw("rect", {
    x: box.left + 1.5,
    y: box.top + box.side - side - 1.5,
    width: side,
    height: side,
    rx: 1,
    class: "kernel",
  });
}

const MARKS = {
  conv: (block, box) => [kernelSquare(block.kernel_size, box)],
  depthwise: (_block, box) => [kernelSquare(3, box), kernelSquare(1, { ...box, left: box.left + box.side * 0.55 })],
  pool: (block, box) => (block.mode === "global_avg" ? [] : lines(box, Math.max(2, Math.min(3, block.kernel_size)))),
  activation: (block, box) => path(CURVES[block.name] ?? CURVES.relu, "curve", box),
  batch_norm: (_, box) => path("M0 1 C.3 1 .35 0 .5 0 S.7 1 1 1", "curve", box),
  dropout: (_, box) =>
    Array.from({ length: 9 }, (_, i) =>
      draw("circle", {
        cx: box.left + box.side * (0.22 + 0.28 * (i % 3)),
        cy: box.top + box.side * (0.22 + 0.28 * Math.floor(i / 3)),
        r: Math.max(1.2, box.side / 14),
        class: i % 2 ? "unit" : "unit off",
      }),
    ),
  residual: (block, box) => [
    kernelSquare(3, box),
    kernelSquare(3, { ...box, left: box.left + box.side * 0.45 }),
    ...(block.skip
      ? [
          draw("path", {
            d: `M${box.left - 5} ${box.top + box.side * 0.9}C${box.left - 9} ${box.top - 6} ${box.left + box.side + 9} ${box.top - 6} ${box.left + box.side + 5} ${box.top + box.side * 0.9}`,
            class: "skip",
          }),
        ]
      : []),
  ],
  inception: (_, box) =>
    [0.2, 0.4, 0.6, 0.8].map((at, i) =>
      draw("path", {
        d: `M${box.left + 2} ${box.top + box.side / 2}C${box.left + box.side / 3} ${box.top + box.side / 2} ${box.left + box.side / 3} ${box.top + box.side * at} ${box.left + box.side - 2} ${box.top + box.side * at}`,
        class: "ribbon",
        "stroke-width": [1.5, 2.6, 1.5, 1.5][i],
      }),
    ),
};
