// A few frames of the run: a second scrubber.

import { kernelPlanes } from "../shared/pure/planes.js";
import { countText, percentText } from "../shared/pure/readouts.js";
import { accuracyAt } from "../shared/pure/run_record.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute } from "../shared/view/dom.js";
import { paintPlane } from "../shared/view/mosaic.js";

const MOST_FRAMES = 6;
const MOST_TILES = 12;

/** Drawn anew only when other frames, or frames that look otherwise, are to be seen. */
export class Film {
  /** @param {(index: number) => void} go To a snapshot. */
  constructor(go) {
    this.go = go;
    this.node = make("div", { class: "film", role: "group" });
  }

  /**
   * @param {import("../shared/pure/run_record.js").Run} run With at least one snapshot.
   * @param {number} index Of the shown one.
   * @param {object} how
   * @param {import("../shared/view/mosaic.js").MosaicPalette} how.palette
   * @param {number} how.channel Of the kernels.
   * @param {number} how.range What full colour stands for.
   * @param {Record<string, string>} how.strings
   */
  update(run, index, { palette, channel, range, strings }) {
    const shots = run.snapshots;
    const count = Math.min(MOST_FRAMES, shots.length);
    const frames = Array.from({ length: count }, (_, i) =>
      count === 1 ? 0 : Math.round((i * (shots.length - 1)) / (count - 1)),
    );
    setAttribute(this.node, "aria-label", strings.film);
    const key = `${run.job} ${frames.join()} ${shots.length} ${channel} ${range} ${palette.key} ${strings.step}`;
    if (key !== this.drawn) {
      this.drawn = key;
      const tilesOf = ({ kernels }) => (kernels ? tiles(kernelPlanes(kernels, channel, range), palette) : []);
      this.node.replaceChildren(...frames.map((at) => this.frame(run, at, tilesOf(shots[at]), strings)));
    }
    const nearest = frames.reduce((best, at) => (Math.abs(at - index) < Math.abs(best - index) ? at : best), frames[0]);
    [...this.node.children].forEach((node) =>
      setAttribute(node, "aria-pressed", Number(node.dataset.index) === nearest ? "true" : "false"),
    );
  }

  frame(run, at, canvases, strings) {
    const { step } = run.snapshots[at];
    const head = make(
      "span",
      { class: "frame-head" },
      make("b", {}, fillSlots(strings.step, { step: countText(step) })),
      make("span", {}, `${percentText(accuracyAt(run, step))}%`),
    );
    return make(
      "button",
      { type: "button", class: "frame", "data-paper": true, "data-index": at, onclick: () => this.go(at) },
      head,
      make("span", { class: "frame-tiles" }, ...canvases),
    );
  }
}

function tiles({ planes, height, width }, palette) {
  return planes.slice(0, MOST_TILES).map((plane) => {
    const canvas = make("canvas", { class: "pixels" });
    paintPlane(canvas, plane, height, width, palette, "kernels");
    return canvas;
  });
}
