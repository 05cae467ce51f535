// The plans that a teacher keeps in this browser: a name, and the address of the page that restores it.

/** @typedef {{name: string, query: string}} Plan query: of the page on which a class is prepared, without "?". */

/** So many plans are kept.
 * @type {number}
 */
export const MOST = 40;
/** Characters of a name.
 * @type {number}
 */
export const LONGEST_NAME = 60;
const LONGEST_QUERY = 4000;

/** What was stored; nothing for what is none.
 * @param {string | null} text
 * @returns {Plan[]}
 */
export function readPlans(text) {
  try {
    const isText = (each, most) => typeof each === "string" && each.length > 0 && each.length <= most;
    const isPlan = (each) => isText(each?.name, LONGEST_NAME) && isText(each?.query, LONGEST_QUERY);
    return JSON.parse(text ?? "[]")
      .filter(isPlan)
      .slice(0, MOST);
  } catch {
    return [];
  }
}

/** With one more, or with another in the place of the one of this name.
 * @param {Plan[]} plans
 * @param {Plan} plan
 * @returns {Plan[] | null} Null if there is no room.
 */
export function withPlan(plans, plan) {
  const at = plans.findIndex(({ name }) => name === plan.name);
  if (at >= 0) return plans.with(at, plan);
  return plans.length < MOST ? [...plans, plan] : null;
}

/** What restores a plan: of the page's address its lesson, its link and its minutes, not the language of today.
 * @param {string} search Of the page.
 * @returns {string}
 */
export function planQuery(search) {
  const asked = new URLSearchParams(search);
  const kept = ["lesson", "link", "plan"].flatMap((name) => (asked.has(name) ? [[name, asked.get(name)]] : []));
  return new URLSearchParams(kept).toString();
}
