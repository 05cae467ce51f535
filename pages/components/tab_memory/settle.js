// What becomes of a tab's memory. Pure: no page, no storage.

/** What a page keeps of a visit.
 * @typedef {object} Memory
 * @property {string} visit Names the session; a page that was loaded anew has another.
 * @property {number} number Grows with each change in a session.
 * @property {boolean} is_empty Whether there is nothing to keep.
 */

/**
 * Several parts of a page write, and one in a hidden tab is drawn late: it must not write over what
 * is newer. What another session left is kept until this one has been told of it, also where this
 * one brings runs from elsewhere.
 *
 * @param {Memory | null} stored
 * @param {Memory} ours
 * @param {boolean} hasTold Whether this session knows what is stored.
 * @returns {"write" | "tell" | "leave"}
 */
export function settle(stored, ours, hasTold) {
  if (stored?.visit === ours.visit) return ours.number > stored.number ? "write" : "leave";
  if (!stored || stored.is_empty) return ours.is_empty ? "leave" : "write";
  return hasTold ? "write" : "tell";
}
