// What a teacher's link has fixed stays in sight, with its value, and says so.

import { make, setAttribute, setText } from "../shared/view/dom.js";

/**
 * Whether other settings would change one of these.
 * @param {string[]} names
 * @param {Record<string, any>} settings
 * @param {Record<string, any>} patch
 * @returns {boolean}
 */
export const wouldChange = (names, settings, patch) =>
  names.some((name) => name in patch && JSON.stringify(patch[name]) !== JSON.stringify(settings[name]));

/**
 * Switches off what stands in a node, or on again, and writes below who has set it.
 * @param {HTMLElement} node
 * @param {string} name Of the setting.
 * @param {import("./screen.js").Screen} screen
 * @param {HTMLElement} [place] Where that is written, if not below all of it.
 */
export function showFixed(node, name, { data }, place = node) {
  const { names, hidden, word, message } = data.fixed;
  const isFixed = names.includes(name);
  if (!isFixed && !node.dataset.fixed) return;
  setAttribute(node, "data-fixed", isFixed);
  setAttribute(node, "data-concealed", isFixed && hidden.includes(name));
  setAttribute(node, "title", isFixed ? message : null);
  for (const control of node.querySelectorAll("input, button")) control.disabled = isFixed;
  const note = node.querySelector(".fixed-word") ?? place.appendChild(make("span", { class: "fixed-word" }));
  setText(note, isFixed ? word : "");
}
