// A block is drawn to another place: a mouse pulls it at once, a finger holds it first, since a finger
// that moves at once scrolls.

import { setAttribute } from "../shared/view/dom.js";

const DRAG_STARTS_PX = 6;
const HOLD_MS = 350;
const STILL_PX = 10;

/** A pointer went down somewhere in the builder.
 * @param {import("./component.js").Builder} builder
 * @param {PointerEvent} event
 */
export function startDrag(builder, event) {
  const handle = event.target.closest("[data-handle]");
  const face = event.target.closest("button.face");
  if (event.button !== 0 || !(handle || face)) return;
  const index = Number(handle ? handle.dataset.handle : face.dataset.index);
  new Drag(builder, index, event, !handle && event.pointerType !== "mouse" ? face : null);
}

class Drag {
  /** `held` is what a finger has to hold before it can draw it; null for a drag at once. */
  constructor(builder, index, { clientX, clientY }, held) {
    Object.assign(this, { builder, index, held, start: [clientX, clientY], isOn: false });
    this.first = { blocks: builder.blocks, columns: builder.data.columns };
    this.listeners = [
      [document, "pointermove", (move) => this.move(move)],
      [document, "pointerup", () => this.end(true)],
      [document, "pointercancel", () => this.end(false)],
    ];
    if (held) {
      this.hold = setTimeout(() => this.begin(), HOLD_MS);
      // The block is drawn anew while the finger is on it: its touches go on to the node that was.
      this.listeners.push([held, "touchmove", (touch) => this.isOn && touch.preventDefault()]);
      this.listeners.push([held, "contextmenu", (menu) => menu.preventDefault()]);
    }
    for (const [node, name, listener] of this.listeners) node.addEventListener(name, listener, { passive: false });
  }

  begin() {
    this.isOn = true;
    this.builder.selected = this.index;
    this.builder.render();
    setAttribute(this.builder.node, "data-dragging", true);
  }

  move({ clientX, clientY }) {
    const far = Math.hypot(clientX - this.start[0], clientY - this.start[1]);
    if (!this.isOn && this.held) {
      if (far > STILL_PX) this.end(false);
      return;
    }
    if (!this.isOn && far < DRAG_STARTS_PX) return;
    if (!this.isOn) this.begin();
    const to = columnAt(this.builder.stack, clientX);
    if (to === this.index) return;
    this.builder.move(this.index, to, false);
    this.index = to;
  }

  end(isSettled) {
    clearTimeout(this.hold);
    for (const [node, name, listener] of this.listeners) node.removeEventListener(name, listener);
    if (!this.isOn) return;
    const { builder, first } = this;
    setAttribute(builder.node, "data-dragging", null);
    const { blocks } = builder;
    const { columns } = builder.data;
    builder.blocks = first.blocks;
    builder.data = { ...builder.data, columns: first.columns };
    if (!isSettled || blocks === first.blocks) builder.render();
    else builder.edit(blocks, columns, this.index);
    swallowClick(builder.node);
  }
}

/** The click that ends a drag is not a choice. */
function swallowClick(node) {
  const stop = (event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  node.addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => node.removeEventListener("click", stop, { capture: true }), 50);
}

function columnAt(stack, x) {
  const blocks = [...stack.querySelectorAll(".block")];
  const after = blocks.findIndex((node) => x < node.getBoundingClientRect().right);
  return after < 0 ? blocks.length - 1 : after;
}
