// What the colours of a map stand for.

import { scaleEnds } from "../pure/scale.js";
import { make, setAttribute, setText } from "./dom.js";

/** A strip of colour with its ends in numbers, and with 0 in the middle where numbers may be negative. */
export class Legend {
  constructor() {
    this.node = make(
      "div",
      { class: "legend" },
      ...["low", "zero", "high"].map((end) => make("span", { "data-end": end })),
    );
  }

  /**
   * @param {{signed: boolean, largest: number}} scale
   * @param {number} side Of the map that it stands below.
   */
  update(scale, side) {
    this.node.style.setProperty("--side", side);
    const [low, high] = scaleEnds(scale);
    setAttribute(this.node, "data-signed", scale.signed);
    const ends = [low, scale.signed ? "0" : "", high];
    [...this.node.children].forEach((node, i) => setText(node, ends[i]));
  }
}
