// A slide in parts: what stands in another one is not on the screen.

/** What of a slide is on the screen, not in another part of it.
 * @param {HTMLElement} slide
 * @param {string} what A selector.
 * @returns {Element[]}
 */
export const shown = (slide, what) =>
  [...slide.querySelectorAll(what)].filter((node) => !node.closest("[data-elsewhere]"));
