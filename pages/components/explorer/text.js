// How wide words are before they are drawn, and numbers as they fit.

import { countText } from "../shared/pure/readouts.js";

const NARROW = new Set([..."ijl.,:;|'!()[] f\u00b7"]);
const WIDE = new Set([..."mwMW@%"]);

/** About how wide a text is in the course's font: by kinds of signs, a little more than it takes.
 * @param {string} text
 * @param {number} size Of the font, in pixels.
 * @returns {number} In pixels.
 */
export function textWidth(text, size) {
  let sum = 0;
  for (const sign of text) {
    if (sign > "\u2e80") sum += 1;
    else if (NARROW.has(sign)) sum += 0.3;
    else if (WIDE.has(sign)) sum += 0.88;
    else if (sign >= "A" && sign <= "Z") sum += 0.64;
    else sum += 0.54;
  }
  return sum * size;
}

/** A text, cut where its room ends.
 * @param {string} text
 * @param {number} size Of the font, in pixels.
 * @param {number} room In pixels.
 * @returns {string} Empty where not even three signs fit.
 */
export function fitted(text, size, room) {
  if (textWidth(text, size) <= room) return text;
  let kept = text;
  while (kept && textWidth(`${kept}\u2026`, size) > room) kept = kept.slice(0, -1);
  return kept.length > 2 ? `${kept}\u2026` : "";
}

const RAISED = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";

/** A shape: 64×56², 64×56×28, or 4,096.
 * @param {number[]} shape Channels, height, width; or features.
 * @returns {string}
 */
export function shapeText([channels, height, width]) {
  if (height === undefined) return countText(channels);
  return `${channels}\u00d7${height === width ? `${height}${RAISED[2]}` : `${height}\u00d7${width}`}`;
}
