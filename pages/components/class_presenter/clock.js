// The minutes of a lesson are kept in this browser: closing the window stops no lesson.

import { started } from "../shared/pure/class_plan.js";

/** After so long without a word it is another lesson. */
const STALE_MS = 90 * 60_000;

/** The clock of the lesson that is on, or one that begins.
 * @param {string} name Of the channel of its windows.
 * @param {string} section
 * @param {number} now
 * @returns {import("../shared/pure/class_plan.js").Clock}
 */
export function clockOf(name, section, now) {
  try {
    const { seen, clock } = JSON.parse(localStorage.getItem(name)) ?? {};
    if (now - seen < STALE_MS) return clock;
  } catch {
    // A browser may refuse its storage: then the clock lasts as long as this window.
  }
  return started(section, now);
}

/** @param {string} name @param {import("../shared/pure/class_plan.js").Clock} clock @param {number} now */
export function keepClock(name, clock, now) {
  try {
    localStorage.setItem(name, JSON.stringify({ seen: now, clock }));
  } catch {
    // As above.
  }
}
