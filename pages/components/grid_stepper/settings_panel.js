// The settings of a figure in front of a class: hidden, until a key lays them over its lower part. The first
// takes the focus, so that Tab and the arrows do the rest.

import { setAttribute } from "../shared/view/dom.js";
import { isClass } from "../shared/view/view.js";

const KEY = "s";

/** Shown and hidden; without settings, or on an ordinary page, nothing happens. */
export class SettingsPanel {
  /**
   * @param {HTMLElement} node The figure, with its controls in it.
   * @param {(key: string) => boolean} elsewhere What else a letter does; whether it was of use.
   */
  constructor(node, elsewhere) {
    this.node = node;
    this.elsewhere = elsewhere;
    this.controls = node.querySelector(".controls");
    this.controls?.addEventListener("keydown", (event) => this.within(event));
    this.onLeave = (event) => {
      if (this.close()) event.preventDefault();
    };
    document.addEventListener("cnn-class-leave", this.onLeave);
  }

  destroy() {
    document.removeEventListener("cnn-class-leave", this.onLeave);
  }

  /** @returns {boolean} Whether the key was of use. */
  press(key) {
    if (key !== KEY || !this.controls || !isClass()) return false;
    if (this.close()) return true;
    setAttribute(this.node, "data-settings", true);
    this.controls.querySelector("input, button")?.focus();
    return true;
  }

  /** @returns {boolean} Whether they were shown. */
  close() {
    const wasShown = this.node.hasAttribute("data-settings");
    setAttribute(this.node, "data-settings", null);
    return wasShown;
  }

  /** A slider has the focus and keeps its keys, but this one closes, and no slider needs other letters. */
  within(event) {
    const { key } = event;
    const isOfUse = key === KEY ? this.close() : /^[a-z]$/.test(key) && this.elsewhere(key);
    if (!isOfUse) return;
    event.preventDefault();
    event.stopPropagation();
  }
}
