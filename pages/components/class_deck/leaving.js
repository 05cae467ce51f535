// From a slide to other views of the same state, and which keys a slide names.

const OF_THE_CLASS = ["view", "slide", "part", "shown", "choice"];

/** The same state as an ordinary page.
 * @param {Location | URL} place
 * @param {string} section Where on the page.
 * @returns {string}
 */
export function ordinaryAddress(place, section = "") {
  const address = new URL(place.href);
  for (const name of OF_THE_CLASS) address.searchParams.delete(name);
  address.hash = section;
  return address.href;
}

/** The same state in another view.
 * @param {Location | URL} place
 * @param {string} view
 * @returns {string}
 */
export function viewAddress(place, view) {
  const address = new URL(place.href);
  address.searchParams.set("view", view);
  return address.href;
}

/** The keys that are of use on a slide, with what they do: a few, the rest is behind "?".
 * @param {import("../shared/pure/class_keys.js").Around} around
 * @param {import("../shared/pure/class_keys.js").Place} at
 * @param {Record<string, string>} words
 * @returns {[string[], string][]}
 */
export function keysShown({ options, levels, steps }, at, words) {
  const last = String.fromCharCode(64 + options);
  return [
    options && !at.shown ? [[`A\u2013${last}`], words.choose] : null,
    levels && at.shown < levels ? [["Enter"], at.shown ? words.reasons : words.reveal] : null,
    steps ? [["\u2190", "\u2192"], words.step] : null,
    steps ? [[words.space], words.play] : null,
    [["?"], words.help],
    [["PgUp", "PgDn"], words.turn],
    [["Esc"], words.leave],
  ].filter(Boolean);
}
