// A stack as text, and what a hand may make of its layers.

import { fields } from "./field.js";

/** @typedef {import("./field.js").Layer} Layer */

const LETTER = { conv: "c", pool: "m" };

/** The layers as they stand in an address: `c3p1-m2s2`.
 * @param {Layer[]} layers
 * @returns {string}
 */
export const stackText = (layers) =>
  layers
    .map(({ kind, kernel_size, stride, padding, dilation }) =>
      [
        `${LETTER[kind]}${kernel_size}`,
        stride > 1 ? `s${stride}` : "",
        padding ? `p${padding}` : "",
        dilation > 1 ? `d${dilation}` : "",
      ].join(""),
    )
    .join("-");

/** From what to what a setting of a layer may go: a pooling has no holes, and pads half its window at most.
 * @param {Layer} layer
 * @param {string} name
 * @param {Record<string, [number, number]>} limits
 * @returns {[number, number]}
 */
export function range(layer, name, limits) {
  const [low, high] = limits[name];
  if (layer.kind === "conv") return [low, high];
  if (name === "dilation") return [1, 1];
  return name === "padding" ? [low, Math.min(high, Math.floor(layer.kernel_size / 2))] : [low, high];
}

/** A layer with a change, its other settings brought to what they may be.
 * @param {Layer} layer
 * @param {Partial<Layer>} change
 * @param {Record<string, [number, number]>} limits
 * @returns {Layer}
 */
export function changed(layer, change, limits) {
  const next = { ...layer, ...change };
  for (const name of Object.keys(limits)) {
    const [low, high] = range(next, name, limits);
    next[name] = Math.min(Math.max(next[name], low), high);
  }
  return next;
}

/** What a convolution of 3 on top begins with.
 * @type {Layer}
 */
export const FRESH = { kind: "conv", kernel_size: 3, stride: 1, padding: 1, dilation: 1 };

/** The names of the maps, the picture's first: each kind of layer is counted.
 * @param {Layer[]} layers
 * @param {Record<string, string>} words
 * @returns {string[]}
 */
export function names(layers, words) {
  const count = { conv: 0, pool: 0 };
  const named = layers.map(({ kind }) => {
    count[kind] += 1;
    return `${words[kind]} ${count[kind]}`;
  });
  return [words.picture, ...named];
}

const signed = (number) => (number < 0 ? `−${-number}` : String(number));

/** How r, j and the start of a map follow from the map before; of the picture, nothing.
 * @param {Layer[]} layers
 * @param {number} level
 * @returns {{size: string, jump: string, start: string}}
 */
export function recurrence(layers, level) {
  if (level === 0) return { size: "", jump: "", start: "" };
  const before = fields(layers)[level - 1];
  const { kernel_size, stride, padding, dilation } = layers[level - 1];
  const holes = dilation > 1 ? `${dilation}·` : "";
  return {
    size: `${before.size} + ${holes}(${kernel_size} − 1)·${before.jump}`,
    jump: `${before.jump} × ${stride}`,
    start: `${signed(before.start)} − ${padding}·${before.jump}`,
  };
}

/** A number with a true minus.
 * @param {number} number
 * @returns {string}
 */
export const shownNumber = signed;
