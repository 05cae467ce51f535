// One channel: its input, its slice of the kernel, its map, and under them what is multiplied now.

import { sumTokens } from "../../shared/pure/sum.js";
import { make, setAttribute, setText } from "../../shared/view/dom.js";
import { ringTerms, sumNodes } from "../../shared/view/sum.js";
import { Matrix } from "./matrix.js";

const sign = (text, kind) => make("span", { class: kind, "aria-hidden": "true" }, text);

/** Its nodes, and `update` and `point` as a part has them. */
export class Lane {
  /**
   * @param {import("../parts.js").Figure} figure
   * @param {number} channel
   */
  constructor(figure, channel) {
    this.channel = channel;
    this.x = new Matrix(`x.${channel}`, "input", figure);
    this.weight = new Matrix(`weight.${channel}`, "kernel", figure);
    this.part = new Matrix(`part.${channel}`, "part", figure);
    this.name = make("span", { class: "lane-name", "aria-hidden": "true" });
    this.unseen = make("span", { class: "lane-unseen" });
    this.sum = make("div", { class: "lane-sum", "aria-hidden": "true" });
    this.rest = make(
      "div",
      { class: "lane-rest" },
      sign("\u2299", "operator"),
      this.weight.node,
      sign("\u2192", "arrow"),
      this.part.node,
    );
    this.node = make(
      "section",
      { class: "lane", "data-lane": channel },
      this.name,
      this.x.node,
      this.rest,
      this.unseen,
      this.sum,
    );
  }

  get matrices() {
    return [this.x, this.weight, this.part];
  }

  update(screen, cell) {
    const lane = screen.scene.lanes[this.channel];
    setAttribute(this.node, "hidden", !lane);
    if (!lane) return;
    setText(this.name, lane.name);
    setText(this.unseen, screen.words.lane_unseen);
    const isUnseen = !lane.isSeen && !screen.scene.problem;
    setAttribute(this.node, "data-unseen", isUnseen);
    setAttribute(this.unseen, "hidden", !isUnseen);
    setAttribute(this.rest, "hidden", !lane.isSeen);
    for (const matrix of this.matrices) matrix.update(screen, cell);
    this.write(screen);
  }

  point(screen, moved) {
    if (!screen.scene.lanes[this.channel]) return;
    for (const matrix of this.matrices) matrix.point(screen, moved);
    if (moved) this.write(screen);
    else ringTerms(this.sum, screen.rings);
  }

  write({ now, isMasked, rings }) {
    const own = now?.lanes.find(({ lane }) => lane === this.channel);
    const tokens = own ? sumTokens(own.terms, isMasked(own.target) ? null : own.total) : [];
    this.sum.replaceChildren(...sumNodes(tokens));
    ringTerms(this.sum, rings);
  }
}
