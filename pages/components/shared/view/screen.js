// A picture (or map) enlarged, with a frame that marks the place under the cursor.

import { make, setAttribute } from "./dom.js";

const GRAB_STEP = 8; // Shift+arrow moves this many pixels

/**
 * handlers: point(row, col) while a pointer is over pixel (row, col); nudge(rows, cols) from the
 * keyboard; jump(row, col) with NaN for a coordinate that stays. Without those two it takes no keys.
 */
export class Screen {
  constructor(role, handlers) {
    this.canvas = make("canvas", { class: "pixels", "aria-hidden": "true" });
    this.mark = make("div", { class: "mark", "data-role": role, "aria-hidden": "true" });
    this.node = make(
      "div",
      { class: "screen", tabindex: handlers.nudge ? "0" : null, role: "img", "data-screen": role },
      this.canvas,
      this.mark,
    );
    const point = (event) => {
      if (event.type === "pointermove" && event.pointerType === "touch" && !event.isPrimary) return;
      const box = this.canvas.getBoundingClientRect();
      const row = Math.floor(((event.clientY - box.top) / box.height) * this.canvas.height);
      const col = Math.floor(((event.clientX - box.left) / box.width) * this.canvas.width);
      handlers.point(row, col);
    };
    this.node.addEventListener("pointermove", point);
    this.node.addEventListener("pointerdown", point);
    if (handlers.nudge) this.node.addEventListener("keydown", (event) => this.onKey(event, handlers));
  }

  onKey(event, { nudge, jump }) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const far = event.shiftKey ? GRAB_STEP : 1;
    const moves = {
      ArrowLeft: () => nudge(0, -far),
      ArrowRight: () => nudge(0, far),
      ArrowUp: () => nudge(-far, 0),
      ArrowDown: () => nudge(far, 0),
      PageUp: () => nudge(-GRAB_STEP, 0),
      PageDown: () => nudge(GRAB_STEP, 0),
      Home: () => jump(NaN, 0),
      End: () => jump(NaN, Infinity),
    };
    if (!(event.key in moves)) return;
    moves[event.key]();
    event.preventDefault();
    event.stopPropagation();
  }

  /** What was painted is called so, and is enlarged at its own size. */
  label(text) {
    setAttribute(this.node, "aria-label", text);
    this.node.style.setProperty("--side", this.canvas.width);
  }

  /** Mark size x size pixels from (row, col), where they lie on it. */
  markAt(row, col, size) {
    const { style } = this.mark;
    const isOn = Math.min(row, col) >= 0 && Math.max(row, col) + size <= this.canvas.width;
    setAttribute(this.mark, "hidden", !isOn);
    style.setProperty("--row", row);
    style.setProperty("--col", col);
    style.setProperty("--size", size);
  }
}
