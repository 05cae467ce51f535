// A picture at the size of this draw, the crop in it, and beside it what the network reads.

import { grouped } from "../shared/pure/numbers.js";
import { fillSlots } from "../shared/pure/slots.js";
import { Told } from "../shared/pure/told.js";
import boardSheet from "../shared/view/board.css.js";
import { draw, make, setAttribute, setText } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import { steady } from "../shared/view/swipe.js";
import sheet from "./component.css.js";
import { drawn, places } from "./crop.js";

const KEPT = 6;
const MODES = ["random", "fixed"];

/** What the network reads of a picture, at any size on the screen. */
class Read {
  constructor(name) {
    this.image = draw("image", { preserveAspectRatio: "none" });
    this.drawing = draw("svg", { class: name, role: "img" }, this.image);
  }

  update(found, { image, crop }, label) {
    setAttribute(this.drawing, "viewBox", `0 0 ${crop} ${crop}`);
    setAttribute(this.drawing, "aria-label", label);
    setAttribute(this.image, "href", image);
    setAttribute(this.image, "width", found.width);
    setAttribute(this.image, "height", found.height);
    const moved = `translate(${-found.left} ${-found.top})`;
    setAttribute(this.image, "transform", found.isFlipped ? `translate(${crop} 0) scale(-1 1) ${moved}` : moved);
  }
}

class ScaleJitter {
  constructor(root, data, send) {
    this.told = new Told((message) => send.state("settings", message));
    this.modes = MODES.map((mode) =>
      make("button", { type: "button", class: "chip", onclick: () => this.settle({ mode }) }),
    );
    this.next = make("button", {
      type: "button",
      class: "button filled",
      "data-action": "draw",
      "data-sets": "jitter_draw",
    });
    this.next.addEventListener("click", () => this.settle({ draw: (this.told.settings.draw + 1) % 1000 }));
    this.slider = make("input", { type: "range", step: 1 });
    steady(this.slider);
    this.slider.addEventListener("input", () => this.change({ scale: Number(this.slider.value) }));
    this.slider.addEventListener("change", () => this.told.tell());
    this.sliderName = make("span");
    this.sliderRow = make(
      "label",
      { class: "row-of scale", "data-sets": "jitter_scale" },
      this.sliderName,
      this.slider,
    );
    this.picture = draw("image", { preserveAspectRatio: "none", x: 0, y: 0 });
    this.frame = draw("rect", { class: "frame" });
    this.whole = draw("svg", { class: "whole", role: "img" }, this.picture, this.frame);
    this.read = new Read("read");
    this.captions = [make("figcaption", { class: "caption" }), make("figcaption", { class: "caption" })];
    this.past = Array.from({ length: KEPT }, () => new Read("past"));
    this.pastName = make("span", { class: "quiet" });
    this.status = make("p", { class: "said", role: "status" });
    this.credit = make("p", { class: "caption" });
    const figures = make(
      "div",
      { class: "figures" },
      make("figure", {}, this.whole, this.captions[0]),
      make("figure", {}, this.read.drawing, this.captions[1]),
    );
    const strip = make("div", { class: "strip" }, this.pastName, ...this.past.map((each) => each.drawing));
    this.node = make(
      "div",
      { class: "board", role: "group", "data-testid": "scale-jitter" },
      make(
        "div",
        { class: "inner" },
        make(
          "div",
          { class: "row-of" },
          this.next,
          make("div", { class: "row-of", "data-sets": "jitter_mode" }, ...this.modes),
        ),
        this.sliderRow,
        figures,
        this.status,
        strip,
        this.credit,
      ),
    );
    root.append(this.node);
    this.receive(data);
  }

  receive(data) {
    this.data = data;
    this.told.receive(data);
    this.show();
  }

  change(patch) {
    this.told.change(patch);
    this.show();
  }

  settle(patch) {
    this.change(patch);
    this.told.tell();
  }

  show() {
    const { data } = this;
    const { words, crop, ratio, scales } = data;
    const { settings } = this.told;
    const found = drawn(settings, data);
    setAttribute(this.node, "aria-label", words.board);
    setText(this.next, words.draw);
    this.modes.forEach((chip, i) => {
      setText(chip, fillSlots(words[MODES[i]], { low: scales[0], high: scales[1], scale: settings.scale }));
      setAttribute(chip, "aria-pressed", String(MODES[i] === settings.mode));
    });
    this.sliderRow.hidden = settings.mode !== "fixed";
    setText(this.sliderName, fillSlots(words.scale, { scale: settings.scale }));
    setAttribute(this.slider, "min", scales[0]);
    setAttribute(this.slider, "max", scales[1]);
    this.slider.value = settings.scale;
    this.picturesOf(found);
    const slots = { scale: found.scale, width: found.width, height: found.height, crop };
    setText(this.captions[0], fillSlots(words.scaled, slots));
    const read = fillSlots(words.read, slots);
    this.read.update(found, data, read);
    setText(this.captions[1], read);
    const share = ((100 * crop * crop) / (found.width * found.height)).toFixed(0);
    const said = { ...slots, share, count: grouped(places(found, crop)), left: found.left, top: found.top };
    setText(this.status, fillSlots(words[found.isFlipped ? "said_flipped" : "said"], said));
    setText(this.pastName, settings.draw ? words.past : "");
    setText(this.credit, words.credit);
    this.past.forEach((each, i) => {
      const before = settings.draw - i - 1;
      each.drawing.toggleAttribute("hidden", before < 0);
      if (before >= 0) each.update(drawn({ ...settings, draw: before }, { crop, ratio, scales }), data, words.past);
    });
    setAttribute(this.node, "data-ready", "true");
  }

  /** The whole picture stands on the paper of its largest size. */
  picturesOf(found) {
    const { image, crop, ratio, scales } = this.data;
    setAttribute(this.whole, "viewBox", `0 0 ${Math.round(scales[1] * ratio)} ${scales[1]}`);
    setAttribute(this.whole, "aria-label", this.data.words.whole);
    setAttribute(this.picture, "href", image);
    for (const side of ["width", "height"]) {
      setAttribute(this.picture, side, found[side]);
      setAttribute(this.frame, side, crop);
    }
    setAttribute(this.frame, "x", found.left);
    setAttribute(this.frame, "y", found.top);
  }
}

/**
 * The data are `JitterData` of `__init__.py`. Keeps the state `settings` with their count `n`.
 * @type {import("../shared/view/mount.js").Component<Record<string, any>>}
 */
export default mount(ScaleJitter, boardSheet, sheet);
