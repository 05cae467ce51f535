// A player that walks through steps: a state machine without clock and DOM. Times in milliseconds.

/**
 * @typedef {object} Player
 * @property {number} step
 * @property {number} count Of steps.
 * @property {number | null} due When the next step is to be shown; null while it stands.
 * @property {number} speed
 * @property {boolean} swept Whether it has played to the end once: from then on it goes faster.
 *
 * @typedef {object} Pace
 * @property {number} first Between two steps of the first sweep, at speed 1.
 * @property {number} later
 */

/**
 * @param {number} step Where it stands.
 * @param {number} count
 * @returns {Player}
 */
export const standing = (step = 0, count = 0) => ({ step, count, due: null, speed: 1, swept: false });

const clamp = (step, count) => Math.max(0, Math.min(step, count - 1));

/** @param {Player} player */
export const isPlaying = (player) => player.due !== null;

/** The same player with other steps before it.
 * @param {Player} player
 */
export const withSteps = (player, count, step = player.step) => ({ ...player, count, step: clamp(step, count) });

/** @param {Player} player */
export const stopped = (player) => ({ ...player, due: null });

/** @param {Player} player */
export const goTo = (player, step) => ({ ...stopped(player), step: clamp(step, player.count) });

/** Whether a key has something to do: the first step has none before it.
 * @param {Player} player
 */
export function canPress({ step, count }, action) {
  if (action === "play") return count > 1;
  return action === "first" || action === "back" ? count > 0 && step > 0 : step < count - 1;
}

/** A key: first, back, play (or pause), next, last.
 * @param {Player} player
 * @param {number} now
 * @param {Pace} pace
 * @returns {Player}
 */
export function press(player, action, now, pace) {
  if (!canPress(player, action)) return player;
  const { step, count } = player;
  if (action !== "play") return goTo(player, { first: 0, back: step - 1, next: step + 1, last: count - 1 }[action]);
  if (isPlaying(player)) return stopped(player);
  return { ...player, step: step >= count - 1 ? 0 : step, due: now + pause(player, pace) };
}

const pause = ({ speed, swept }, pace) => (swept ? pace.later : pace.first) / speed;

/** What is due by now: the next step, or after the last one the end.
 * @param {Player} player
 * @returns {Player}
 */
export function tick(player, now, pace) {
  if (!isPlaying(player) || now < player.due) return player;
  if (player.step >= player.count - 1) return { ...stopped(player), swept: true };
  return { ...player, step: player.step + 1, due: now + pause(player, pace) };
}

/** The step under a place on the track, 0 to 1.
 * @param {Player} player
 */
export function scrub(player, part) {
  return goTo(player, Math.floor(Math.max(0, Math.min(0.9999, part)) * player.count));
}
