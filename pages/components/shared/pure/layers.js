// What a layer is called.

import { fillSlots } from "./slots.js";

/**
 * The name of a layer by its kind and its number among its kind: conv 2.
 * @param {number | string} layer Its place in the network, or its name.
 * @param {import("./run_record.js").Run} run
 * @param {Record<string, string>} strings
 * @returns {string}
 */
export function layerName(layer, run, strings) {
  const layers = run.started?.layers ?? [];
  const at = layers.findIndex((one) => one.index === layer || one.name === layer);
  if (at < 0) return typeof layer === "number" ? fillSlots(strings.layer_other, { number: layer + 1 }) : String(layer);
  const { kind } = layers[at];
  const number = layers.slice(0, at + 1).filter((one) => one.kind === kind).length;
  return fillSlots(strings[`layer_${kind}`] ?? strings.layer_other, {
    number: strings[`layer_${kind}`] ? number : layers[at].index + 1,
  });
}
