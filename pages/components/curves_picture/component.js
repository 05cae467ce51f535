// Loss and accuracy of a run as one PNG. The drawing is that of the live panel, in the page's language.

import { CurvePanel } from "../shared/view/curves.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { chartsPng, download } from "../shared/view/export.js";
import { watchJob } from "../shared/view/live_job.js";
import { mount } from "../shared/view/mount.js";
import runsSheet from "../shared/view/runs.css.js";
import sheet from "./component.css.js";

const SHEET_WIDTH = 720;

class CurvesPicture {
  constructor(root, data) {
    this.panels = [new CurvePanel("loss"), new CurvePanel("accuracy")];
    this.button = make("button", { type: "button", class: "outlined", onclick: () => this.save() });
    this.sheet = make("div", { class: "sheet", "aria-hidden": "true" }, ...this.panels.map((panel) => panel.node));
    this.node = make("div", { "data-testid": "curves-picture" }, this.button, this.sheet);
    root.append(this.node);
    this.receive(data);
  }

  receive(data) {
    if (data.job !== this.data?.job) {
      this.leave?.();
      ({ live: this.live, leave: this.leave } = watchJob(data.job, data.path, () => this.draw()));
    }
    this.data = data;
    setText(this.button, data.label);
    this.draw();
  }

  draw() {
    // Half a run makes no picture: it is asked for when all events are here.
    const isWhole = this.live.run.phase === "ended";
    this.button.disabled = !isWhole;
    setAttribute(this.node, "data-ready", "true");
  }

  async save() {
    for (const panel of this.panels) panel.update(this.live.run, this.data, { width: SHEET_WIDTH });
    const charts = this.panels.map(({ chart, title }) => ({
      svg: chart.node,
      title: [...title.childNodes].map((part) => part.textContent).join(" \u00b7 "),
    }));
    const { color, backgroundColor } = getComputedStyle(this.panels[0].node);
    download("curves.png", await chartsPng(charts, { page: backgroundColor, ink: color }));
  }

  destroy() {
    this.leave?.();
  }
}

/**
 * Data: a run as the live panel has it, and the word on the button.
 * @type {import("../shared/view/mount.js").Component<{job: string, path: string, label: string, chance: number,
 *   colour: string, classes: string[], strings: Record<string, string>}>}
 */
export default mount(CurvesPicture, runsSheet, sheet);
