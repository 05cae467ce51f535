// Moving the drawing about: drag and pinch, the wheel only with Ctrl, so that the page keeps its scroll.

const MOST = 6;

/** Keeps where the drawing is looked at from; one transform of one node. */
export class Camera {
  /**
   * @param {HTMLElement} frame Through which it is seen.
   * @param {SVGElement} node What moves.
   */
  constructor(frame, node) {
    this.frame = frame;
    this.node = node;
    this.pointers = new Map();
    this.hasMoved = false;
    this.reset();
    frame.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    frame.addEventListener("pointerdown", (event) => this.down(event));
    frame.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel", "pointerleave"]) {
      frame.addEventListener(name, (event) => this.up(event));
    }
  }

  reset() {
    this.scale = 1;
    this.x = 0;
    this.y = 0;
    this.write();
  }

  wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const box = this.frame.getBoundingClientRect();
    this.zoom(Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
  }

  /** Nearer or farther, with one place standing still.
   * @param {number} by
   * @param {number} x In pixels of the frame.
   * @param {number} y
   */
  zoom(by, x, y) {
    const scale = Math.min(Math.max(this.scale * by, 1), MOST);
    this.x = x - ((x - this.x) * scale) / this.scale;
    this.y = y - ((y - this.y) * scale) / this.scale;
    this.scale = scale;
    this.write();
  }

  down(event) {
    this.hasMoved = false;
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  up(event) {
    this.pointers.delete(event.pointerId);
    this.node.style.willChange = "";
  }

  move(event) {
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.pointers.set(event.pointerId, now);
    if (other) this.pinch(before, now, other);
    else if (this.scale > 1) this.pan(now.x - before.x, now.y - before.y);
  }

  pan(dx, dy) {
    if (Math.hypot(dx, dy) > 1) this.hasMoved = true;
    // A layer of its own while it is moved: as it stands, in its present size.
    this.node.style.willChange = "transform";
    this.x += dx;
    this.y += dy;
    this.write();
  }

  pinch(before, now, other) {
    const distance = ({ x, y }) => Math.max(Math.hypot(x - other.x, y - other.y), 1);
    const box = this.frame.getBoundingClientRect();
    this.hasMoved = true;
    this.zoom(distance(now) / distance(before), (now.x + other.x) / 2 - box.left, (now.y + other.y) / 2 - box.top);
  }

  /** Its edges never come inside the frame. */
  write() {
    const [width, height] = [this.frame.clientWidth, this.frame.clientHeight];
    this.x = Math.min(0, Math.max(this.x, width * (1 - this.scale)));
    this.y = Math.min(0, Math.max(this.y, height * (1 - this.scale)));
    this.node.style.transform = this.scale === 1 ? "" : `translate(${this.x}px, ${this.y}px) scale(${this.scale})`;
    this.frame.style.touchAction = this.scale === 1 ? "pan-y" : "none";
    this.frame.toggleAttribute("data-near", this.scale > 1);
  }
}
