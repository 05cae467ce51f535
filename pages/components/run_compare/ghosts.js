// Pinned runs stay behind the others, also when their letter has gone to another run. They are
// kept in this module, so that a look at another part of the lab does not lose them; the script
// keeps them in the address, from which a link or a reloaded page has them again.

import { fillSlots } from "../shared/pure/slots.js";
import { make } from "../shared/view/dom.js";
import { strokeSample } from "../shared/view/strokes.js";

const MOST_GHOSTS = 6;
const PRIME = "\u2032";

/** @typedef {{letter: string, job: string, path: string, label: string}} Ghost */

/** @type {Ghost[] | null} */
let pinned = null;

/** @returns {Ghost[]} The oldest first. */
export const pinnedGhosts = () => pinned ?? [];
/** @param {string} job */
export const isPinned = (job) => pinnedGhosts().some((ghost) => ghost.job === job);

/** Pin a run, or let it go; the oldest gives way to a seventh.
 * @param {Ghost} one
 */
export function togglePin(one) {
  const others = pinnedGhosts().filter(({ job }) => job !== one.job);
  pinned = isPinned(one.job) ? others : [...others, { ...one }].slice(-MOST_GHOSTS);
}

/** What the address has pinned, on the first look at it; later it follows from the pins.
 * @param {Ghost[]} ghosts
 */
export function takePinned(ghosts) {
  pinned ??= ghosts.map((ghost) => ({ ...ghost }));
}

/** Let all of them go. */
export function unpinAll() {
  pinned = [];
}

/** The ghosts with a name each: A, and A\u2032 for an earlier run that had the same letter.
 * @returns {(Ghost & {ghost: true, name: string})[]}
 */
export function namedGhosts() {
  const ghosts = pinnedGhosts();
  return ghosts.map((one, i) => {
    const later = ghosts.slice(i + 1).filter(({ letter }) => letter === one.letter).length;
    return { ...one, ghost: true, name: one.letter + PRIME.repeat(later) };
  });
}

/** A ghost in the read-out: a press lets it go.
 * @param {{letter: string, name: string}} one
 * @param {string} number Its reading.
 * @param {Record<string, string>} strings
 * @param {() => void} letGo
 * @returns {HTMLElement}
 */
export function ghostRow(one, number, strings, letGo) {
  const label = fillSlots(strings.unpin, { name: one.name });
  return make(
    "button",
    {
      type: "button",
      class: "reading",
      "data-letter": one.letter,
      "data-ghost": one.name,
      title: label,
      "aria-label": `${label}, ${number}`,
      onclick: letGo,
    },
    strokeSample(one.letter, true),
    make("b", {}, fillSlots(strings.ghost, { name: one.name })),
    make("span", { class: "let-go" }, "\u00d7"),
    make("span", { class: "value" }, number),
  );
}
