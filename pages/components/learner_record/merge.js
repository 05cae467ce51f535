// Two records of what a learner has done become one. Pure; the server does the same
// (`pages/ui/shell/learner.py`).

/** What a learner has done.
 * @typedef {object} LearnerRecord
 * @property {number} forgotten When all before was thrown away, in ms.
 * @property {Object<string, [number, any]>} entries When each was written, and its value.
 */

/** @type {LearnerRecord} */
export const NOTHING = { forgotten: 0, entries: {} };

/**
 * The newer of two entries holds; what was written before either side forgot is gone.
 *
 * @param {LearnerRecord} ours
 * @param {LearnerRecord} theirs
 * @returns {LearnerRecord}
 */
export function merge(ours, theirs) {
  const forgotten = Math.max(ours.forgotten, theirs.forgotten);
  const entries = {};
  for (const [key, entry] of [...Object.entries(ours.entries), ...Object.entries(theirs.entries)]) {
    if (entry[0] > forgotten && entry[0] > (entries[key]?.[0] ?? 0)) entries[key] = entry;
  }
  return { forgotten, entries };
}

/**
 * Whether a record holds something that another lacks.
 *
 * @param {LearnerRecord} ours
 * @param {LearnerRecord} theirs
 */
export function hasNews(ours, theirs) {
  if (ours.forgotten > theirs.forgotten) return true;
  return Object.entries(ours.entries).some(([key, [time]]) => time > (theirs.entries[key]?.[0] ?? theirs.forgotten));
}

/**
 * A record as it was stored; nothing for what is none.
 *
 * @param {string | null} text
 * @returns {LearnerRecord}
 */
export function parse(text) {
  try {
    const { forgotten, entries } = JSON.parse(text ?? "");
    const isEntry = (entry) => Array.isArray(entry) && Number.isFinite(entry[0]) && entry.length === 2;
    if (!Number.isFinite(forgotten) || typeof entries !== "object" || entries === null) return NOTHING;
    return { forgotten, entries: Object.fromEntries(Object.entries(entries).filter(([, entry]) => isEntry(entry))) };
  } catch {
    return NOTHING;
  }
}
