// The minutes of a lesson: those planned, changed by hand, and how they fill the hour.

const MOST = 90;

/** Minutes as they stand in an address: only those that differ from the plan, `recall.3_summary.0`.
 * @param {Record<string, number>} minutes By section.
 * @param {Record<string, number>} planned
 * @returns {string}
 */
export const planText = (minutes, planned) =>
  Object.keys(planned)
    .filter((id) => minutes[id] !== planned[id])
    .map((id) => `${id}.${minutes[id]}`)
    .join("_");

/** The inverse; what cannot be read is as planned. A section's id may hold "_", so each part ends with its number.
 * @param {string} text
 * @param {Record<string, number>} planned
 * @returns {Record<string, number>}
 */
export function readPlan(text, planned) {
  const minutes = { ...planned };
  for (const [, id, number] of text.matchAll(/([a-z0-9_-]+?)\.(\d{1,2})(?:_|$)/g)) {
    if (id in planned && Number(number) <= MOST) minutes[id] = Number(number);
  }
  return minutes;
}

/** One minute more or less, within reason.
 * @param {number} minutes
 * @param {1 | -1} by
 * @returns {number}
 */
export const changed = (minutes, by) => Math.max(0, Math.min(MOST, minutes + by));

/** How the sections that are shown fill the lesson hour.
 * @param {[string, number][]} rows Section and minutes.
 * @param {number} hour
 * @returns {{total: number, over: number, free: number, parts: {id: string, minutes: number, share: number}[], hour: number}}
 *   share and hour are fractions of the whole bar, which is as long as the hour or what runs over it.
 */
export function filled(rows, hour) {
  const total = rows.reduce((sum, [, minutes]) => sum + minutes, 0);
  const long = Math.max(total, hour);
  const parts = rows
    .filter(([, minutes]) => minutes > 0)
    .map(([id, minutes]) => ({ id, minutes, share: minutes / long }));
  return { total, over: Math.max(0, total - hour), free: Math.max(0, hour - total), parts, hour: hour / long };
}
