// Which kernel is looked at, and one more of them.

import { fillSlots } from "../../shared/pure/slots.js";
import { make, setAttribute, setText } from "../../shared/view/dom.js";

/** A tab for each kernel. @implements {import("../parts.js").Part} */
export class Kernels {
  static place = "top";

  constructor(figure) {
    this.figure = figure;
    [this.least, this.most] = figure.data.limits.out_channels;
    this.tabs = Array.from({ length: this.most }, (_, k) =>
      make("button", {
        type: "button",
        "data-kernel": k + 1,
        onclick: () => figure.settle({ shown_kernel: k + 1, step: 0 }),
      }),
    );
    this.group = make("span", { class: "modes", role: "group", "data-sets": "shown_kernel" }, ...this.tabs);
    this.add = make("button", {
      type: "button",
      class: "quiet",
      "data-action": "add-kernel",
      "data-sets": "out_channels shown_kernel",
      onclick: () => this.another(),
    });
    this.node = make("div", { class: "kernels" }, this.group, this.add);
  }

  another() {
    const count = this.figure.settings.out_channels + 1;
    this.figure.settle({ out_channels: count, shown_kernel: count, step: 0 });
  }

  update({ words, scene }) {
    const { count, shown } = scene.kernels;
    setAttribute(this.group, "aria-label", words.kernels);
    this.tabs.forEach((tab, k) => {
      setText(tab, fillSlots(words.kernel_number, { n: k + 1 }));
      setAttribute(tab, "aria-pressed", k === shown ? "true" : "false");
      setAttribute(tab, "hidden", k >= count);
    });
    setText(this.add, words.add_kernel);
    setAttribute(this.add, "hidden", count >= this.most);
  }
}
