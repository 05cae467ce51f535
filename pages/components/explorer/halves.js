// A network on two GPUs: every map in two halves, and which layers read across.

import { ENTRY, operatorsOf } from "./tree.js";

const HALVES = [0.25, 0.75];
const WHOLE = [0.5, 0.5];

const weighted = (node) => operatorsOf(node).find(({ op, params }) => params && (op === "conv" || op === "linear"));

/** Which boxes of a drawing are two halves; none where no layer of the network has two groups.
 * @param {{root: import("./tree.js").Node}} scene
 * @param {import("./tree.js").Node} open
 * @param {import("./tree.js").Unit[]} units
 * @returns {Set<string>} Their ids.
 */
export function halvedOf({ root }, open, units) {
  const operators = operatorsOf(root);
  const isHalved = operators.some(({ op, groups, shape }) => op === "conv" && groups === 2 && shape[0] > 2);
  if (!isHalved) return new Set();
  const last = operators.at(-1).id;
  const ids = units.filter(({ node }) => operatorsOf(node).at(-1).id !== last).map(({ id }) => id);
  const readsPicture = operatorsOf(open)[0].inputs.length === 0;
  return new Set(readsPicture ? ids : [ENTRY, ...ids]);
}

/** Where the lines of an edge leave and arrive.
 * @param {import("./tree.js").Edge} edge
 * @param {import("./tree.js").Unit} target
 * @param {Set<string>} halved
 * @param {number} at Where a single line arrives.
 * @returns {{ways: [number, number][], crossings: [number, number][]}}
 */
export function linesOf({ from, to }, target, halved, at) {
  if (!halved.size) return { ways: [[0.5, at]], crossings: [] };
  const [starts, ends] = [from, to].map((id) => (halved.has(id) ? HALVES : WHOLE));
  const isMixed = halved.has(from) && halved.has(to) && weighted(target.node)?.groups === 1;
  return {
    ways: [0, 1].map((half) => [starts[half], ends[half]]),
    crossings: isMixed
      ? [
          [HALVES[0], HALVES[1]],
          [HALVES[1], HALVES[0]],
        ]
      : [],
  };
}
