// Which keys a slide names.

/** The keys that are of use on a slide, with what they do: a few, the rest is behind "?".
 * @param {import("../shared/pure/class_keys.js").Around} around
 * @param {import("../shared/pure/class_keys.js").Place} at
 * @param {Record<string, string>} words
 * @returns {[string[], string][]}
 */
export function keysShown({ options, levels, steps, plays, starts, example }, at, words) {
  const last = String.fromCharCode(64 + options);
  return [
    options && !at.shown ? [[`A\u2013${last}`], words.choose] : null,
    levels && at.shown < levels ? [["Enter"], at.shown ? words.reasons : words.reveal] : null,
    steps ? [["\u2190", "\u2192"], words.step] : null,
    plays ? [[words.space], words.play] : null,
    starts ? [[words.space], words.start] : null,
    example !== null ? [["X"], example || words.example] : null,
    [["?"], words.help],
    [["PgUp", "PgDn"], words.turn],
    [["Esc"], words.leave],
  ].filter(Boolean);
}
