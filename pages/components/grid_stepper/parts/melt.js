// Three matrices to choose from, each with the number of its weights: what is cut on the way from
// one to the next, and what is shared.

import { cellId } from "../../shared/pure/cells.js";
import { draw, make, prefersReducedMotion, setAttribute, setText } from "../../shared/view/dom.js";
import { isClass } from "../../shared/view/view.js";

const COUNT_MS = 400;
const NAMES = ["dense", "local", "shared"];
/** What is done on the way to the card. */
const ACTS = { local: "cut_far", shared: "share_same" };

/** The three matrices of `scene.thumbs` with their numbers in `scene.counts`; a card sets `links`.
 * @implements {import("../parts.js").Part}
 */
export class Melt {
  static place = "top";

  constructor(figure) {
    this.figure = figure;
    this.cards = NAMES.map((name) => new Card(name, () => figure.settle({ links: name })));
    const acts = Object.keys(ACTS).map((name) => [name, make("span", { class: "melt-act" })]);
    this.acts = Object.fromEntries(acts);
    const nodes = this.cards.flatMap(({ name, node }) => (name in ACTS ? [this.acts[name], node] : [node]));
    this.node = make("div", { class: "melt", role: "group", "data-sets": "links" }, ...nodes);
  }

  update({ scene, settings, words, data, isMasked }) {
    setAttribute(this.node, "aria-label", words.choose_links);
    for (const [name, node] of Object.entries(this.acts)) setText(node, words[ACTS[name]]);
    const [before, now] = [NAMES.indexOf(this.chosen), NAMES.indexOf(settings.links)];
    // A number is told once its matrix has been chosen, and not while it is asked for.
    this.seen = Math.max(this.seen ?? 0, now);
    this.cards.forEach((card, i) => {
      const { name } = card;
      card.update({
        word: words[`links_${name}`],
        count: i > this.seen || isMasked(cellId("melt", 0, i)) ? null : scene.counts[name],
        from: i === now && before >= 0 && before < i ? scene.counts[this.chosen] : null,
        how: data.given.how[name],
        isChosen: i === now,
        squares: scene.thumbs[name],
        order: settings.order,
      });
    });
    this.chosen = settings.links;
  }

  /** In front of a class: the next step of the way, or the one before.
   * @param {string} key
   * @returns {boolean} Whether the key was of use.
   */
  press(key) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[key];
    const next = NAMES[NAMES.indexOf(this.chosen) + (by ?? 0)];
    if (!by || !next || !isClass()) return false;
    this.figure.settle({ links: next });
    return true;
  }

  destroy() {
    for (const card of this.cards) cancelAnimationFrame(card.frame);
  }
}

class Card {
  constructor(name, onclick) {
    this.name = name;
    this.picture = draw("svg", { class: "melt-picture", "aria-hidden": "true" });
    this.word = make("span", { class: "melt-name" });
    this.number = make("b", { class: "melt-count" });
    this.how = make("span", { class: "melt-how" });
    this.node = make(
      "button",
      { type: "button", class: "melt-card", "data-paper": true, "data-links": name, onclick },
      this.picture,
      make("span", { class: "melt-words" }, this.word, this.number, this.how),
    );
  }

  update({ word, count, from, how, isChosen, squares, order }) {
    setText(this.word, word);
    setText(this.how, count === null ? "" : how);
    setAttribute(this.number, "data-masked", count === null);
    setAttribute(this.node, "aria-pressed", String(isChosen));
    this.write(count, from);
    if (this.order === order) return;
    this.order = order;
    setAttribute(this.picture, "viewBox", `0 0 ${squares.length} ${squares.length}`);
    this.picture.replaceChildren(
      draw("path", { class: "plus", d: pathOf(squares, (value) => value > 0) }),
      draw("path", { class: "minus", d: pathOf(squares, (value) => value < 0) }),
    );
  }

  /** The number, counted down from the one before. */
  write(count, from) {
    const text = count === null ? "?" : String(count);
    if (this.shown === text) return;
    this.shown = text;
    cancelAnimationFrame(this.frame);
    if (from === null || count === null || prefersReducedMotion()) {
      setText(this.number, text);
      return;
    }
    const begun = performance.now();
    const go = (now) => {
      const part = Math.min(1, (now - begun) / COUNT_MS);
      setText(this.number, String(Math.round(from + (count - from) * part)));
      if (part < 1) this.frame = requestAnimationFrame(go);
    };
    this.frame = requestAnimationFrame(go);
  }
}

/** The squares of one sign, each a little smaller than its place. */
const pathOf = (squares, isIts) =>
  squares
    .flatMap((line, row) => line.map((value, col) => (isIts(value) ? `M${col + 0.1} ${row + 0.1}h.8v.8h-.8z` : "")))
    .join("");
