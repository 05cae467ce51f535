// First-layer kernels, and what each layer makes of one sample. A kernel and its map are one choice.

import { oneDigitCeil } from "../shared/pure/axis.js";
import { layerName } from "../shared/pure/layers.js";
import { mapPlanes } from "../shared/pure/planes.js";
import { shortText, withMinus } from "../shared/pure/readouts.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { KernelTiles } from "../shared/view/kernels.js";
import { Mosaic, paintPicture } from "../shared/view/mosaic.js";
import { drawSwitch } from "../shared/view/switch.js";
import { sentences } from "./verdicts.js";

const HEADROOM = 2; // fresh kernels grow while they learn; the scale is set once, with room

/** Of the first layer, one input channel at a time. @implements {import("./component.js").Panel} */
export class KernelPanel {
  /** @param {(index: number) => void} choose */
  constructor(choose) {
    this.tiles = new KernelTiles(choose);
    this.title = make("h3", { class: "panel-title" });
    this.empty = make("p", { class: "caption" });
    this.question = make("p", { class: "question" });
    this.node = make(
      "section",
      { class: "panel", "data-panel": "kernels" },
      make("div", { class: "panel-head" }, this.title, this.tiles.switch),
      this.question,
      this.tiles.mosaic.node,
      this.tiles.legend,
      this.empty,
    );
  }

  update(run, data, context) {
    const { strings } = data;
    const kernels = run?.snapshots.findLast((shot) => shot.kernels)?.kernels;
    this.title.replaceChildren(strings.kernels);
    this.tiles.hide(!kernels);
    setAttribute(this.question, "hidden", !kernels);
    setAttribute(this.empty, "hidden", Boolean(kernels));
    setText(this.empty, run?.started ? strings.no_kernels : strings.empty_plain);
    if (!kernels) return;
    const [count, channels, height, width] = kernels.shape;
    const size = `${height}\u00d7${width}${channels > 1 ? `\u00d7${channels}` : ""}`;
    this.title.append(make("small", {}, fillSlots(strings.kernels_size, { count, size })));
    const isFresh = run.step === 0 && !data.known.given;
    setText(this.question, isFresh ? sentences(fillSlots(strings.empty_title, { count }), strings.empty_text) : "");
    setAttribute(this.question, "hidden", !isFresh);
    this.setRange(run, data, kernels);
    this.tiles.update(kernels, this.range, context, strings, strings.one_scale);
    this.tiles.mosaic.node.style.setProperty("--tile", count > 32 ? "34px" : "46px");
  }

  /** One scale for the whole run, so that growth is seen as growth. */
  setRange(run, { known }, kernels) {
    if (run.job !== this.rangeOf || !run.job) {
      this.rangeOf = run.job;
      const first = run.snapshots.find((shot) => shot.kernels).kernels;
      this.range = oneDigitCeil(first.scale > 0 ? (known.given ? 1 : HEADROOM) * first.scale : 0.5);
    }
    if (kernels.scale > this.range) this.range = oneDigitCeil(kernels.scale);
  }
}

/** One layer at a time. @implements {import("./component.js").Panel} */
export class MapPanel {
  /**
   * @param {(index: number | null) => void} choose A map of the first layer; null: one of another.
   * @param {() => void} another Another sample is asked for.
   */
  constructor(choose, another) {
    this.layer = 0;
    this.mosaic = new Mosaic("maps", { pick: (i) => choose(this.layer === 0 ? i : null) });
    this.title = make("h3", { class: "panel-title" });
    this.switch = make("div", { class: "switch", role: "group" });
    this.picture = make("canvas", { class: "pixels" });
    this.caption = make("span", { class: "sample-name" });
    this.another = make("button", { type: "button", class: "link", onclick: another });
    this.sample = make(
      "div",
      { class: "sample" },
      make("div", { class: "tile sample-tile" }, this.picture),
      make("div", { class: "sample-words" }, this.caption, this.another),
    );
    this.legend = make("div", { class: "legend" });
    this.question = make("p", { class: "question" });
    this.empty = make("p", { class: "caption" });
    this.body = make("div", { class: "sample-row" }, this.sample, this.mosaic.node);
    this.node = make(
      "section",
      { class: "panel", "data-panel": "maps" },
      make("div", { class: "panel-head" }, this.title, this.switch),
      this.question,
      this.body,
      this.legend,
      this.empty,
    );
  }

  update(run, data, { palette, chosen, redraw }) {
    const { strings } = data;
    const shot = run?.snapshots.findLast((one) => one.maps?.length);
    setText(this.title, strings.maps);
    for (const part of [this.switch, this.body, this.legend]) setAttribute(part, "hidden", !shot);
    setAttribute(this.empty, "hidden", Boolean(shot));
    setAttribute(this.question, "hidden", !shot || run.step > 0 || data.known.given);
    setText(this.empty, run?.snapshots.length ? strings.maps_none : strings.no_maps);
    setText(this.question, strings.untrained_maps);
    if (!shot) return;
    this.layer = Math.min(this.layer, shot.maps.length - 1);
    const names = shot.maps.map((map) => layerName(map.layer, run, strings));
    setAttribute(this.switch, "hidden", names.length < 2);
    drawSwitch(this.switch, strings.layer, names, this.layer, (i) => {
      this.layer = i;
      redraw();
    });
    const map = shot.maps[this.layer];
    const planes = mapPlanes(map);
    this.mosaic.update({
      ...planes,
      palette,
      fade: true,
      chosen: this.layer === 0 ? chosen : null,
      label: names[this.layer],
      nameOf: (i) => fillSlots(strings.map_name, { number: i + 1 }),
    });
    this.drawSample(run, shot, data);
    this.drawLegend(planes, strings);
  }

  drawLegend({ kind, largest }, strings) {
    const key = `${kind} ${largest} ${strings.layer_maximum}`;
    if (key === this.legendKey) return;
    this.legendKey = key;
    const isSigned = kind === "kernels";
    const from = isSigned ? withMinus(`-${shortText(largest)}`) : "0";
    this.legend.replaceChildren(
      from,
      make("span", { class: isSigned ? "ramp signed" : "ramp map" }),
      shortText(largest),
      make("span", {}, strings.layer_maximum),
    );
  }

  drawSample(run, shot, { strings, classes }) {
    const index = shot.sample?.index;
    const known = run.snapshots.findLast((one) => one.sample?.image && one.sample.index === index)?.sample;
    setAttribute(this.sample, "hidden", !known);
    setText(this.caption, classes[shot.sample?.label] ?? "");
    setText(this.another, strings.another_sample);
    setAttribute(this.another, "hidden", !run.job || run.phase === "ended");
    // Before a run any setting may bring another picture to the same place.
    if (!known || this.painted === known.image) return;
    this.painted = known.image;
    paintPicture(this.picture, known);
  }
}
