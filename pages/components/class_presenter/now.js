// What is on the screen of the class, with the answer and what each option means; and what comes next.
// All texts are the course's own, rendered by the server.

import { fillSlots } from "../shared/pure/slots.js";
import { make } from "../shared/view/dom.js";

/** @typedef {{kind: string, title: string, says: string, options: object[]}} Slide */

/** Nodes of the slide that is on.
 * @param {Slide} slide
 * @param {import("../shared/pure/class_pair.js").Pair} pair
 * @param {Record<string, string>} words
 * @param {(letter: string) => void} choose
 * @returns {Node[]}
 */
export function nowNodes(slide, { at, step }, words, choose) {
  const { options } = slide;
  const isStepping = step?.count > 1;
  const states = [
    words[`kind_${slide.kind}`],
    options.length ? words[["hidden", "revealed", "explained"][at.shown]] : null,
    isStepping ? fillSlots(words.figure_step, { step: step.step + 1, count: step.count }) : null,
  ];
  const says = htmlNode("div", "says", slide.says);
  const items = options.map((option) => optionNode(option, at.choice, words, choose));
  return [
    make("p", { class: "state" }, states.filter(Boolean).join(" \u00b7 ")),
    htmlNode("h2", "title", slide.title),
    slide.says ? says : null,
    items.length ? make("ol", { class: "options" }, ...items) : null,
  ].filter(Boolean);
}

function optionNode({ letter, label, is_right, headline, reason }, choice, words, choose) {
  const isChosen = letter.toLowerCase() === choice;
  const button = make(
    "button",
    { type: "button", class: "letter", "data-letter": letter, "aria-pressed": isChosen, onclick: () => choose(letter) },
    letter,
  );
  const means = make(
    "p",
    {},
    htmlNode("span", "label", label),
    is_right ? make("span", { class: "right" }, `\u2713 ${words.right}`) : null,
    isChosen ? make("span", { class: "chosen" }, words.chosen) : null,
    htmlNode("b", "", headline),
    " ",
    htmlNode("span", "", reason),
  );
  return make("li", { "data-right": is_right, "data-chosen": isChosen }, button, means);
}

/** Nodes of the slide that comes next.
 * @param {Slide | null} slide None after the last.
 * @param {Record<string, string>} words
 * @returns {Node[]}
 */
export function nextNodes(slide, words) {
  const heading = make("h3", {}, slide ? `${words.next} \u00b7 ${words[`kind_${slide.kind}`]}` : words.next);
  if (!slide) return [heading, make("p", {}, words.last)];
  const labels = slide.options.map(({ letter, label }) => {
    return make("span", {}, make("b", {}, letter), " ", htmlNode("span", "", label));
  });
  return [
    heading,
    htmlNode("p", "title", slide.title),
    labels.length ? make("p", { class: "labels" }, ...labels) : null,
  ].filter(Boolean);
}

/** @param {string} tag @param {string} name Its class. @param {string} html @returns {HTMLElement} */
export function htmlNode(tag, name, html) {
  const node = make(tag, name ? { class: name } : {});
  node.innerHTML = html; // the course's own text
  return node;
}
