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
  chips: async () => (await import("./parts/chips.js")).Chips,
  formula: async () => (await import("./parts/formula.js")).Formula,
  formula_back: async () => (await import("./parts/formula_back.js")).FormulaBack,
  functions: async () => (await import("./parts/functions.js")).Functions,
  left: async () => (await import("./parts/left.js")).Left,
  legend: async () => (await import("./parts/legend.js")).Legend,
  ruler: async () => (await import("./parts/ruler.js")).Ruler,
  stamp_ruler: async () => (await import("./parts/stamp_ruler.js")).StampRuler,
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
 * The classes of the chosen parts in reading order; null for what could not be loaded, and for the
 * line, which is the stage itself. Each makes `node` (or `nodes`) out of the figure and its options;
 * its `place` says where it goes; `update(screen, options)` draws it, and `point(screen, moved)` what
 * depends on the pointer.
 *
 * @param {[string, object][]} parts
 * @returns {Promise<((new (figure: object, options: object) => object) | null)[]>}
 */
export const loadParts = (parts) => Promise.all(parts.map(([name]) => (name === "line" ? null : load(name))));
