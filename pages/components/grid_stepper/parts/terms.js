// The products in the kernel's own lines, so that each stands beside its row of the kernel.

import { productTokens } from "../../shared/pure/sum.js";
import { make, setAttribute, setText } from "../../shared/view/dom.js";
import { ringTerms, sumNodes } from "../../shared/view/sum.js";

/** An item of the line, where its arrangement has room for it (`font` above 0). */
export class Terms {
  constructor() {
    this.heading = make("div", { class: "name" });
    this.body = make("div", { class: "terms-body", "aria-hidden": "true" });
    this.node = make("section", { class: "terms" }, this.heading, this.body);
  }

  /** @param {import("../screen.js").Screen} screen */
  update({ words, now, rings, scene, arrangement: { font, small } }) {
    const isShown = font > 0 && now !== null;
    setAttribute(this.node, "hidden", !isShown);
    if (!isShown) return;
    setText(this.heading, words.terms);
    this.body.style.setProperty("--font", `${font}px`);
    this.body.style.setProperty("--cell", `${small}px`);
    const perLine = scene.axes[1].kernel_size;
    this.body.style.setProperty("--cols", perLine);
    const nodes = sumNodes(now.terms.flatMap((term, i) => productTokens(term, i === 0)));
    const lines = scene.axes[0].kernel_size;
    this.body.replaceChildren(
      ...Array.from({ length: lines }, (_, u) =>
        make("div", { class: "term-row" }, ...nodes.slice(u * perLine, (u + 1) * perLine)),
      ),
    );
    ringTerms(this.body, rings);
  }

  /**
   * @param {import("../screen.js").Screen} screen
   * @param {boolean} moved Whether another step is shown than before.
   */
  point(screen, moved) {
    if (moved) this.update(screen);
    else ringTerms(this.body, screen.rings);
  }
}
