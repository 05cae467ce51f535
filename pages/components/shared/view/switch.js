// One choice of a few words.

import { make, setAttribute } from "./dom.js";

/** A row of words of which one is chosen; rebuilt only when the words change.
 * @param {HTMLElement} node Holds the row.
 * @param {string} label Its name for a screen reader.
 * @param {string[]} names
 * @param {number} chosen
 * @param {(index: number) => void} choose
 */
export function drawSwitch(node, label, names, chosen, choose) {
  const key = names.join("|");
  if (node.dataset.names !== key) {
    node.dataset.names = key;
    node.replaceChildren(...names.map((name) => make("button", { type: "button" }, name)));
  }
  setAttribute(node, "aria-label", label);
  [...node.children].forEach((button, i) => {
    button.onclick = () => choose(i);
    setAttribute(button, "aria-pressed", i === chosen ? "true" : "false");
  });
}
