// Scrolls once per count; 0 asks for nothing. The wish travels as data, so it comes with the run
// that draws what is to be looked at.

import { make, prefersReducedMotion } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";

class GoTo {
  constructor(root, data) {
    root.append(make("span", { "data-ready": true, hidden: true }));
    this.receive(data);
  }

  receive({ count, target }) {
    if (!count || this.lastCount === count) return;
    this.lastCount = count;
    requestAnimationFrame(() => {
      document.getElementById(target)?.scrollIntoView({
        behavior: prefersReducedMotion() ? "auto" : "smooth",
        block: "start",
      });
    });
  }
}

/**
 * Data: the id of an element, and a number that grows with each wish.
 * @type {import("../shared/view/mount.js").Component<{target: string, count: number}>}
 */
export default mount(GoTo);
