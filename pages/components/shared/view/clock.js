// Wakes a player when its next step is due; the player itself knows no clock.

import { isPlaying } from "../pure/steps.js";

/** @typedef {import("../pure/steps.js").Player} Player */

/** One timer: the player followed last takes the place of the one before. */
export class Clock {
  /** @param {(now: number) => void} wake */
  constructor(wake) {
    this.wake = wake;
  }

  get now() {
    return performance.now();
  }

  /** @param {Player} player */
  follow(player) {
    clearTimeout(this.timer);
    if (!isPlaying(player)) return;
    // A timer may ring a moment early: what is due then counts as due.
    this.timer = setTimeout(() => this.wake(Math.max(this.now, player.due)), player.due - this.now);
  }

  stop() {
    clearTimeout(this.timer);
  }
}
