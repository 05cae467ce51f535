// A folded part of a page opens by its `more=` in the address, or by a link to its place. A closed
// one is not on the page yet, so the browser alone cannot go there.

import { make, prefersReducedMotion } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";

const AFTER_STREAMLIT_MS = 60;
const LOOK_MS = 500;
const LOOKS = 6;
/** What a learner does to go somewhere else; from then on nothing leads back. */
const OWN_WAYS = ["wheel", "touchmove", "keydown"];

const isInSight = (node) => {
  const { top, bottom } = node.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
};

class FoldLinks {
  constructor(root, { folds }) {
    this.folds = folds;
    root.append(make("span", { "data-ready": true, hidden: true }));
    this.follow = () => this.soon(location.hash);
    this.leave = () => clearTimeout(this.looking);
    this.click = (event) => {
      if (event.isTrusted) this.leave();
      const link = event.target.closest?.('.stMain a[href^="#"]');
      if (link) this.soon(link.hash); // a second click on it changes no address
    };
    addEventListener("hashchange", this.follow);
    document.addEventListener("click", this.click);
    for (const way of OWN_WAYS) addEventListener(way, this.leave, { passive: true });
    // The page's own address may have lost its place by now (CourseDocument keeps it). What stands
    // above is still being drawn: a jump holds its place then, a smooth way would not.
    this.open(window.cnnPlace || location.hash, "instant");
    window.cnnPlace = "";
  }

  receive({ folds }) {
    this.folds = folds;
  }

  destroy() {
    clearTimeout(this.timer);
    clearTimeout(this.looking);
    removeEventListener("hashchange", this.follow);
    document.removeEventListener("click", this.click);
    for (const way of OWN_WAYS) removeEventListener(way, this.leave);
  }

  /** Streamlit answers a new place with a run of the address as it was, where the part is closed: that
   * has to be asked for first.
   */
  soon(hash) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(hash), AFTER_STREAMLIT_MS);
  }

  open(hash, behavior = prefersReducedMotion() ? "instant" : "smooth") {
    const fold = this.folds.find((each) => `#${each}` === hash);
    if (fold) this.reach(fold, behavior, LOOKS);
  }

  /** Open a part and go there. It may not be drawn yet, a run that was under way closes it again, since
   * its address did not name it, and what the page before had above it goes: so it is looked after
   * for a while.
   */
  reach(fold, behavior, looks, wasThere = false) {
    const part = document.querySelector(`.st-key-more-${fold}`);
    const summary = part?.querySelector("summary");
    if (summary && !part.querySelector("details").open) summary.click();
    if (summary && !(wasThere && isInSight(summary))) part.scrollIntoView({ behavior, block: "start" });
    if (summary && !wasThere) summary.focus({ preventScroll: true }); // the keyboard goes on from there
    this.leave();
    const again = () => this.reach(fold, behavior, looks - 1, wasThere || Boolean(summary));
    if (looks > 1) this.looking = setTimeout(again, LOOK_MS);
  }
}

/**
 * Data: ids of the folded parts, which stand in containers with the key `more-<id>`.
 * @type {import("../shared/view/mount.js").Component<{folds: string[]}>}
 */
export default mount(FoldLinks);
