// The options of a question on its slide: neither right nor wrong before it is revealed.

import { make, setAttribute } from "../shared/view/dom.js";

const LONG_LABEL = 7; // letters of a label that needs more than a narrow column
const LARGE_LABEL = 3.5; // what stands in one in large letters

/** In whole letters: Chinese signs are twice as wide. */
const width = (html) => [...plain(html)].reduce((sum, sign) => sum + (sign > "\u2e7f" ? 1 : 0.5), 0);

function plain(html) {
  const node = document.createElement("template");
  node.innerHTML = html;
  return node.content.textContent;
}

/** How the options stand: "narrow" or "wide" beside a figure, "list" below the question.
 * @param {{label: string}[]} options
 * @param {boolean} hasFigure
 */
export function placing(options, hasFigure) {
  if (!options.length) return "none";
  if (!hasFigure) return "list";
  return options.some(({ label }) => width(label) > LONG_LABEL) ? "wide" : "narrow";
}

/** Whether all of them stand in a narrow column in large letters.
 * @param {{label: string}[]} options
 */
export const areShort = (options) => options.every(({ label }) => width(label) <= LARGE_LABEL);

/** An option: its letter, its label; once revealed what choosing it shows.
 * The texts are the course's own, rendered by the server.
 * @param {{letter: string, label: string, is_right: boolean, headline: string, reason: string}} option
 * @param {{shown: number, choice: string, words: Record<string, string>, choose: () => void}} how
 */
export function optionNode(option, { shown, choice, words, choose }) {
  const isChosen = option.letter.toLowerCase() === choice;
  const label = make("span", { class: "label" });
  label.innerHTML = option.label;
  const mark =
    shown && option.is_right
      ? make("span", { class: "right", role: "img", "aria-label": words.right }, "\u2713")
      : null;
  const button = make(
    "button",
    { type: "button", class: "option", "data-letter": option.letter, "aria-pressed": isChosen, onclick: choose },
    make("span", { class: "letter" }, option.letter),
    label,
    mark,
  );
  const item = make("li", { "data-chosen": isChosen, "data-right": shown > 0 && option.is_right }, button);
  if (shown) item.append(finding(option));
  return item;
}

function finding({ headline, reason }) {
  const bold = make("b", {});
  bold.innerHTML = headline;
  const why = make("span", { class: "reason" });
  why.innerHTML = reason;
  return make("p", { class: "finding" }, bold, " ", why);
}

/** Where the options stand, and how much of the findings there is room for: beside a figure first the headlines,
 * where these fit; else all of it on a sheet over the figure. Nothing is cut.
 * @param {HTMLElement} list
 * @param {string} placed See `placing`.
 * @param {number} shown How much of the answer is shown.
 * @param {() => boolean} fits Whether all of the list is on the screen.
 */
export function place(list, placed, shown, fits) {
  setAttribute(list, "data-placed", placed);
  setAttribute(list, "data-shown", shown > 0);
  setAttribute(list, "data-tight", null);
  const beside = placed === "narrow" || placed === "wide";
  setAttribute(list, "data-sheet", beside && shown > 1);
  if (beside && shown === 1 && !fits()) setAttribute(list, "data-sheet", true);
  if (!fits()) setAttribute(list, "data-tight", true);
}
