// The words of a drawing: the ledger in its columns, a name under every box of a lane, rows down a page.

import { countText, shortCount } from "../shared/pure/readouts.js";
import { fitted, shapeText, textWidth } from "./text.js";
import { ENTRY, operatorsOf } from "./tree.js";

/** Sizes of the font, in pixels, by the kind of a text. */
export const SIZES = { name: 14.5, quiet: 13, value: 13.5, head: 13 };

const BOLD = 1.07;
const GAP = 14;
const ROWS = ["name", "setting", "shape", "field", "params", "mult_adds"];
/** Of each row, in pixels; below the costs there is a bar. */
const HEIGHTS = { name: 19, setting: 18, shape: 19, field: 19, params: 25, mult_adds: 25 };
const WITH_BAR = new Set(["params", "mult_adds"]);
/** A block among its like, and a part that says nothing, in pixels. */
const THIN = 6;
const MINOR = 24;

const widthOf = (kind, text) => textWidth(text, SIZES[kind]) * (kind === "name" ? BOLD : 1);
const kindOf = (row) => (row === "name" ? "name" : row === "setting" ? "quiet" : "value");

/** How a part reads: 11×11 /4; of several alike 3 × 3×3.
 * @param {import("./tree.js").Node} node
 * @returns {string} Empty where its operators differ.
 */
export function settingText(node) {
  const bare = (label) => label.replace(/^conv /, "").replace(/ pool\b/, "");
  if (node.kind === "op") return bare(node.label) === node.name ? "" : bare(node.label);
  const convs = operatorsOf(node).filter(({ kernel, params }) => kernel && params);
  const labels = new Set(convs.map(({ label }) => bare(label)));
  if (labels.size !== 1) return "";
  const [label] = labels;
  return convs.length > 1 ? `${convs.length} \u00b7 ${label}` : label;
}

/** What a box, or a frame of boxes, says in each row. */
function cellsOf(node, { isShort, rows }) {
  const count = isShort ? shortCount : countText;
  const all = {
    name: node.name,
    setting: settingText(node),
    shape: shapeText(node.shape),
    field: node.field ? countText(node.field) : "",
    params: node.params ? count(node.params) : "",
    mult_adds: node.mult_adds ? count(node.mult_adds) : "",
  };
  return Object.fromEntries(rows.map((row) => [row, all[row]]));
}

const isMinor = (node) => node.kind === "op" && !node.params;

/** How much is written: less and less, until it fits. */
const DETAILS = [
  { isShort: false, rows: ROWS, minors: true },
  { isShort: true, rows: ROWS, minors: true },
  { isShort: true, rows: ROWS, minors: false },
  { isShort: true, rows: ["name", "shape"], minors: false },
  // Where even that is too long, words are cut.
  { isShort: true, rows: ["name", "shape"], minors: false, isCut: true },
];

/** Who speaks for a column: its box, or the frame in which it stands. */
function speakersOf({ items, column, scene, words, node }, detail) {
  const spoken = new Map();
  const put = (id, data, at) => {
    const known = spoken.get(id);
    if (known) known.columns.push(at);
    else spoken.set(id, { id, cells: data, columns: [at] });
  };
  for (const { id, unit, shape } of items) {
    const at = column.get(id);
    if (!unit) {
      const cells = { name: words.entry, shape: shapeText(shape) };
      put(id, Object.fromEntries(detail.rows.map((row) => [row, cells[row] ?? ""])), at);
    } else if (unit.group) {
      const group = { ...unit.group, name: `${unit.group.name} \u00d7${unit.group.children.length}` };
      put(group.id, { ...cellsOf(group, detail), setting: "", of: group }, at);
    } else if (detail.minors || !isMinor(unit.node) || node.kind === "op") {
      put(id, { ...cellsOf(unit.node, detail), of: unit.node }, at);
    }
  }
  const totals = scene.totals;
  return [...spoken.values()].map((each) => ({ ...each, totals }));
}

const widest = (cells, rows) => Math.max(0, ...rows.map((row) => widthOf(kindOf(row), cells[row] ?? "")));

/** What the columns of a drawing need, and its words once they have their places.
 * @param {object} drawn
 * @param {any} drawn.scene
 * @param {import("./tree.js").Node} drawn.node
 * @param {{id: string, unit: import("./tree.js").Unit | null, shape: number[]}[]} drawn.items
 * @param {Map<string, number>} drawn.column
 * @param {number} drawn.count Of columns.
 * @param {Record<string, string>} drawn.words
 * @param {boolean} drawn.isLaned
 * @param {number} drawn.width
 * @returns {{left: number, below: number, thin: number, spare: number, needed: (at: number) => number,
 *   put: (at: any) => {texts: import("./place.js").Text[], height: number}}}
 */
export function textsBelow(drawn) {
  return drawn.isLaned ? underBoxes(drawn) : ledger(drawn);
}

function ledger(drawn) {
  const { count, width, words } = drawn;
  const heads = Math.max(...ROWS.slice(2).map((row) => widthOf("head", words[row])));
  for (const detail of DETAILS) {
    const { rows } = detail;
    const left = rows.length > 2 ? heads + GAP : 0;
    const speakers = speakersOf(drawn, detail);
    const needs = Array(count).fill(MINOR);
    for (const { cells, columns } of speakers) {
      const words = detail.isCut ? 0 : (widest(cells, rows) + GAP) / columns.length;
      const each = Math.max(columns.length > 1 ? THIN : MINOR, words);
      for (const at of columns) needs[at] = each;
    }
    const sum = needs.reduce((total, each) => total + each, 0);
    const isLast = detail === DETAILS.at(-1);
    if (left + sum > width && !isLast) continue;
    const shrink = Math.min(1, (width - left) / sum);
    return {
      left,
      below: 0,
      thin: THIN,
      spare: 0,
      needed: (at) => needs[at] * shrink,
      put: ({ columns, bottom }) =>
        (detail.isCut ? crowded : written)({ speakers, detail, columns, bottom, left, words }),
    };
  }
  throw new Error("unreachable");
}

function written({ speakers, detail, columns, bottom, left, words }) {
  const { rows } = detail;
  const texts = [];
  let y = bottom;
  for (const row of rows) {
    y += HEIGHTS[row];
    const baseline = y - (WITH_BAR.has(row) ? 10 : 4);
    if (left && words[row] && row !== "name" && row !== "setting") {
      texts.push({ x: 0, y: baseline, text: words[row], anchor: "start", kind: "head" });
    }
    for (const { id, cells, columns: span, totals } of speakers) {
      const [first, last] = [columns[span[0]], columns[span.at(-1)]];
      const room = last.x + last.w - first.x;
      const text = cells[row] ?? "";
      if (!text) continue;
      const bar =
        WITH_BAR.has(row) && cells.of ? { share: cells.of[row] / totals[row], room: Math.min(room - 10, 64) } : {};
      texts.push({ x: first.x + room / 2, y: baseline, text, anchor: "middle", kind: kindOf(row), id, ...bar });
    }
  }
  return { texts, height: y };
}

const reversed = (text) => [...text].reverse().join("");

/** Every second one a line lower, so that each has the room of its neighbours; numbers are never cut. */
function crowded({ speakers, columns, bottom }) {
  const spans = speakers.map(({ columns: span }) => {
    const [first, last] = [columns[span[0]], columns[span.at(-1)]];
    return { middle: (first.x + last.x + last.w) / 2, w: last.x + last.w - first.x };
  });
  const reach = (i, by) => Math.abs((spans[i + by] ?? spans[i]).middle - spans[i].middle) || spans[i].w / 2;
  const texts = speakers.flatMap(({ id, cells }, i) => {
    const { middle: x } = spans[i];
    const room = 2 * Math.min(reach(i, -1), reach(i, 1)) - 6;
    const y = bottom + (i % 2) * (HEIGHTS.name + HEIGHTS.shape + 2);
    // The beginning is what its neighbours share.
    const name = reversed(fitted(reversed(cells.name), SIZES.name * BOLD, room));
    const shape = widthOf("value", cells.shape) <= room ? cells.shape : "";
    return [
      { x, y: y + HEIGHTS.name - 4, text: name, anchor: "middle", kind: "name", id },
      { x, y: y + HEIGHTS.name + HEIGHTS.shape - 4, text: shape, anchor: "middle", kind: "value", id },
    ].filter(({ text }) => text);
  });
  return { texts, height: bottom + 2 * (HEIGHTS.name + HEIGHTS.shape) + 2 };
}

const UNDER = ["name", "setting", "shape"];
const UNDER_HEIGHT = 17;

function underBoxes({ items, column, count, words, width }) {
  const saidOf = ({ unit, shape }) =>
    unit
      ? { name: unit.node.name, setting: settingText(unit.node), shape: shapeText(unit.node.shape) }
      : { name: words.entry, setting: "", shape: shapeText(shape) };
  for (const lines of [UNDER, UNDER.slice(0, 2), UNDER.slice(0, 1), []]) {
    const needs = Array(count).fill(36);
    for (const item of items) {
      const at = column.get(item.id);
      needs[at] = Math.max(needs[at], widest(saidOf(item), lines) + GAP + 6);
    }
    const sum = needs.reduce((total, each) => total + each, 0);
    if (sum > width && lines.length) continue;
    const shrink = Math.min(1, width / sum);
    return {
      left: 0,
      below: UNDER_HEIGHT * lines.length,
      thin: 14,
      spare: 0,
      needed: (at) => needs[at] * shrink,
      put: ({ boxes, bottom }) => {
        const texts = boxes.flatMap((box, i) => {
          const said = saidOf(items[i]);
          return lines
            .filter((line) => said[line])
            .map((line, n) => ({
              x: box.x + (box.w + box.depth) / 2,
              y: box.y + box.h + 15 + n * UNDER_HEIGHT,
              text: said[line],
              anchor: "middle",
              kind: line === "name" ? "name" : line === "setting" ? "quiet" : "value",
              id: box.id,
            }));
        });
        const lowest = Math.max(bottom, ...texts.map(({ y }) => y + 6));
        return { texts, height: lowest };
      },
    };
  }
  throw new Error("unreachable");
}

/** The words of a drawing that runs downwards: names to the left, shapes to the right.
 * @param {object} drawn
 * @param {{id: string, unit: import("./tree.js").Unit | null, shape: number[]}[]} drawn.items
 * @param {import("./place.js").Box[]} drawn.boxes
 * @param {number} drawn.width
 * @param {number} drawn.row Its height.
 * @param {{left: number, right: number}} drawn.flow Where the boxes stand.
 * @param {Record<string, string>} drawn.words
 * @returns {import("./place.js").Text[]}
 */
export function textsBeside({ items, boxes, width, row, flow, words }) {
  return items.flatMap(({ id, unit, shape }, i) => {
    const y = boxes[i].slot[0] + row / 2;
    const isFold = unit?.folded.length;
    const name = !unit ? words.entry : isFold ? `\u00d7 ${unit.folded.length}` : nameIn(unit);
    const setting = unit && !isFold ? settingText(unit.node) : "";
    const room = flow.left - 16;
    const [size, map] = shapeText(shape).split("\u00d7");
    const lines = [
      { x: 8, y: y + (setting ? -3 : 5), text: fitted(name, SIZES.name * BOLD, room), anchor: "start", kind: "name" },
      { x: 8, y: y + 15, text: fitted(setting, SIZES.quiet, room), anchor: "start", kind: "quiet" },
      { x: width - 8, y: y + (map ? -3 : 5), text: size, anchor: "end", kind: "value" },
      { x: width - 8, y: y + 15, text: map ?? "", anchor: "end", kind: "quiet" },
    ];
    return lines.filter(({ text }) => text).map((line) => ({ ...line, id: id === ENTRY ? undefined : id }));
  });
}

/** In a stage's frame the name says which stage. */
const nameIn = ({ node, group }) => (group ? `${group.name} ${node.name.replace(/^\D+/, "")}` : node.name);
