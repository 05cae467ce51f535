// What a key means in front of a class, for the window that the class sees and for the teacher's own.
// A presenter's clicker sends PageDown, PageUp, often "." or B, and sometimes F5 and Esc.

/** @typedef {object} Place Where a class is.
 * @property {number} slide From 1.
 * @property {number} part Of that slide, from 1; LAST is its last.
 * @property {number} shown How much of an answer is shown: 0 nothing, 1 the answer, 2 every reason.
 * @property {string} choice The letter that was chosen, in lower case; "" for none.
 *
 * @typedef {object} Around What there is to go to.
 * @property {number} slides
 * @property {number} parts Of this slide.
 * @property {number} options Of its question; 0 where it asks nothing.
 * @property {number} levels How often "reveal" has more to show.
 * @property {boolean} steps Whether arrows walk something on the slide.
 * @property {boolean} [plays] Whether it walks by itself too.
 * @property {boolean} [starts] Whether Space starts or stops runs.
 * @property {string | null} [example] The name of what was put on a figure, "" for none; null where nothing can be.
 */

/** A part that stands for the last one, however many there are. */
export const LAST = 99;

/** The first look at a slide.
 * @param {number} slide
 * @returns {Place}
 */
export const begin = (slide, part = 1) => ({ slide, part, shown: 0, choice: "" });

const forward = (at, { parts, slides }) => {
  if (at.part < parts) return { ...at, part: at.part + 1 };
  return at.slide < slides ? begin(at.slide + 1) : at;
};

const back = (at) => {
  if (at.part > 1) return { ...at, part: at.part - 1 };
  return at.slide > 1 ? begin(at.slide - 1, LAST) : at;
};

const MOVES = {
  PageDown: forward,
  PageUp: back,
  Home: () => begin(1),
  End: (_at, { slides }) => begin(slides),
  Enter: (at, { levels }) => ({ ...at, shown: at.shown < levels ? at.shown + 1 : Math.min(at.shown, 1) }),
  Backspace: (at) => ({ ...at, shown: 0, choice: "" }),
};

const ACTS = { ".": "black", b: "black", f: "full", t: "timer", "?": "help", q: "code", n: "notes", g: "vary" };

/** Where a key leads; null where it leads nowhere.
 * @param {string} key As `KeyboardEvent.key` names it.
 * @param {Place} at
 * @param {Around} around
 * @returns {Place | null}
 */
export function moved(key, at, around) {
  const place = chosen(key, at, around) ?? (!around.steps && ARROWS[key] ? ARROWS[key](at, around) : null);
  if (place) return place;
  if ((key === "Enter" || key === "Backspace") && !around.options) return null;
  return MOVES[key]?.(at, around) ?? null;
}

/** Without a figure that walks, arrows turn the slides. */
const ARROWS = { ArrowRight: forward, ArrowLeft: back };

/** An option is chosen by its letter or its number; the same key once more takes the choice back. */
function chosen(key, at, { options }) {
  if (key.length !== 1) return null;
  const sign = key.toLowerCase();
  const index = /[1-9]/.test(sign) ? Number(sign) - 1 : sign.charCodeAt(0) - 97;
  if (!/[a-h1-9]/.test(sign) || index >= options) return null;
  const choice = String.fromCharCode(97 + index);
  return { ...at, choice: choice === at.choice ? "" : choice };
}

/** What else a key does: "black", "full", "timer", "help", "code", "notes", "vary" or "leave"; else null.
 * @param {string} key
 */
export const act = (key) => (key === "Escape" ? "leave" : (ACTS[key.toLowerCase()] ?? null));

const HALF_A_MINUTE = 30_000;

/** When a countdown ends that is given half a minute, or half a minute more.
 * @param {number | null} until Its end so far, in milliseconds of the clock; null while none runs.
 * @param {number} now
 */
export const given = (until, now) => Math.max(until ?? now, now) + HALF_A_MINUTE;

/** What a countdown says: `0:32`; after its end `0:00`.
 * @param {number} until
 * @param {number} now
 */
export const told = (until, now) => shownTime(Math.max(0, Math.ceil((until - now) / 1000)));

/** A time as a clock says it: `3:07`.
 * @param {number} seconds Whole ones.
 */
export const shownTime = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
