// What the window of the class and the teacher's own both have.

import { make } from "./dom.js";

/** A row of keys and what they do.
 * @param {string[]} keys
 * @param {string} word
 * @returns {HTMLElement}
 */
export const keyNode = (keys, word) => make("li", {}, ...keys.map((key) => make("kbd", {}, key)), word);

/** All keys of a window.
 * @param {string} title
 * @param {string} lines One a key: `T = 30 seconds`; several keys stand before one sign.
 * @returns {HTMLElement}
 */
export function helpNode(title, lines) {
  const rows = lines
    .trim()
    .split("\n")
    .map((line) => {
      const [keys, word] = line.split(" = ");
      return keyNode(keys.split(" "), word);
    });
  return make("div", { class: "help-sheet" }, make("h2", {}, title), make("ul", {}, ...rows));
}

/** The whole screen, or back from it. */
export function toggleFull() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}
