// The track of the time machine: the accuracy as its shade, a tick per snapshot, a handle.

import { testPoints } from "../shared/pure/run_record.js";
import { draw, make, setAttribute } from "../shared/view/dom.js";
import { slide } from "../shared/view/swipe.js";

/** It goes from snapshot to snapshot; keys are its owner's. */
export class Scrubber {
  /** @param {(index: number) => void} go To a snapshot. */
  constructor(go) {
    this.go = go;
    this.area = draw("path", { class: "area" });
    this.line = draw("line", { class: "track-line" });
    this.done = draw("line", { class: "track-done" });
    this.ticks = draw("g", {});
    this.handle = draw("circle", { class: "handle", r: 10 });
    this.svg = draw(
      "svg",
      { class: "scrub-drawing", "aria-hidden": "true" },
      this.area,
      this.line,
      this.done,
      this.ticks,
      this.handle,
    );
    this.node = make("div", { class: "scrubber", role: "slider", tabindex: "0", "aria-valuemin": "0" }, this.svg);
    this.listen();
  }

  /**
   * @param {import("../shared/pure/run_record.js").Run} run With at least one snapshot.
   * @param {number} index Of the shown one.
   * @param {{label: string, text: string}} words Its name, and where it stands, as they are said.
   */
  update(run, index, { label, text }) {
    this.run = run;
    const width = Math.max(120, this.node.clientWidth);
    const shots = run.snapshots;
    const end = Math.max(1, run.total, shots.at(-1)?.step ?? 0);
    const x = (step) => 12 + (step / end) * (width - 24);
    this.x = x;
    setAttribute(this.svg, "viewBox", `0 0 ${width} 52`);
    const points = testPoints(run, "test_accuracy").map(
      ([step, share]) => `L${x(step).toFixed(1)} ${(36 - 30 * share).toFixed(1)}`,
    );
    const last = run.tests.at(-1)?.step ?? 0;
    setAttribute(this.area, "d", points.length ? `M${x(0)} 36${points.join("")}L${x(last).toFixed(1)} 36Z` : null);
    const at = x(shots[index].step);
    for (const [line, to] of [
      [this.line, x(end)],
      [this.done, at],
    ]) {
      for (const [name, value] of Object.entries({ x1: x(0), x2: to, y1: 38, y2: 38 })) setAttribute(line, name, value);
    }
    this.ticks.replaceChildren(
      ...shots.map((shot) => draw("line", { class: "tick", x1: x(shot.step), x2: x(shot.step), y1: 33, y2: 43 })),
    );
    setAttribute(this.handle, "cx", at);
    setAttribute(this.handle, "cy", 38);
    setAttribute(this.node, "aria-label", label);
    setAttribute(this.node, "aria-valuemax", shots.length - 1);
    setAttribute(this.node, "aria-valuenow", index);
    setAttribute(this.node, "aria-valuetext", text);
  }

  listen() {
    const go = (event) => {
      const bounds = this.node.getBoundingClientRect();
      const place = event.clientX - bounds.left;
      const shots = this.run.snapshots;
      const near = shots.reduce(
        (best, shot, i) =>
          Math.abs(this.x(shot.step) - place) < Math.abs(this.x(shots[best].step) - place) ? i : best,
        0,
      );
      this.go(near);
    };
    slide(this.node, { go });
  }
}
