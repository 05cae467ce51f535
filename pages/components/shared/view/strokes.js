// What a letter looks like everywhere: its colour and its dash.

import { draw, setAttribute } from "./dom.js";

const LETTERS = "ABCDEFG";
const DASHES = ["none", "7 4", "2 4", "10 3 2 3", "none", "5 3", "12 4"];

/** @param {string} letter Of a run. */
export const colourOf = (letter) => `var(--run-${letter.toLowerCase()})`;
/** @param {string} letter */
export const dashOf = (letter) => DASHES[LETTERS.indexOf(letter)];

/** A short piece of the run's line, for legends and tables.
 * @param {string} letter
 * @param {boolean} isGhost Whether it is kept as a reference.
 * @returns {SVGElement}
 */
export function strokeSample(letter, isGhost = false) {
  const line = draw("line", { x1: 1, x2: 27, y1: 6, y2: 6 });
  const style = isGhost
    ? `stroke:var(--ink-3);stroke-width:1px;stroke-dasharray:${dashOf(letter)}`
    : `stroke:${colourOf(letter)};stroke-width:2.5px;stroke-dasharray:${dashOf(letter)}`;
  setAttribute(line, "style", style);
  const band = isGhost ? draw("line", { x1: 1, x2: 27, y1: 6, y2: 6, class: "ghost-band" }) : null;
  return draw(
    "svg",
    { class: "stroke", viewBox: "0 0 28 12", width: 28, height: 12, "aria-hidden": "true" },
    band,
    line,
  );
}
