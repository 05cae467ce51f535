// What a teacher's link has fixed: the controls of such a setting are off and say who has set it; those of a hidden
// one are not there. A component marks what a setting belongs to: `data-sets` on controls, `data-draws` on a drawing
// that is set by hand, each with names as in the address but for the prefix of its data.

import { setAttribute } from "./dom.js";

/**
 * @typedef {object} Fixed
 * @property {string[]} names Of settings, as they stand in the address.
 * @property {string[]} hidden Those of them whose controls are not shown.
 * @property {string} word Beside a control.
 * @property {string} message In a sentence.
 */

const CONTROLS = "button, input, select, textarea";
const HANDS = ["pointerdown", "mousedown", "touchstart", "click", "dblclick", "keydown"];
const ATTRIBUTES = ["disabled", "data-sets", "data-draws"];
const PASSING = ["Tab", "Escape"];

/** @type {Fixed} */
let told = { names: [], hidden: [], word: "", message: "" };
const roots = new Map();

/** What the address of the page fixes now.
 * @param {Fixed} fixed
 */
export function tellFixed(fixed) {
  told = fixed;
  for (const root of roots.keys()) show(root);
}

/** From now on what a root shows obeys.
 * @param {ShadowRoot} root Of a component that has drawn.
 * @param {string} [prefix] With which its settings begin in the address.
 */
export function holdFixed(root, prefix = "") {
  if (!roots.has(root)) {
    // A component draws its buttons anew, and switches them as it needs.
    roots.set(root, { watcher: new MutationObserver(() => show(root)) });
    for (const name of HANDS) root.addEventListener(name, refuse, { capture: true });
  }
  roots.get(root).prefix = prefix;
  show(root);
}

/** The root is taken down.
 * @param {ShadowRoot} root
 */
export function leaveFixed(root) {
  roots.get(root)?.watcher.disconnect();
  roots.delete(root);
  for (const name of HANDS) root.removeEventListener(name, refuse, { capture: true });
}

function show(root) {
  const { prefix, watcher } = roots.get(root);
  watcher.disconnect();
  const said = new Set();
  for (const node of root.querySelectorAll("[data-sets], [data-draws]")) {
    const names = (node.dataset.sets ?? node.dataset.draws).split(" ").map((name) => prefix + name);
    const fixed = names.filter((name) => told.names.includes(name));
    // Beside every control, else once; a button has no room for it.
    const isRepeated = "draws" in node.dataset && fixed.every((name) => said.has(name));
    const isSaid = isRepeated || node.matches(CONTROLS);
    hold(
      node,
      fixed.length && (isSaid ? "true" : "said"),
      names.some((name) => told.hidden.includes(name)),
    );
    if (!isSaid) for (const name of fixed) said.add(name);
  }
  root.host.style.setProperty("--fixed-word", JSON.stringify(told.word));
  if (told.names.length) watcher.observe(root, { subtree: true, childList: true, attributeFilter: ATTRIBUTES });
}

function hold(node, fixed, isHidden) {
  const isFixed = Boolean(fixed);
  if (!isFixed && !node.hasAttribute("data-fixed")) return;
  setAttribute(node, "data-fixed", fixed || null);
  setAttribute(node, "data-concealed", isHidden && node.hasAttribute("data-sets"));
  setAttribute(node, "title", isFixed ? told.message : null);
  setAttribute(node, "aria-disabled", isFixed);
  for (const control of [node, ...node.querySelectorAll(CONTROLS)])
    if ("disabled" in control) control.disabled = isFixed;
}

/** A drawing has no switch to turn it off. */
function refuse(event) {
  if (!event.target.closest?.("[data-fixed]") || PASSING.includes(event.key)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}
