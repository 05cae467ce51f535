// From a slide to other views of the same state.

const OF_THE_CLASS = ["view", "slide", "part", "shown", "choice"];

/** The same state as an ordinary page.
 * @param {Location | URL} place
 * @param {string} section Where on the page.
 * @returns {string}
 */
export function ordinaryAddress(place, section = "") {
  const address = new URL(place.href);
  for (const name of OF_THE_CLASS) address.searchParams.delete(name);
  address.hash = section;
  return address.href;
}

/** The same state in another view.
 * @param {Location | URL} place
 * @param {string} view
 * @returns {string}
 */
export function viewAddress(place, view) {
  const address = new URL(place.href);
  address.searchParams.set("view", view);
  return address.href;
}

/** Whether an address says which slide is on.
 * @param {Location | URL} place
 * @returns {boolean}
 */
export const namesSlide = (place) => new URL(place.href).searchParams.has("slide");
