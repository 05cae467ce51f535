// All steps of a figure, each as small as a fingernail; a click chooses one.

import { fillSlots } from "../shared/pure/slots.js";
import { draw, make, setAttribute } from "../shared/view/dom.js";

const GAP = 0.12;

/** The row of steps.
 * @param {(step: number) => void} choose
 */
export class Strip {
  constructor(choose) {
    this.choose = choose;
    this.node = make("div", { class: "strip", role: "group" });
  }

  /** @param {{size: number[], sheets: object[]}[]} sketches
   * @param {Record<string, string>} words
   */
  fill(sketches, words) {
    if (this.sketches === sketches && this.words === words) return;
    Object.assign(this, { sketches, words });
    setAttribute(this.node, "aria-label", words.strip);
    this.node.replaceChildren(
      ...sketches.map((sketch, step) =>
        make(
          "button",
          {
            type: "button",
            "aria-label": fillSlots(words.step_number, { step: step + 1 }),
            onclick: () => this.choose(step),
          },
          drawn(sketch),
        ),
      ),
    );
  }

  /** @param {number} step */
  mark(step) {
    [...this.node.children].forEach((button, i) => {
      const isChosen = i === step;
      if (isChosen && button.getAttribute("aria-pressed") !== "true") keepInSight(this.node, button);
      setAttribute(button, "aria-pressed", isChosen ? "true" : "false");
    });
  }
}

/** The row scrolls, the page stays. */
function keepInSight(row, button) {
  const [left, right] = [button.offsetLeft - row.offsetLeft, button.offsetLeft - row.offsetLeft + button.offsetWidth];
  if (left < row.scrollLeft) row.scrollLeft = left;
  if (right > row.scrollLeft + row.clientWidth) row.scrollLeft = right - row.clientWidth;
}

function drawn({ size: [width, height], sheets }) {
  const box = { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" };
  return draw("svg", box, ...sheets.flatMap(sheetMarks));
}

function sheetMarks({ place: [left, top], shape: [rows, cols], side, role, empty, frame, current }) {
  const at = (row, col) => [left + col * side, top + row * side];
  const cells = { filled: "", empty: "" };
  for (let i = 0; i < rows * cols; i += 1) {
    const [x, y] = at(Math.floor(i / cols), i % cols);
    const length = side - GAP;
    cells[empty[i] === "1" ? "empty" : "filled"] += `M${x} ${y}h${length}v${length}h${-length}z`;
  }
  const ring = ([row, col, down, across], name) => {
    const [x, y] = at(row, col);
    return draw("rect", { class: name, x, y, width: across * side - GAP, height: down * side - GAP, rx: 0.2 });
  };
  return [
    draw("path", { class: "empty", d: cells.empty }),
    draw("path", { class: `of-${role}`, d: cells.filled }),
    current ? draw("rect", { class: "current", ...squareAt(at(...current), side) }) : null,
    frame ? ring(frame, "frame") : null,
  ].filter(Boolean);
}

const squareAt = ([x, y], side) => ({ x, y, width: side - GAP, height: side - GAP });
