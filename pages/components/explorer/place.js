// Where everything of an opened part stands: boxes, lines, frames, the ledger below, the way back.

import { halvedOf, linesOf } from "./halves.js";
import { textsBelow, textsBeside } from "./labels.js";
import { edgePaths, ownSkip } from "./route.js";
import { breadcrumbOf, ENTRY, edgesOf, entryShape, folded, indexOf, lanesIn, unitsOf } from "./tree.js";

/** The most boxes that one drawing has. */
export const MOST_BOXES = 120;
/** Of a row where the network runs down the page: a thumb hits it. */
export const ROW = 52;

const ARC_ROOM = 26;
/** Of the line that carries the most channels into a concatenation, in pixels. */
const BAND = 15;

/** A box of the drawing.
 * @typedef {object} Box
 * @property {string} id
 * @property {import("./tree.js").Unit | null} unit Null where it is what enters.
 * @property {number} x Of its front, in pixels, as y, w and h.
 * @property {number} y
 * @property {number} w
 * @property {number} h
 * @property {number} depth Of its sheets, in pixels.
 * @property {number} column
 * @property {[number, number]} slot From where to where its column, or its row, reaches.
 * @property {string} skip The path of what leads around it; empty without.
 * @property {number[]} segments Where the lanes of a concatenation meet on its face, of 0 to 1.
 * @property {boolean} isHalved Whether it lies on two GPUs.
 * @property {number} opacity
 */

/** @typedef {{x: number, y: number, text: string, anchor: "start" | "middle" | "end", kind: string, id?: string,
 *   share?: number, room?: number}} Text share: of a bar of `room` pixels below it. */

/** A drawing.
 * @typedef {object} Layout
 * @property {string} open
 * @property {"right" | "down"} direction
 * @property {number} width
 * @property {number} height
 * @property {Box[]} boxes What enters first, then in the order of the network.
 * @property {(import("./tree.js").Edge & {d: string, crossing: string, arc: number | null,
 *   ways: [number, number][], crossings: [number, number][], thick: number | null,
 *   opacity?: number})[]} edges
 * @property {{x: number, w: number, ids: string[]}[]} columns
 * @property {{id: string, x: number, y: number, w: number, h: number}[]} frames Around the blocks of a stage.
 * @property {Text[]} texts
 * @property {{id: string, name: string}[]} breadcrumb
 * @property {number} opacity
 * @property {boolean} isLaned Whether it has lanes side by side.
 */

const indices = new WeakMap();

/** The parts of a scene by id, made once.
 * @param {{root: import("./tree.js").Node}} scene
 * @returns {Map<string, import("./tree.js").Node>}
 */
export function partsOf(scene) {
  if (!indices.has(scene)) indices.set(scene, indexOf(scene.root));
  return indices.get(scene);
}

/** The drawing of an opened part.
 * @param {any} scene As `cnncore.models.scene` gives it.
 * @param {object} how
 * @param {string} how.open The part that fills the drawing.
 * @param {"params" | "mult_adds"} how.measure What the widths tell.
 * @param {number} how.width In pixels.
 * @param {"right" | "down"} how.direction
 * @param {Record<string, string>} how.words Names of the rows.
 * @returns {Layout}
 */
export function place(scene, { open, measure, width, direction, words }) {
  const index = partsOf(scene);
  const node = index.get(open) ?? scene.root;
  const longest = direction === "down" ? 4 : MOST_BOXES;
  const units = folded(unitsOf(node), { most: MOST_BOXES - 1, longest });
  const edges = edgesOf(units, index);
  const entry = { id: ENTRY, unit: null, shape: entryShape(scene, node, index) };
  const items = [entry, ...units.map((unit) => ({ id: unit.id, unit, shape: unit.node.shape }))];
  const setting = { scene, node, items, edges, measure, width, words, lanes: lanesIn(node) };
  const laid = direction === "right" ? across(setting) : downwards(setting);
  const halved = halvedOf(scene, node, units);
  const boxes = laid.boxes.map((box) => ({
    ...box,
    skip: box.unit?.skip ? ownSkip(box, direction) : "",
    segments: laid.isLaned ? segmentsOf(box, edges) : [],
    isHalved: halved.has(box.id),
    opacity: 1,
  }));
  return {
    ...laid,
    open: node.id,
    direction,
    width,
    boxes,
    edges: routed(edges, boxes, direction, { ...laid, halved }),
    breadcrumb: breadcrumbOf(scene, node.id, index),
    opacity: 1,
  };
}

const MEASURED = (unit, measure) =>
  unit ? (unit.folded.length ? unit.folded : [unit.node]).reduce((sum, node) => sum + node[measure], 0) : 0;

const SIDE = (shape) => (shape.length > 1 ? Math.max(shape[1], shape[2]) : null);

/** How long, thick and deep each box is by its shape, as shares of the largest in the drawing. */
function sizesOf(items, measure) {
  const sides = items.map(({ shape }) => SIDE(shape));
  const largest = Math.max(1, ...sides.filter(Boolean));
  const features = Math.max(1, ...items.map(({ shape }) => (shape.length > 1 ? 0 : shape[0])));
  const channels = Math.max(1, ...items.map(({ shape }) => (shape.length > 1 ? shape[0] : 0)));
  const all = items.reduce((sum, { unit }) => sum + MEASURED(unit, measure), 0) || 1;
  return items.map(({ unit, shape }, i) => ({
    length: Math.sqrt(sides[i] ? sides[i] / largest : (0.8 * shape[0]) / features),
    depth: sides[i] ? Math.sqrt(shape[0] / channels) : 0,
    share: MEASURED(unit, measure) / all,
  }));
}

/** The longest way from the entry to each box. */
function columnsOf(items, edges) {
  const column = new Map([[ENTRY, 0]]);
  const into = Map.groupBy(edges, ({ to }) => to);
  for (const { id } of items.slice(1)) {
    const before = (into.get(id) ?? []).map(({ from }) => column.get(from) ?? 0);
    column.set(id, 1 + Math.max(0, ...before));
  }
  return column;
}

const LANE_PITCH = 116;
const LANE_LENGTH = 44;
const LENGTH = 112;

/** From left to right: a column for each step of the longest way. */
function across({ scene, node, items, edges, measure, width, words, lanes }) {
  const column = columnsOf(items, edges);
  const sizes = sizesOf(items, measure);
  const count = Math.max(...column.values()) + 1;
  const isLaned = lanes > 1;
  const flowHeight = isLaned ? lanes * LANE_PITCH : LENGTH + 12;
  const deepest = isLaned ? 9 : 14;
  const labels = textsBelow({ scene, node, items, column, count, words, isLaned, width });
  const { slots, left } = spread({ items, column, sizes, labels, count, width });
  const hasArcs = items.some(({ unit }) => unit?.skip) || edges.some(({ kind }) => kind === "skip");
  const top = (hasArcs ? ARC_ROOM + (isLaned ? 8 : 0) : 8) + deepest;
  const boxes = items.map(({ id, unit }, i) => {
    const at = column.get(id);
    const [from, to] = slots[at];
    const depth = 2 + (deepest - 2) * sizes[i].depth;
    const [low, high] = unit?.lane ?? [0, 1];
    const isJoint = unit?.node.op === "concat" && isLaned;
    const full = (high - low) * flowHeight;
    const h = isJoint ? full - 30 : Math.max(8, (isLaned ? LANE_LENGTH : LENGTH) * sizes[i].length);
    const text = isLaned ? labels.below : 0;
    const room = to - from - depth - 4;
    const w = Math.max(4, Math.min(room, labels.thin + sizes[i].share * labels.spare));
    const middle = top + (low + (high - low) / 2) * flowHeight - (isJoint ? 8 : text / 2);
    return {
      id,
      unit,
      x: from + (to - from - w - depth) / 2,
      y: middle - h / 2,
      w,
      h,
      depth,
      column: at,
      slot: [from, to],
    };
  });
  const columns = slots.map(([from, to], at) => ({
    x: from,
    w: to - from,
    ids: items.filter(({ id }) => column.get(id) === at).map(({ id }) => id),
  }));
  const bottom = top + flowHeight;
  const frames = framesAround(boxes, { gap: 6, over: hasArcs ? 18 : 8 });
  const { texts, height } = labels.put({ boxes, columns, bottom: bottom + (frames.length ? 12 : 4), left });
  return { boxes, columns, frames, texts, height: height + 8, top, isLaned };
}

/** The width of every column: what its words need, and what is left by the measure. */
function spread({ items, column, sizes, labels, count, width }) {
  const needed = Array.from({ length: count }, (_, at) => labels.needed(at));
  const left = labels.left;
  const room = Math.max(0, width - left - needed.reduce((sum, each) => sum + each, 0));
  const shares = Array(count).fill(0);
  items.forEach(({ id }, i) => {
    shares[column.get(id)] = Math.max(shares[column.get(id)], sizes[i].share);
  });
  const all = shares.reduce((sum, each) => sum + each, 0) || 1;
  labels.spare = Math.min(room * 0.75 + 18, 260);
  // A part is spread evenly, so that a small share leaves no gap and a large one no hole.
  const slots = [];
  let x = left;
  for (let at = 0; at < count; at += 1) {
    const w = needed[at] + room * ((0.5 * shares[at]) / all + 0.5 / count);
    slots.push([x, x + w]);
    x += w;
  }
  return { slots, left };
}

/** The frames of the stages whose blocks are shown. */
function framesAround(boxes, { gap, over }) {
  const frames = new Map();
  for (const box of boxes) {
    const { group } = box.unit ?? {};
    if (!group) continue;
    const rect = {
      x: box.x - gap,
      y: box.y - over - box.depth,
      x1: box.x + box.w + box.depth + gap,
      y1: box.y + box.h + gap,
    };
    const known = frames.get(group.id);
    frames.set(
      group.id,
      known
        ? {
            x: Math.min(known.x, rect.x),
            y: Math.min(known.y, rect.y),
            x1: Math.max(known.x1, rect.x1),
            y1: Math.max(known.y1, rect.y1),
          }
        : rect,
    );
  }
  return [...frames].map(([id, { x, y, x1, y1 }]) => ({ id, x, y, w: x1 - x, h: y1 - y }));
}

/** Downwards: a row for every box, lanes side by side. */
function downwards({ scene, node, items, measure, width, words, lanes }) {
  const sizes = sizesOf(items, measure);
  const flow = { left: width * 0.34, right: width * 0.7 };
  const room = flow.right - flow.left;
  const boxes = items.map(({ id, unit }, i) => {
    const depth = 2 + 5 * sizes[i].depth;
    const [low, high] = unit?.lane ?? [0, 1];
    const isJoint = unit?.node.op === "concat" && lanes > 1;
    const reach = isJoint ? room : Math.max(10, (lanes > 1 ? room / lanes - 14 : room - 30) * sizes[i].length);
    const h = 8 + 18 * Math.sqrt(sizes[i].share);
    const middle = flow.left + ((low + high) / 2) * room;
    const y = i * ROW + (ROW - h) / 2;
    return { id, unit, x: middle - reach / 2, y, w: reach, h, depth, column: i, slot: [i * ROW, (i + 1) * ROW] };
  });
  const texts = textsBeside({ scene, node, items, boxes, width, row: ROW, flow, words });
  const columns = items.map(({ id }, i) => ({ x: i * ROW, w: ROW, ids: [id] }));
  return { boxes, columns, frames: [], texts, height: items.length * ROW, top: 0, isLaned: lanes > 1 };
}

/** The edges as paths. */
function routed(edges, boxes, direction, { top = 0, isLaned, halved }) {
  const most = Math.max(1, ...edges.map(({ channels }) => channels));
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const entering = Map.groupBy(edges, ({ to }) => to);
  return edges.map((edge) => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    const arc = edge.kind === "skip" ? outermost(boxes, from, to, direction, top) : null;
    const at = endOf(edge, entering.get(edge.to), byId);
    const thick = isLaned && to.unit.node.op === "concat" ? 3 + (BAND * edge.channels) / most : null;
    const lines = { arc, ...linesOf(edge, to.unit, halved, at) };
    return { ...edge, ...lines, thick, ...edgePaths(from, to, direction, lines) };
  });
}

/** Where on the face of a concatenation one lane ends and the next begins, of 0 to 1. */
function segmentsOf({ id, unit }, edges) {
  if (unit?.node.op !== "concat") return [];
  const lanes = edges.filter(({ to }) => to === id).toSorted((a, b) => a.place - b.place);
  const all = lanes.reduce((sum, { channels }) => sum + channels, 0) || 1;
  let before = 0;
  return lanes.slice(0, -1).map(({ channels }) => {
    before += channels / all;
    return before;
  });
}

/** How far out an arc has to go. */
function outermost(boxes, from, to, direction, top) {
  const between = boxes.filter(({ column }) => column > from.column && column < to.column);
  if (direction === "right") return Math.min(...between.map(({ y, depth }) => y - depth), to.y) - 14 - (top ? 0 : 4);
  return Math.min(...between.map(({ x }) => x), to.x, from.x) - 12;
}

/** Where on the face of a concatenation a lane arrives: each has a part as thick as its channels. */
function endOf(edge, entering, byId) {
  const target = byId.get(edge.to);
  if (edge.place === undefined || target.unit.node.op !== "concat") return 0.5;
  const sum = (some) => some.reduce((total, { channels }) => total + channels, 0);
  const before = entering.filter(({ place }) => place < edge.place);
  return (sum(before) + edge.channels / 2) / (sum(entering) || 1);
}
