// The learner's own picture: kept in this tab, so that a reload finds it again. The server looks at it once.

const PLACE = "cnn_course.own_picture";

/** A picture of the learner's.
 * @typedef {object} Own
 * @property {string} pixels As they travel: bytes in base64.
 * @property {boolean} isShown Whether it is on the board.
 * @property {number} since When it was brought, in ms since 1970.
 */

/** @type {Own | null} */
let own = stored();

/** @returns {Own | null} The picture of this tab. */
export const kept = () => own;

/**
 * Keep a picture in the tab; in a browser that stores nothing, until the page is loaded anew.
 * @param {Own | null} picture null: no longer.
 */
export function keep(picture) {
  own = picture;
  try {
    if (own) sessionStorage.setItem(PLACE, JSON.stringify(own));
    else sessionStorage.removeItem(PLACE);
  } catch {
    // the page has it all the same
  }
}

function stored() {
  try {
    const found = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
    return typeof found?.pixels === "string" ? found : null;
  } catch {
    return null;
  }
}
