// Settings between browser and server: a gesture is shown at once and told when it ends; an older
// answer never undoes a newer hand. The rules, without clock and without DOM.

/**
 * @typedef {object} Message What the server sends with every run.
 * @property {Record<string, any>} settings
 * @property {number} echo The number of the last settings it has heard of.
 * @property {number} revision Counts the changes it has made itself: replay, Back, another link.
 */

/** `settings` are those on screen; `isHeld` says that a finger holds one of them. */
export class Exchange {
  /** @param {Message} message */
  constructor({ settings, echo, revision }) {
    this.settings = structuredClone(settings);
    this.echo = echo;
    this.revision = revision;
    this.known = null;
    this.isHeld = false;
  }

  /**
   * The settings are the server's if it knows our last ones, or if it has changed them since. An
   * echo ahead of ours answers a gesture that an instance before us sent from this place.
   *
   * @param {Message} message
   * @returns {"taken" | "held" | null} "held": they are the server's, but a gesture goes on.
   */
  receive({ settings, echo, revision }) {
    const isNews = echo > this.echo || (echo === this.echo && revision !== this.revision);
    this.echo = Math.max(this.echo, echo);
    this.revision = revision;
    if (!isNews) return null;
    if (this.isHeld) return "held";
    this.settings = structuredClone(settings);
    this.known = null;
    return "taken";
  }

  /**
   * Whether this one, of an instance before, goes on where the server's message stands: it knows all
   * that the server has heard and has changed itself.
   *
   * @param {Message} message
   */
  isAheadOf({ echo, revision }) {
    return echo <= this.echo && revision === this.revision;
  }

  /** A gesture goes on: nothing is told yet. */
  change(patch) {
    Object.assign(this.settings, patch);
  }

  /** What to tell the server at the end of a gesture; null if it was told just that.
   * @returns {Record<string, any> | null}
   */
  message() {
    const wanted = JSON.stringify(this.settings);
    if (wanted === this.known) return null;
    this.known = wanted;
    this.echo += 1;
    return { ...structuredClone(this.settings), echo: this.echo };
  }
}

/** A setting as in an address; the server reads the same.
 * @param {any} value
 * @returns {string}
 */
export const written = (value) => {
  if (typeof value === "boolean") return value ? "1" : "0";
  if (!Array.isArray(value)) return String(value);
  if (value.every((part) => !Array.isArray(part)) && value.length === 2) return pairText(value);
  return value.map((edit) => edit.join(".")).join("_");
};

/** A pair [rows, columns] as in an address: "3" where both are equal, else "1x3". */
const pairText = ([rows, cols]) => (rows === cols ? `${rows}` : `${rows}x${cols}`);

/** The settings that decide the numbers, as one string; the server builds the same.
 * @param {string[]} keys
 * @param {Record<string, any>} settings
 * @returns {string}
 */
export const caseKey = (keys, settings) => keys.map((name) => written(settings[name])).join("|");
