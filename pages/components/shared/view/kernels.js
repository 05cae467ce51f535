// Kernels of the first layer, one input channel at a time, on one scale of colours.

import { kernelPlanes } from "../pure/planes.js";
import { shortText, withMinus } from "../pure/readouts.js";
import { fillSlots } from "../pure/slots.js";
import { make, setAttribute } from "./dom.js";
import { Mosaic } from "./mosaic.js";
import { drawSwitch } from "./switch.js";

const MOST_CHANNELS = 8;

/** `switch` chooses the channel, `mosaic` shows its kernels, `legend` the ends of the scale: placed by the owner. */
export class KernelTiles {
  /** @param {(index: number) => void} pick A kernel was chosen. */
  constructor(pick) {
    this.channel = 0;
    this.switch = make("div", { class: "switch", role: "group" });
    this.mosaic = new Mosaic("kernels", { pick });
    this.legend = make("div", { class: "legend" });
  }

  /** @param {boolean} isHidden Whether there are no kernels. */
  hide(isHidden) {
    for (const part of [this.switch, this.mosaic.node, this.legend]) setAttribute(part, "hidden", isHidden);
  }

  /**
   * @param {{shape: number[], data: string, scale: number}} kernels Of a snapshot.
   * @param {number} range What full colour stands for.
   * @param {{palette: import("./mosaic.js").MosaicPalette, chosen: number | null, redraw: () => void}} how
   * @param {Record<string, string>} strings
   * @param {string} note What is said of the scale.
   */
  update(kernels, range, { palette, chosen, redraw }, strings, note) {
    this.drawSwitch(kernels.shape[1], strings, redraw);
    this.mosaic.update({
      ...kernelPlanes(kernels, this.channel, range),
      palette,
      chosen,
      fade: true,
      label: strings.kernels,
      nameOf: (i) => fillSlots(strings.kernel_name, { number: i + 1 }),
    });
    this.drawLegend(range, note);
  }

  drawSwitch(channels, strings, redraw) {
    setAttribute(this.switch, "hidden", channels < 2);
    const names =
      channels === 3
        ? ["red", "green", "blue"].map((name) => strings[`channel_${name}`])
        : Array.from({ length: Math.min(channels, MOST_CHANNELS) }, (_, i) => String(i + 1));
    this.channel = Math.min(this.channel, channels - 1);
    drawSwitch(this.switch, strings.channel, names, this.channel, (i) => {
      this.channel = i;
      redraw();
    });
  }

  drawLegend(range, note) {
    const key = `${range} ${note}`;
    if (key === this.drawn) return;
    this.drawn = key;
    this.legend.replaceChildren(
      withMinus(`-${shortText(range)}`),
      make("span", { class: "ramp signed" }),
      `+${shortText(range)}`,
      make("span", {}, note),
    );
  }
}
