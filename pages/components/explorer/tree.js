// A network as a tree of parts: what a level shows of it, and what reads what.

/** A part of a network, as `cnncore.models.scene` gives it.
 * @typedef {object} Node
 * @property {string} id Its path; of the network, nothing.
 * @property {string} name
 * @property {"network" | "stage" | "block" | "module" | "branch" | "branches" | "op"} kind
 * @property {number[]} shape Of its output.
 * @property {number} params
 * @property {number} mult_adds
 * @property {number} share Of the network's parameters.
 * @property {number | null} field
 * @property {number | null} jump
 * @property {"add" | "concat" | null} join
 * @property {Node[]} children
 * @property {string} [op]
 * @property {string} [label]
 * @property {number[] | null} [kernel]
 * @property {number[] | null} [stride]
 * @property {number[] | null} [padding]
 * @property {number} [groups]
 * @property {string[]} [inputs]
 */

/** What a level draws as one box.
 * @typedef {object} Unit
 * @property {string} id
 * @property {Node} node
 * @property {[number, number]} lane From where to where it stands across the flow, of 0 to 1.
 * @property {Node | null} group The stage whose frame it stands in.
 * @property {"identity" | "projection" | null} skip What leads around all of it.
 * @property {Node[]} folded What it stands for, where it is "× n".
 */

/** A line between two boxes.
 * @typedef {object} Edge
 * @property {string} from
 * @property {string} to
 * @property {"plain" | "skip"} kind A skip carries its input unchanged.
 * @property {number} channels How many it carries.
 * @property {number} [place] Which of the inputs of a joint, from 0.
 */

/** The picture, or whatever enters the opened part. */
export const ENTRY = "<";

/** Whether a part is another, or in it.
 * @param {string} id
 * @param {string} outer
 * @returns {boolean}
 */
export const isWithin = (id, outer) => outer === "" || id === outer || id.startsWith(`${outer}.`);

/** Every part by its id.
 * @param {Node} root
 * @returns {Map<string, Node>}
 */
export function indexOf(root) {
  const found = new Map();
  const walk = (node) => {
    found.set(node.id, node);
    node.children.forEach(walk);
  };
  walk(root);
  return found;
}

/** The operators of a part, in order.
 * @param {Node} node
 * @returns {Node[]}
 */
export const operatorsOf = (node) => (node.kind === "op" ? [node] : node.children.flatMap(operatorsOf));

const lanesOf = (node) => node.children.slice(0, -1);

/** How many lanes side by side a part needs. */
function lanesNeeded(node) {
  if (node.kind === "branches") {
    return Math.max(
      1,
      lanesOf(node).reduce((sum, lane) => sum + (lane.children.length ? lanesNeeded(lane) : 0), 0),
    );
  }
  if (node.kind === "branch" || node.kind === "network") return Math.max(1, ...node.children.map(lanesNeeded));
  return 1;
}

function skipOf(node) {
  const joined = node.kind === "branches" ? node : node.children.find(({ kind }) => kind === "branches");
  if (joined?.join !== "add") return null;
  return lanesOf(joined).some(({ children }) => children.length === 0) ? "identity" : "projection";
}

const isGroup = (node) =>
  node.kind === "stage" &&
  node.children.length > 1 &&
  node.children.every(({ kind }) => kind === "block" || kind === "module");

/** The boxes of an opened part: its children, branches lane by lane, of a network also the blocks of its stages.
 * @param {Node} open
 * @returns {Unit[]} In the order of the network.
 */
export function unitsOf(open) {
  const units = [];
  const put = (node, lane, group) => {
    units.push({ id: node.id, node, lane, group, skip: node.kind === "op" ? null : skipOf(node), folded: [] });
  };
  const spread = (node, [from, to], group) => {
    if (node.kind === "branch") node.children.forEach((child) => spread(child, [from, to], group));
    else if (node.kind !== "branches") put(node, [from, to], group);
    else {
      const lanes = lanesOf(node).filter(({ children }) => children.length);
      // The way around stands above what it leads around.
      const shown = node.join === "add" ? lanes.toReversed() : lanes;
      const step = (to - from) / shown.reduce((sum, lane) => sum + lanesNeeded(lane), 0);
      const places = new Map();
      let at = from;
      for (const lane of shown) {
        places.set(lane, [at, at + step * lanesNeeded(lane)]);
        at += step * lanesNeeded(lane);
      }
      for (const lane of lanes) spread(lane, places.get(lane), group);
      put(node.children.at(-1), [from, to], group);
    }
  };
  const inside = open.kind === "op" ? [open] : open.kind === "branches" ? [open] : open.children;
  for (const child of inside) {
    if (open.kind === "network" && isGroup(child)) child.children.forEach((part) => put(part, [0, 1], child));
    else spread(child, [0, 1], null);
  }
  return units;
}

/** How many lanes the drawing of an opened part has.
 * @param {Node} open
 * @returns {number}
 */
export const lanesIn = (open) =>
  open.kind === "op" || open.kind === "network" ? 1 : Math.max(1, ...[open, ...open.children].map(lanesNeeded));

const sameRun = (a, b) => (a.group ?? null) === (b.group ?? null) && a.lane[0] === b.lane[0] && a.lane[1] === b.lane[1];

/** No more boxes than can be drawn: of the longest runs, two, "× n" and the last.
 * @param {Unit[]} units
 * @param {{most: number, longest: number}} limits In all, and of the blocks of one stage.
 * @returns {Unit[]}
 */
export function folded(units, { most, longest }) {
  let shown = units;
  for (;;) {
    const isFull = shown.length > most;
    const long = runsOf(shown).filter((run) => run.length > 4 && (isFull || (run[0].group && run.length > longest)));
    if (!long.length) return shown;
    const run = long.reduce((best, each) => (each.length > best.length ? each : best));
    const hidden = run.slice(2, -1);
    const nodes = hidden.map(({ node }) => node);
    const fold = { ...hidden[0], id: `${hidden[0].id}\u2026`, skip: null, folded: nodes };
    shown = shown.flatMap((unit) => (unit === hidden[0] ? [fold] : hidden.includes(unit) ? [] : [unit]));
  }
}

/** Boxes that follow each other in one lane of one stage. */
function runsOf(units) {
  const runs = [];
  for (const unit of units) {
    const run = runs.at(-1);
    if (run && !unit.folded.length && sameRun(run.at(-1), unit)) run.push(unit);
    else runs.push([unit]);
  }
  return runs;
}

/** The edges between boxes: one where an operator of the second reads an operator of the first.
 * @param {Unit[]} units
 * @param {Map<string, Node>} index
 * @returns {Edge[]}
 */
export function edgesOf(units, index) {
  const home = new Map();
  const partsOf = (unit) => (unit.folded.length ? unit.folded : [unit.node]);
  for (const unit of units) {
    for (const leaf of partsOf(unit).flatMap(operatorsOf)) home.set(leaf.id, unit.id);
  }
  const edges = new Map();
  for (const unit of units) {
    for (const leaf of partsOf(unit).flatMap(operatorsOf)) {
      const inputs = leaf.inputs.length ? leaf.inputs : [null];
      inputs.forEach((input, place) => {
        const from = home.get(input) ?? ENTRY;
        if (from === unit.id) return;
        const isJoint = unit.node === leaf && (leaf.op === "add" || leaf.op === "concat");
        const isSkip = isJoint && leaf.op === "add" && isEmptyLane(index, leaf, place);
        const channels = index.get(input)?.shape[0] ?? 0;
        const edge = { from, to: unit.id, kind: isSkip ? "skip" : "plain", channels };
        edges.set(`${from} ${unit.id} ${edge.kind}`, isJoint ? { ...edge, place } : edge);
      });
    }
  }
  return [...edges.values()];
}

function isEmptyLane(index, joint, place) {
  const branches = index.get(joint.id.slice(0, -(joint.name.length + 1)));
  return branches?.kind === "branches" && branches.children[place]?.children.length === 0;
}

/** What enters an opened part.
 * @param {{in_shape: number[]}} scene
 * @param {Node} open
 * @param {Map<string, Node>} index
 * @returns {number[]} Its shape.
 */
export function entryShape(scene, open, index) {
  for (const leaf of operatorsOf(open)) {
    const outside = leaf.inputs.filter((id) => !isWithin(id, open.id));
    if (open.id && outside.length) return index.get(outside[0]).shape;
  }
  return scene.in_shape;
}

/** The way down to a part.
 * @param {{title: string}} scene
 * @param {string} open
 * @param {Map<string, Node>} index
 * @returns {{id: string, name: string}[]} The network first; branches are no place of their own.
 */
export function breadcrumbOf(scene, open, index) {
  const names = open ? open.split(".") : [];
  const crumbs = [{ id: "", name: scene.title }];
  names.forEach((name, i) => {
    const id = names.slice(0, i + 1).join(".");
    const kind = index.get(id)?.kind;
    if (kind && kind !== "branches" && kind !== "branch") crumbs.push({ id, name });
  });
  return crumbs;
}
