// The room that a drawing has. Printing waits for no frame, so no ResizeObserver hears of the paper's width in time.

/** What a page says to its drawings when it has been laid out for paper, and when it is a screen again. */
export const LAID_OUT = "cnn-laid-out";

/** Whether the page is laid out for paper now: all of it is in sight.
 * @returns {boolean}
 */
export const isForPaper = () => "printing" in document.documentElement.dataset;

/** Draw in the frame that the browser shows next; for paper there is none, so at once.
 * @param {() => void} draw
 * @returns {number} For `cancelAnimationFrame`.
 */
export function inNextFrame(draw) {
  if (!isForPaper()) return requestAnimationFrame(draw);
  draw();
  return 0;
}

/** A `ResizeObserver` that hears of paper too. */
export class Room extends ResizeObserver {
  /**
   * @param {() => void} changed Draws into the room there is now, or soon.
   * @param {() => void} [atOnce] Draws before it returns, where `changed` waits.
   */
  constructor(changed, atOnce = changed) {
    super(changed);
    this.atOnce = () => atOnce();
    window.addEventListener(LAID_OUT, this.atOnce);
  }

  /** Watch nothing any more. */
  disconnect() {
    super.disconnect();
    window.removeEventListener(LAID_OUT, this.atOnce);
  }
}
