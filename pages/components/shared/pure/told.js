// The settings of a board: a gesture changes them at once, and the server is told when it ends.

/** What the browser shows is its own while the server has not yet heard of the last gesture. */
export class Told {
  /** @param {(message: Record<string, any>) => void} send Takes the settings with their count `n`. */
  constructor(send) {
    this.send = send;
    this.count = 0;
    this.settings = null;
  }

  /** An answer to an older gesture must not undo what was done since.
   * @param {{settings: Record<string, any>, heard: number}} message heard: the count of the last gesture that
   *   the server has heard of.
   */
  receive({ settings, heard }) {
    if (this.settings !== null && heard < this.count) return;
    this.settings = settings;
    this.count = heard;
  }

  /** While a gesture lasts.
   * @param {Record<string, any>} patch
   */
  change(patch) {
    this.settings = { ...this.settings, ...patch };
  }

  /** A gesture is over. */
  tell() {
    this.count += 1;
    this.send({ ...this.settings, n: this.count });
  }
}
