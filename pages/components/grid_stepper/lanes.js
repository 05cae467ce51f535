// The stage where every channel has a lane: they are read like a score, meet in one sum, and the bias
// comes last. The maps of the other kernels lie beside it.

import { cellOf } from "../shared/pure/cells.js";
import { make, prefersReducedMotion, setAttribute, setText } from "../shared/view/dom.js";
import { isClass } from "../shared/view/view.js";
import { arrangeLanes } from "./lanes_arrange.js";
import { Lane } from "./parts/lane.js";
import { Matrix } from "./parts/matrix.js";
import { Wires } from "./parts/wires.js";

const sign = (text) => make("span", { class: "joining", "aria-hidden": "true" }, text);

/** `node` holds all of it. */
export class Lanes {
  /**
   * @param {import("./parts.js").Figure} figure
   * @param {import("./parts.js").Part[]} parts What else stands on the stage.
   */
  constructor(figure, parts) {
    this.figure = figure;
    this.large = 0;
    const { in_channels: channels, out_channels: kernels } = figure.data.limits;
    this.lanes = Array.from({ length: channels[1] }, (_, c) => new Lane(figure, c));
    this.added = new Matrix("sum", "part", figure);
    this.bias = new Matrix("bias", "kernel", figure);
    this.out = new Matrix("out", "output", figure);
    this.maps = Array.from({ length: kernels[1] }, (_, k) => new Matrix(`map.${k}`, "output", figure));
    this.wires = new Wires();
    this.scaleNames = [make("span", {}), make("span", {})];
    const scales = [this.bias.scale, this.out.scale].map((scale, i) =>
      make("div", { class: "scale-of" }, this.scaleNames[i], scale),
    );
    const joined = [this.added.node, sign("+"), this.bias.node, sign("="), this.out.node];
    this.others = make("div", { class: "other-maps" }, ...this.maps.map((map) => map.node));
    this.node = make(
      "div",
      { class: "stage lanes-stage" },
      make("div", { class: "lane-scales", "aria-hidden": "true" }, ...scales),
      make("div", { class: "score" }, ...this.lanes.map((lane) => lane.node)),
      this.wires.node,
      make("div", { class: "joined" }, make("div", { class: "joined-line" }, ...joined), this.others),
      ...parts.map((part) => part.node),
    );
  }

  /** Where everything stands, at this width. */
  arrange(width, { axes: [, cols] }) {
    const sizes = { x: cols.padded, weight: cols.kernel_size, out: Math.max(cols.out, 1) };
    return arrangeLanes(width, sizes, isClass());
  }

  /** In front of a class one lane is large: the next or the one before; round and round.
   * @param {string} key
   * @returns {boolean} Whether the key was of use.
   */
  press(key) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (!by || !isClass()) return false;
    const count = this.figure.scene.lanes.length;
    this.large = (this.large + by + count) % count;
    this.figure.render();
    return true;
  }

  /** A question about a lane makes that one large. */
  largeOf({ asked, scene }) {
    const lane = asked && /^part\.(\d+)$/.exec(cellOf(asked.target).grid)?.[1];
    if (lane) this.large = Number(lane); // and it stays so once it is answered
    return Math.min(this.large, scene.lanes.length - 1);
  }

  update(screen) {
    const { scene, arrangement, animate, words } = screen;
    const { cell, small, kind, wraps, mini = cell } = arrangement;
    const large = kind === "class" ? this.largeOf(screen) : -1;
    setAttribute(this.node, "data-wraps", wraps);
    setAttribute(this.node, "data-none", Boolean(scene.problem));
    this.node.classList.toggle("animated", animate);
    [words.scale_kernels, words.scale_maps].forEach((word, i) => {
      setText(this.scaleNames[i], word);
    });
    this.lanes.forEach((lane, c) => {
      lane.update(screen, c === large ? cell : mini);
      setAttribute(lane.node, "data-mini", large >= 0 && c !== large);
    });
    for (const matrix of [this.added, this.bias, this.out]) matrix.update(screen, cell);
    this.maps.forEach((map, k) => {
      const isThere = `map.${k}` in scene.grids && !scene.problem;
      setAttribute(map.node, "hidden", !isThere);
      if (isThere) map.update(screen, small);
    });
    setAttribute(this.others, "hidden", scene.kernels.count < 2 || Boolean(scene.problem));
    this.wires.update(
      kind === "row" && !scene.problem,
      this.lanes.filter((_, c) => scene.lanes[c]?.isSeen).map((lane) => lane.part.node),
      this.added.node,
    );
  }

  /** @param {boolean} moved Whether another step is shown than before. */
  point(screen, moved) {
    for (const lane of this.lanes) lane.point(screen, moved);
    for (const matrix of [this.added, this.bias, this.out]) matrix.point(screen, moved);
    this.maps.forEach((map, k) => {
      if (`map.${k}` in screen.scene.grids) map.point(screen, moved);
    });
  }

  showOutput() {
    this.out.node.scrollIntoView({ block: "nearest", behavior: prefersReducedMotion() ? "auto" : "smooth" });
  }
}
