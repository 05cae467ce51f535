// The stacks that reached the goal, with what each of them weighs.

import { grouped } from "../shared/pure/numbers.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setText } from "../shared/view/dom.js";
import { kernelsOf, spent } from "./spend.js";

const named = (kernels) => kernels.map((kernel) => `${kernel}\u00d7${kernel}`).join(", ");

/** A table; a press on a row builds its stack again. */
export class Tries {
  /** @param {(text: string) => void} pick */
  constructor(pick) {
    this.pick = pick;
    this.heads = Array.from({ length: 4 }, () => make("th"));
    this.body = make("tbody");
    this.node = make("table", { class: "tries" }, make("thead", {}, make("tr", {}, ...this.heads)), this.body);
  }

  /** @param {{tried: string[], goal: number, channels: number, now: string, words: Record<string, string>}} shown */
  update({ tried, goal, channels, now, words }) {
    const heads = [words.tries, words.weights, fillSlots(words.exact, { channels }), words.relus];
    this.heads.forEach((head, i) => setText(head, heads[i]));
    const reached = tried.map((text) => ({ text, ...spent(kernelsOf(text)) })).filter(({ field }) => field === goal);
    const dearest = Math.max(goal ** 2, ...reached.map(({ squares }) => squares));
    const least = Math.min(...reached.map(({ squares }) => squares));
    this.body.replaceChildren(
      ...reached
        .sort((a, b) => b.squares - a.squares || a.relus - b.relus)
        .map(({ text, squares, relus }) => {
          const bar = make("i", { class: "try-bar" });
          bar.style.width = `${(96 * squares) / dearest}px`;
          const name = make("button", {
            type: "button",
            class: "try",
            "data-paper": true,
            onclick: () => this.pick(text),
          });
          setText(name, named(kernelsOf(text)));
          const weights = make("span", { class: "try-weights" }, bar, `${squares} C\u00b2`);
          const cells = [name, weights, grouped(squares * channels ** 2), String(relus)];
          const row = make("tr", { "data-now": text === now, "data-least": squares === least });
          row.append(...cells.map((cell) => make("td", {}, cell)));
          return row;
        }),
    );
  }
}
