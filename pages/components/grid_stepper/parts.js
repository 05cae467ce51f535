// The parts a figure chooses from, by name. What not every stepper needs comes when it is chosen.

import { Band } from "./parts/band.js";
import { Flip } from "./parts/flip.js";
import { Presets } from "./parts/presets.js";
import { Sliders } from "./parts/sliders.js";
import { Sum } from "./parts/sum.js";
import { Transport } from "./parts/transport.js";

const HERE = { band: Band, flip: Flip, presets: Presets, sliders: Sliders, sum: Sum, transport: Transport };

const LATER = {
  curve: async () => (await import("./parts/curve.js")).Curve,
  descent: async () => (await import("./parts/descent.js")).Descent,
  chips: async () => (await import("./parts/chips.js")).Chips,
  drawn: async () => (await import("./parts/drawn.js")).Drawn,
  flatten: async () => (await import("./flatten.js")).Flatten,
  formula: async () => (await import("./parts/formula.js")).Formula,
  formula_back: async () => (await import("./parts/formula_back.js")).FormulaBack,
  functions: async () => (await import("./parts/functions.js")).Functions,
  kernels: async () => (await import("./parts/kernels.js")).Kernels,
  lanes: async () => (await import("./lanes.js")).Lanes,
  learned: async () => (await import("./parts/learned.js")).LearnedSlope,
  left: async () => (await import("./parts/left.js")).Left,
  legend: async () => (await import("./parts/legend.js")).Legend,
  loss: async () => (await import("./parts/loss.js")).Loss,
  melt: async () => (await import("./parts/melt.js")).Melt,
  nudge: async () => (await import("./parts/nudge.js")).Nudge,
  masks: async () => (await import("./parts/masks.js")).Masks,
  ruler: async () => (await import("./parts/ruler.js")).Ruler,
  stamp_ruler: async () => (await import("./parts/stamp_ruler.js")).StampRuler,
  through: async () => (await import("./through.js")).Through,
  weights: async () => (await import("./parts/weights.js")).Weights,
  windows: async () => (await import("./parts/windows.js")).Windows,
  wire: async () => (await import("./parts/wire.js")).Wire,
};

const pause = () => new Promise((resolve) => setTimeout(resolve, 1000));

/** What was not found is asked for once more after a second; a figure without it is better than none. */
async function load(name) {
  if (HERE[name]) return HERE[name];
  return LATER[name]().catch(() =>
    pause()
      .then(LATER[name])
      .catch(() => null),
  );
}

/**
 * @typedef {object} Figure What a part may ask of the figure that it belongs to.
 * @property {Record<string, any>} data From the server: `FigureData` of `__init__.py`.
 * @property {Record<string, any>} settings
 * @property {import("./operators/scene.js").Scene} scene
 * @property {import("../shared/pure/steps.js").Player} player
 * @property {import("./operators/scene.js").Step | null} now The shown step.
 * @property {import("./stage.js").Stage} stage
 * @property {import("../shared/view/mount.js").Send} send
 * @property {(patch: object) => void} change Other settings, while a gesture lasts.
 * @property {(patch: object) => void} settle Those of a gesture that is over at once.
 * @property {() => void} commit A gesture is over: the server hears of it.
 * @property {(isHeld: boolean) => void} grab Whether a finger holds a control.
 * @property {(player: object, how?: {animate?: boolean}) => void} show Another step.
 * @property {(action: string) => void} press A key of the transport.
 * @property {(cell: string | null) => void} point The pointer is on a cell, or on none.
 * @property {(cell: string) => void} pick A cell was chosen that takes no number.
 * @property {(grid: string, row: number, col: number, text: string) => void} edit A cell takes a number.
 * @property {(grid: string, row: number, col: number, text: string) => object} edited The settings then.
 * @property {(text: string, strange: boolean) => void} refuse What was typed is no number; strange: NaN would
 *   have been one.
 * @property {() => void} render All of it anew.
 * @property {() => void} draw The same, and the rest of the page hears of the step.
 *
 * @typedef {object} Part A piece of a figure. Its class may say `place`: "top", "stage", "matrix", "below",
 *   "dock", "pictures" or "controls"; on the stage `area`, the name of its place there, `least`, the width in pixels
 *   without which it cannot stand in the line, `stays`, that it does so beside the options of a slide too, and
 *   `docks`, that on a phone it stands with the buttons.
 * @property {Element} [node]
 * @property {Element[]} [nodes] Where it has several.
 * @property {Element} [docked] What of it stands with the buttons where they stay in sight.
 * @property {(screen: import("./screen.js").Screen, options: object) => void} update Draws it.
 * @property {(screen: import("./screen.js").Screen, moved: boolean) => void} [point] Draws what depends on the
 *   pointer; moved: another step is shown than before.
 * @property {() => void} [destroy]
 */

/**
 * The classes of the chosen parts in reading order; null for what could not be loaded, and for the
 * line, which is the stage itself; lanes are a stage, too.
 *
 * @param {[string, object][]} parts Names and options.
 * @returns {Promise<((new (figure: Figure, options: object) => Part) | null)[]>}
 */
export const loadParts = (parts) => Promise.all(parts.map(([name]) => (name === "line" ? null : load(name))));
