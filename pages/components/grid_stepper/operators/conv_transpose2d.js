// A transposed convolution, read in two ways: each number stamps the kernel onto the output; or the
// turned kernel slides over the input with zeros put between its numbers. Both give the same output.

import { cellId, cellOf } from "../../shared/pure/cells.js";
import { formatNumber } from "../../shared/pure/numbers.js";
import { alongAxis, convolve } from "../../shared/pure/windows.js";
import { inputOf, kernelOf, legalBy, problemOf, rotated } from "./scene.js";
import { sliding } from "./sliding.js";
import { reaching, stampAxis } from "./stamp_axis.js";

/** Everything the screen shows, from the settings alone.
 * @param {Record<string, any>} settings As in the contract: pairs are [rows, columns].
 * @returns {import("./scene.js").Scene}
 */
export function conv_transpose2d(settings, presets, given) {
  const axes = [0, 1].map((axis) => stampAxis(alongAxis(settings, axis)));
  const operands = { input: inputOf(settings, presets, given), weight: kernelOf(settings, presets) };
  const read = settings.reading === "window" ? slid : stamped;
  return { ...read(operands, axes, problemOf(axes)), legal: legalBy(settings, stampAxis) };
}

const asIs = (row, col) => [row, col];
const range = (length) => Array.from({ length }, (_, i) => i);
const signed = (value) => (value < 0 ? formatNumber(value) : `+${formatNumber(value)}`);

// ── Stamps ──────────────────────────────────────────────────────────────────────────────────────

function stamped({ input, weight }, axes, problem) {
  const [rows, cols] = axes;
  const reach = axes.map((axis) => range(axis.drawn).map((position) => reaching(axis, position)));

  /** What an output adds up, in the order of the stamps; cells are named from the first that is kept. */
  function termsOf(row, col) {
    const [down, across] = [reach[0][row + rows.padding] ?? [], reach[1][col + cols.padding] ?? []];
    return down.flatMap(({ stamp: i, weight: u }) =>
      across.map(({ stamp: j, weight: v }) => {
        const numbers = [input[i][j], weight[u][v]];
        const cells = [cellId("x", i, j), cellId("weight", u, v)];
        return { id: `${i},${j}`, stamp: i * cols.size + j, cells, numbers, value: numbers[0] * numbers[1] };
      }),
    );
  }
  const totalOf = (terms) => terms.reduce((sum, { value }) => sum + value, 0);
  const upTo = (now, terms) => terms.filter(({ stamp }) => stamp <= now);
  const isKept = (row, col) => row >= 0 && col >= 0 && row < rows.out && col < cols.out;

  /** Where the cells of a stamp lie, line by line. */
  function placesOf(index) {
    const [top, left] = cornerOf(index);
    const lines = range(rows.kernel_size).map((u) => top + u * rows.dilation - rows.padding);
    const columns = range(cols.kernel_size).map((v) => left + v * cols.dilation - cols.padding);
    return lines.flatMap((row, u) => columns.map((col, v) => ({ row, col, factor: weight[u][v] })));
  }
  const cornerOf = (index) => [Math.floor(index / cols.size) * rows.stride, (index % cols.size) * cols.stride];

  /** Of the cells of a stamp the first that is kept and has most to add up. */
  function tellingOf(index) {
    const all = placesOf(index).map((place) => ({ ...place, terms: upTo(index, termsOf(place.row, place.col)) }));
    const kept = all.filter(({ row, col }) => isKept(row, col));
    return (kept.length ? kept : all).reduce((best, one) => (one.terms.length > best.terms.length ? one : best));
  }

  /** @returns {import("./scene.js").Step} */
  function step(index) {
    const [i, j] = [Math.floor(index / cols.size), index % cols.size];
    const [top, left] = cornerOf(index);
    const { row, col, terms } = tellingOf(index);
    const corner = ({ factor }) => ({ text: signed(input[i][j] * factor), isZero: factor === 0 });
    const place = { row: i + 1, column: j + 1, number: formatNumber(input[i][j]) };
    return {
      target: cellId("out", row, col),
      where: { key: "where_stamp", values: { ...place, to_row: row + 1, to_column: col + 1 } },
      frames: [
        { grid: "out", kind: "window", row: top, col: left, rows: rows.extent, cols: cols.extent },
        { grid: "x", kind: "window", row: i, col: j, rows: 1, cols: 1 },
      ],
      terms,
      corners: new Map(placesOf(index).map((at) => [cellId("out", at.row, at.col), corner(at)])),
      total: totalOf(terms),
    };
  }

  /** One output by itself, with the stamps that have come so far. */
  function cellStep(row, col, now) {
    const terms = upTo(now, termsOf(row, col));
    const where = isKept(row, col) ? {} : { where: { key: "where_cut", values: {} } };
    return { target: cellId("out", row, col), ...where, frames: [], terms, total: totalOf(terms) };
  }

  function stepOf(cell) {
    const { grid, row, col } = cellOf(cell);
    if (problem) return null;
    if (grid === "x") return row * cols.size + col;
    return grid === "out" ? (termsOf(row, col).at(-1)?.stamp ?? null) : null;
  }

  function shown(pointed, now) {
    const { grid, row, col } = pointed ? cellOf(pointed) : {};
    if (grid === "out") return { key: `${pointed}@${now}`, step: () => cellStep(row, col, now) };
    const index = grid === "x" ? stepOf(pointed) : now;
    return { key: String(index), step: () => step(index) };
  }

  function look(now) {
    const { target } = step(now);
    return (cell) => {
      const { grid, row, col } = cellOf(cell);
      if (grid !== "out") return {};
      const all = termsOf(row, col);
      const terms = upTo(now, all);
      return { value: totalOf(terms), isEmpty: all.length > 0 && terms.length === 0, isCurrent: cell === target };
    };
  }

  const outputs = problem ? [] : range(rows.out).flatMap((row) => range(cols.out).map((col) => [row, col]));
  const values = problem
    ? []
    : range(rows.drawn).map((row) =>
        range(cols.drawn).map((col) => totalOf(termsOf(row - rows.padding, col - cols.padding))),
      );
  const grids = {
    x: plain("input", "input", input, "input_edits"),
    weight: plain("kernel", "kernel", weight, "kernel_edits"),
    out: outputGrid(values, axes, reach, problem),
  };
  const count = problem ? 0 : rows.size * cols.size;
  return {
    problem,
    grids,
    axes,
    operands: ["x", "weight"],
    count,
    rowLength: cols.size,
    step,
    stepOf,
    shown,
    look: count ? look : () => () => ({}),
    sums: { count: outputs.length, at: (i) => cellStep(...outputs[i], count), usesAll: false },
    legend: stampLegend(grids.out, problem),
  };
}

const plain = (role, name, values, setting) => ({
  role,
  name,
  values,
  scaled: values,
  inner: null,
  edits: { setting, at: asIs },
});

const output = (values) => ({
  role: "output",
  name: "output",
  values,
  scaled: values,
  inner: null,
  none: "nothing_kept",
});

/** The output among all that the stamps cover: what the padding of the forward convolution cuts off
 * is drawn too. */
function outputGrid(values, [rows, cols], reach, problem) {
  const grid = output(values);
  if (problem) return grid;
  const read = reach.map((positions) => positions.map((stamps) => stamps.length > 0));
  const isCut = [rows, cols].some((axis) => axis.drawn !== axis.out);
  if (!isCut) return { ...grid, read };
  const inner = { row: rows.padding, col: cols.padding, rows: rows.out, cols: cols.out };
  const kept = values.slice(inner.row, inner.row + inner.rows);
  return {
    ...grid,
    read,
    inner,
    origin: [inner.row, inner.col],
    isAdded: (row, col) =>
      row < inner.row || col < inner.col || row >= inner.row + inner.rows || col >= inner.col + inner.cols,
    own: { word: "size_cut", size: [inner.rows, inner.cols] },
    scaled: kept.map((line) => line.slice(inner.col, inner.col + inner.cols)),
  };
}

const stampLegend = (out, problem) =>
  [
    out.inner && ["padding", "legend_cut"],
    out.read?.some((axis) => axis.includes(false)) && ["unread", "legend_unstamped"],
    !problem && ["window", "legend_stamp"],
  ].filter(Boolean);

// ── An ordinary convolution ─────────────────────────────────────────────────────────────────────

/** How far the turned kernel slides with steps of 1: over the numbers, the zeros between them, and so many
 * around them that the first window holds the first number only; a cut of P takes P of those away. */
function slidAxis({ kernel_size, dilation, extent, out, padding, size, stride }) {
  const padded = out + extent - 1;
  const first = extent - 1 - padding;
  /** The number at a position; null: a zero that was put in. */
  const numberAt = (position) => {
    const number = (position - first) / stride;
    return Number.isInteger(number) && number >= 0 && number < size ? number : null;
  };
  return { kernel_size, dilation, extent, out, stride: 1, padded, numberAt };
}

function slid({ input, weight }, stampAxes, problem) {
  const axes = stampAxes.map(slidAxis);
  const turned = rotated(weight);
  const [rows, cols] = axes;
  const stuffed = problem ? input : range(rows.padded).map((row) => range(cols.padded).map((col) => at(row, col) ?? 0));
  const values = problem ? [] : convolve(stuffed, turned, rows, cols);
  function at(row, col) {
    const [i, j] = [rows.numberAt(row), cols.numberAt(col)];
    return i === null || j === null ? null : input[i][j];
  }
  const x = {
    ...plain("input", "input", stuffed, "input_edits"),
    scaled: input,
    isAdded: problem ? null : (row, col) => at(row, col) === null,
    own: problem ? null : { word: "size_stuffed", size: [input.length, input[0].length] },
    edits: {
      setting: "input_edits",
      at: problem ? asIs : (row, col) => [rows.numberAt(row), cols.numberAt(col)],
    },
  };
  const kernel = {
    ...plain("kernel", "kernel_flipped", turned, "kernel_edits"),
    edits: {
      setting: "kernel_edits",
      at: (row, col) => [weight.length - 1 - row, weight[0].length - 1 - col],
    },
  };
  const scene = sliding({ x, weight: kernel, out: output(values) }, axes, problem);
  const legend = problem
    ? []
    : [
        ["padding", "legend_zeros"],
        ["window", "legend_window"],
      ];
  return { ...scene, axes: stampAxes, legend };
}
