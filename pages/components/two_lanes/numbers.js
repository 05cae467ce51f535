// How counts are written.

/** 885,120
 * @param {number} count
 */
export const digits = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

/** 149.5 M, where the exact number stands elsewhere.
 * @param {number} count
 */
export const millions = (count) => `${(count / 1e6).toFixed(1)} M`;
