// Sliders under a finger: a swipe that scrolls the page changes none. A value changes with a move
// along the slider, or with a tap. Where `touch-action` is `pan-y`, the browser cancels what scrolls.

import { direction } from "../pure/swipe.js";

/** A track of our own.
 * @param {HTMLElement} node
 * @param {{go: (event: PointerEvent) => void, end?: () => void}} told Of each place, and of the release.
 */
export function slide(node, { go, end = () => {} }) {
  let held = null;
  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    node.setPointerCapture(event.pointerId);
    held = { x: event.clientX, y: event.clientY, way: event.pointerType === "touch" ? null : "along" };
    if (held.way) go(event);
  });
  node.addEventListener("pointermove", (event) => {
    if (!held) return;
    held.way ??= direction(event.clientX - held.x, event.clientY - held.y);
    if (held.way === "along") go(event);
  });
  node.addEventListener("pointerup", (event) => {
    if (held?.way === null) go(event);
    if (held && held.way !== "across") end();
    held = null;
  });
  node.addEventListener("pointercancel", () => {
    held = null;
  });
}

/** The browser's own slider: it takes the value under a finger at the first touch. Call it before
 * anything else listens.
 * @param {HTMLInputElement} input Of type "range".
 */
export function steady(input) {
  let held = null; // the touch of which it is not known yet where it goes
  const tell = (name) => input.dispatchEvent(new Event(name, { bubbles: true }));
  const take = (...names) => {
    const { value } = held;
    held = null;
    if (input.value === value) return;
    input.value = value;
    names.forEach(tell);
  };
  input.addEventListener("pointerdown", (event) => {
    held = event.pointerType === "touch" ? { x: event.clientX, y: event.clientY, before: input.value } : null;
    if (held) held.value = held.before;
  });
  for (const name of ["input", "change"]) {
    input.addEventListener(name, (event) => {
      if (!held) return;
      held.value = input.value;
      input.value = held.before;
      event.stopImmediatePropagation();
    });
  }
  input.addEventListener("pointermove", (event) => {
    if (!held || held.isAcross) return;
    const way = direction(event.clientX - held.x, event.clientY - held.y);
    if (way === "along") take("input");
    else held.isAcross = way === "across";
  });
  input.addEventListener("pointerup", () => {
    if (held && !held.isAcross) take("input", "change");
  });
  // What the browser says of such a touch comes behind this.
  for (const name of ["pointerup", "pointercancel"]) {
    input.addEventListener(name, () => {
      const over = held;
      setTimeout(() => {
        if (held === over) held = null;
      });
    });
  }
}
