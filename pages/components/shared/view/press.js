// A click whose node was replaced between press and release is no click: what redraws by itself
// waits until the button is up.

const RELEASES = ["pointerup", "pointercancel"];

/** Tells by `isHeld` whether the button is down in a part that redraws itself. */
export class Press {
  /**
   * @param {HTMLElement} node Where the button may be held down.
   * @param {() => void} released Called when that is over.
   */
  constructor(node, released) {
    this.isHeld = false;
    node.addEventListener("pointerdown", (event) => {
      if (event.button === 0) this.hold(released);
    });
  }

  hold(released) {
    this.isHeld = true;
    const end = () => {
      for (const name of RELEASES) document.removeEventListener(name, end);
      // After the click, which follows in this task.
      setTimeout(() => {
        this.isHeld = false;
        released();
      });
    };
    for (const name of RELEASES) document.addEventListener(name, end);
  }
}
