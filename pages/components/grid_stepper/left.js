// A figure whose place was cleared goes on in its next instance.

/**
 * @typedef {object} Going What a figure is doing.
 * @property {Record<string, any>} data
 * @property {import("./exchange.js").Exchange} exchange
 * @property {import("../shared/pure/steps.js").Player} player
 */

/** What figures were doing when their place was cleared, by the name of the figure. */
const LEFT = new Map();
const TAKEN_UP_WITHIN_MS = 5000;
const nameOf = ({ channel, shows }) => `${channel} ${shows}`;

/** Keeps what a figure that goes was doing.
 * @param {Going} figure
 */
export function leave({ data, exchange, player }) {
  LEFT.set(nameOf(data), { exchange, player, at: performance.now() });
}

/**
 * When a gesture overtakes a run of the whole page, Streamlit clears the place of the figure and draws it anew
 * from what the server knew before: the new instance goes on with what the hand has done since.
 *
 * @param {Going} figure
 * @returns {boolean} Whether there was something to go on with.
 */
export function takeUp(figure) {
  const left = LEFT.get(nameOf(figure.data));
  LEFT.delete(nameOf(figure.data));
  const isRecent = left && performance.now() - left.at < TAKEN_UP_WITHIN_MS;
  if (!isRecent || !left.exchange.isAheadOf(figure.data)) return false;
  left.exchange.isHeld = false;
  Object.assign(figure, { exchange: left.exchange, player: left.player });
  return true;
}
