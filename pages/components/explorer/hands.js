// Pointer, focus and keys on the boxes.

import { ENTRY } from "./tree.js";

/** What they do.
 * @typedef {object} Hands
 * @property {(id: string | null) => void} point
 * @property {(id: string) => void} focus
 * @property {(id: string) => void} press
 * @property {() => void} enter Opens the box that has the focus.
 * @property {() => boolean} leave One level up; whether there is one.
 * @property {(key: string) => boolean} move Whether the key leads to a box.
 */

const boxAt = (event) => event.target.closest?.(".box")?.dataset.id ?? null;

/** Hear what points at boxes and presses them.
 * @param {SVGElement} node Holds the boxes.
 * @param {Hands} hands
 */
export function hearBoxes(node, hands) {
  node.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "touch") hands.point(boxAt(event));
  });
  for (const name of ["pointerleave", "focusout"]) node.addEventListener(name, () => hands.point(null));
  node.addEventListener("focusin", (event) => {
    const id = boxAt(event);
    if (!id || id === ENTRY) return;
    hands.focus(id);
    if (event.target.matches(":focus-visible")) hands.point(id);
  });
  node.addEventListener("click", (event) => {
    const id = boxAt(event);
    if (id && id !== ENTRY) hands.press(id);
  });
}

/** Hear the keys of the explorer: Esc anywhere in it, the others on a box.
 * @param {HTMLElement} node
 * @param {Hands} hands
 */
export function hearKeys(node, hands) {
  node.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!isOfUse(event, hands)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function isOfUse(event, hands) {
  if (event.key === "Escape") return hands.leave();
  if (!event.target.closest?.(".box")) return false;
  if (event.key !== "Enter" && event.key !== " ") return hands.move(event.key);
  hands.enter();
  return true;
}
