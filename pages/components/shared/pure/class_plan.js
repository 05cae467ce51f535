// The minutes of a lesson: what the plan gives to each section, and what was used of it.

/** @typedef {object} Row A place in the plan.
 * @property {string} section
 * @property {number} minutes
 *
 * @typedef {object} Clock
 * @property {Record<string, number>} spent Milliseconds at each section, without those since `since`.
 * @property {string} section Where the class is.
 * @property {number | null} since From when on it runs; null while it stands.
 */

const MINUTE = 60_000;

/** A clock that begins.
 * @param {string} section
 * @param {number} now
 * @returns {Clock}
 */
export const started = (section, now) => ({ spent: {}, section, since: now });

/** The time so far is put down.
 * @param {Clock} clock
 * @param {number} now
 * @returns {Clock}
 */
function settled(clock, now) {
  const { spent, section, since } = clock;
  if (since === null) return clock;
  return { spent: { ...spent, [section]: (spent[section] ?? 0) + now - since }, section, since: now };
}

/** The class has come to a section.
 * @param {Clock} clock
 * @param {string} section
 * @param {number} now
 * @returns {Clock} The same one if it was there already.
 */
export const comeTo = (clock, section, now) =>
  section === clock.section ? clock : { ...settled(clock, now), section };

/** It stands, or goes on.
 * @param {Clock} clock
 * @param {number} now
 * @returns {Clock}
 */
export const paused = (clock, now) => ({ ...settled(clock, now), since: clock.since === null ? now : null });

/** Milliseconds used: at the section where the class is, and in all.
 * @param {Clock} clock
 * @param {number} now
 * @returns {{here: number, all: number}}
 */
export function used(clock, now) {
  const { spent, section } = settled(clock, now);
  return { here: spent[section] ?? 0, all: Object.values(spent).reduce((sum, each) => sum + each, 0) };
}

/** The row of the plan for each slide: that of its section, else that of the slides before it.
 * @param {{section: string}[]} slides
 * @param {Row[]} plan Without rows that have no slide.
 * @returns {(Row | null)[]}
 */
export function rowsOf(slides, plan) {
  let row = plan[0] ?? null;
  return slides.map(({ section }) => (row = plan.find((each) => each.section === section) ?? row));
}

/** The rows that have a slide.
 * @param {{section: string}[]} slides
 * @param {Row[]} plan
 * @returns {Row[]}
 */
export const planned = (slides, plan) => plan.filter(({ section }) => slides.some((each) => each.section === section));

/** How far the class is from the plan: minutes behind it, or if negative ahead of it; 0 while it is in
 * the time of its section.
 * @param {Row[]} plan
 * @param {Row} row Where the class is.
 * @param {number} all Milliseconds used.
 * @returns {number} Whole minutes.
 */
export function behind(plan, row, all) {
  const begins = total(plan.slice(0, plan.indexOf(row)));
  const minutes = all / MINUTE;
  return Math.trunc(Math.max(minutes - begins - row.minutes, 0) + Math.min(minutes - begins, 0));
}

/** The minutes of all rows.
 * @param {Row[]} plan
 * @returns {number}
 */
export const total = (plan) => plan.reduce((sum, { minutes }) => sum + minutes, 0);
