// What the teacher's window knows of the class window, from what that tells.
//
// While a class window is open it alone decides where the class is: the teacher's window passes keys on
// and shows what comes back, so that the two cannot disagree. Without one the teacher's window goes on by
// itself, and the next class window finds its state. Of several class windows it leads one: the one in
// which it was called, else the first.

import { act, given, moved } from "./class_keys.js";

/** @typedef {import("./class_keys.js").Place} Place
 *
 * @typedef {object} Told What a class window says of itself. `kind` is "here" when it has just opened, "state"
 *   later, "bye" when it closes.
 * @property {"here" | "state" | "bye"} kind
 * @property {string} who Names the window.
 * @property {number} called When the teacher's window was last called there; 0 if never.
 * @property {boolean} named With "here": whether its address names a slide.
 * @property {Place} at
 * @property {number} slides How many there are: with what a class does there may be more.
 * @property {number} parts Of its slide.
 * @property {boolean} black
 * @property {number | null} until End of the countdown.
 * @property {{kind: string, section: string, title: string, options: object[]} | null} slide As it is drawn; null while it is on its way.
 * @property {{step: number, count: number} | null} step Of the figure on it.
 *
 * @typedef {object} Pair
 * @property {{who: string, called: number, asked: number | null} | null} lead The class window that is led; when it
 *   was asked for what it has not answered yet.
 * @property {Place} at
 * @property {number} slides As the class window counts them; 0 before it has told.
 * @property {number} parts
 * @property {boolean} black
 * @property {number | null} until
 * @property {Told["slide"]} slide
 * @property {Told["step"]} step
 */

/** A class window that has not answered for so many milliseconds is taken for closed. */
export const SILENT_MS = 6000;

/** No class window is known.
 * @param {Place} at
 * @returns {Pair}
 */
export const alone = (at) => ({
  lead: null,
  at,
  slides: 0,
  parts: 1,
  black: false,
  until: null,
  slide: null,
  step: null,
});

/** @param {Place} one @param {Place} other */
export const isSamePlace = (one, other) =>
  ["slide", "part", "shown", "choice"].every((name) => one[name] === other[name]);

/** A class window tells something.
 * @param {Pair} pair
 * @param {Told} told
 * @returns {[Pair, object | null]} What is known then, and what to tell that window, if anything.
 */
export function heard(pair, told) {
  const { lead } = pair;
  const isLead = lead?.who === told.who;
  if (told.kind === "bye") return [isLead ? unpaired(pair) : pair, null];
  if (lead && !isLead && told.called <= lead.called) return [pair, null];
  const known = { who: told.who, called: told.called, asked: null };
  if (!lead && told.kind === "here" && !told.named) {
    const { at, black, until } = pair;
    return [
      { ...pair, lead: known },
      { kind: "go", to: told.who, at, black, until },
    ];
  }
  const { at, slides, parts, black, until, slide, step } = told;
  return [{ lead: known, at, slides, parts, black, until, slide, step }, null];
}

const unpaired = (pair) => ({ ...pair, lead: null, parts: 1, slide: null, step: null });

/** The class windows are asked where they are.
 * @param {Pair} pair
 * @param {number} now
 * @returns {Pair} Without the one that it led, if that has been silent for too long.
 */
export function asking(pair, now) {
  const { lead } = pair;
  if (!lead) return pair;
  const asked = lead.asked ?? now;
  return now - asked > SILENT_MS ? unpaired(pair) : { ...pair, lead: { ...lead, asked } };
}

/** Keys that concern only the window in which they are pressed. */
const OWN = new Set(["full", "help", "notes", "leave"]);
const NAMED = /^(Page(Up|Down)|Home|End|Enter|Backspace|Arrow(Left|Right|Up|Down))$/;

/** A key is pressed in the teacher's window.
 * @param {Pair} pair
 * @param {string} key
 * @param {{slides: number, options: number, levels: number}} around
 * @param {number} now
 * @returns {[Pair, object | null] | null} What is known then, and what to tell; null where the key means nothing
 *   to a class.
 */
export function pressed(pair, key, around, now) {
  const what = act(key);
  if (OWN.has(what) || (key.length > 1 && !NAMED.test(key))) return null;
  if (pair.lead) return [pair, { kind: "key", to: pair.lead.who, key }];
  if (what === "black") return [{ ...pair, black: !pair.black }, null];
  if (what === "timer") return [{ ...pair, until: given(pair.until, now) }, null];
  const at = moved(key, pair.at, { ...around, parts: 1, steps: false });
  return at ? [{ ...pair, at }, null] : null;
}

/** The teacher's window wants to be at a place, or takes a countdown back.
 * @param {Pair} pair
 * @param {{at?: Place, until?: null}} change
 * @returns {[Pair, object | null]} As of `pressed`.
 */
export const wanted = (pair, change) =>
  pair.lead ? [pair, { kind: "go", to: pair.lead.who, ...change }] : [{ ...pair, ...change }, null];
