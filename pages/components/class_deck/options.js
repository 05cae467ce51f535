// The options of a question on its slide: neither right nor wrong before it is revealed.

import { make, setAttribute } from "../shared/view/dom.js";

const LONG_LABEL = 7; // letters of a label that needs more than a narrow column

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

/** An option: its letter, its label; once revealed what choosing it shows.
 * The texts are the course's own, rendered by the server.
 * @param {{letter: string, label: string, is_right: boolean, headline: string, reason: string}} option
 * @param {{shown: number, choice: string, reasons: boolean, words: Record<string, string>, choose: () => void}} how
 */
export function optionNode(option, { shown, choice, reasons, words, choose }) {
  const isChosen = option.letter.toLowerCase() === choice;
  const label = make("span", { class: "label" });
  label.innerHTML = option.label;
  const mark = shown && option.is_right ? make("span", { class: "right" }, `\u2713 ${words.right}`) : null;
  const button = make(
    "button",
    { type: "button", class: "option", "data-letter": option.letter, "aria-pressed": isChosen, onclick: choose },
    make("span", { class: "letter" }, option.letter),
    label,
    mark,
  );
  const item = make("li", { "data-chosen": isChosen, "data-right": shown > 0 && option.is_right }, button);
  if (shown) item.append(finding(option, reasons));
  return item;
}

function finding({ headline, reason }, reasons) {
  const bold = make("b", {});
  bold.innerHTML = headline;
  const why = make("span", { class: "reason" });
  why.innerHTML = reasons ? reason : "";
  return make("p", { class: "finding" }, bold, " ", why);
}

/** @param {HTMLElement} list @param {string} placed See `placing`. */
export const place = (list, placed) => setAttribute(list, "data-placed", placed);
