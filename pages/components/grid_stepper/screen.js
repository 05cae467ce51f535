// All that the parts of a figure draw from, and what is told to the rest of the page.

import presets from "../generated/presets.js";
import { cellOf } from "../shared/pure/cells.js";
import { formatNumber } from "../shared/pure/numbers.js";
import { caseKey, written } from "./exchange.js";

/**
 * @typedef {object} Screen
 * @property {Record<string, any>} data From the server.
 * @property {Record<string, string>} words Those of `data`.
 * @property {{inputs: object, kernels: object}} presets Name -> size ("3x3") -> matrix.
 * @property {string} caseKey Of the settings that decide the numbers.
 * @property {import("./operators/scene.js").Scene} scene
 * @property {Record<string, any>} settings
 * @property {import("../shared/pure/steps.js").Player} player
 * @property {string} refusal What is said of a number that was refused; "" for none.
 * @property {boolean} animate Whether what has moved may glide there.
 * @property {import("./arrange.js").Arrangement} arrangement
 * @property {import("./operators/scene.js").Step | null} now The shown step: of the cell pointed at,
 *   else the current one; the same object while it is the same step.
 * @property {import("./operators/scene.js").Step | null} asked The step of the cell that a question hides.
 * @property {import("../shared/pure/link.js").Rings} rings
 * @property {number | null} fed How many outputs the number under the pointer feeds.
 * @property {(cell: string) => boolean} isMasked
 * @property {ReturnType<import("./operators/scene.js").Scene["look"]>} look
 * @property {Map<string, import("./operators/scene.js").Corner>} corners What the shown step makes of cells.
 */

/** The cells that a question hides. */
const maskedCells = ({ band }) => (band?.state === "open" ? band.targets : []);

/**
 * @param {import("./parts.js").Figure} figure
 * @returns {Screen}
 */
export function screenOf(figure) {
  const { data, scene, settings, player, refusal, arrangement, animate = false } = figure;
  // Without a window on screen nothing is multiplied, so nothing is ringed.
  const pointed = scene.problem ? null : figure.pointed;
  figure.now = scene.problem ? null : shownStep(figure.now, scene.shown(pointed, player.step));
  const masked = maskedCells(data);
  const asked = masked.find((cell) => scene.stepOf(cell) !== null);
  const rings = figure.link.rings(pointed, figure.now);
  const numbers = scene.numbers ?? scene.operands.slice(0, 1);
  const isNumber = pointed !== null && numbers.includes(cellOf(pointed).grid);
  return {
    data,
    words: data.words,
    presets,
    caseKey: caseKey(data.keys, settings),
    scene,
    settings,
    player,
    refusal,
    arrangement,
    animate,
    now: figure.now,
    asked: asked === undefined ? null : (scene.asked?.(asked) ?? scene.step(scene.stepOf(asked))),
    rings,
    fed: isNumber ? [...rings.cells].filter((cell) => scene.grids[cellOf(cell).grid].role === "output").length : null,
    isMasked: (cell) => masked.includes(cell),
    look: scene.look(player.step),
    corners: cornersOf(figure.now),
  };
}

const shownStep = (before, { key, step }) => (before?.key === key ? before : { ...step(), key });

/** Each number that the shown step reads has in its corner the weight it meets. */
function cornersOf(now) {
  if (now === null) return new Map();
  const withWeight = ({ cells, numbers }) => [
    cells[0],
    {
      text: `\u00d7${formatNumber(numbers[1])}`,
      isZero: numbers[1] === 0,
      says: { key: "cell_window", number: numbers[1] },
    },
  ];
  return now.corners ?? new Map(now.terms.map(withWeight));
}

/**
 * What the code beside the grid needs to follow its steps: the detail of the window event `cnn-step`.
 * @param {import("./parts.js").Figure} figure
 * @returns {{channel: string, step: number, count: number, caseKey: string, columns: number, out: number[][],
 *   padded: number[][], weight?: number[][], window: {rows: number, cols: number, first: string, last: string} | null,
 *   masked: number[], settings: Record<string, any>,
 *   written: Record<string, string>}} columns: of the output; masked: steps whose result a
 *   question hides; window: where it is not simply cut out of `padded`; written: the settings as in an address.
 */
export function stepEvent({ data, scene, settings }) {
  const { x, weight, [scene.played ?? "out"]: out } = scene.grids;
  return {
    channel: data.channel,
    step: settings.step,
    count: scene.count,
    caseKey: caseKey(data.keys, settings),
    columns: scene.rowLength,
    out: out.values,
    padded: x?.values,
    weight: weight?.values,
    window: scene.count ? (scene.printed?.(settings.step) ?? null) : null,
    masked: maskedCells(data)
      .map(scene.stepOf)
      .filter((step) => step !== null),
    settings,
    written: Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, written(value)])),
  };
}
