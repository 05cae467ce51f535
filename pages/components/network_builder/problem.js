// Why a stack cannot work, and what would be right.

import { make } from "../shared/view/dom.js";

/** The sentence and a button for each way out.
 * @param {import("./component.js").BuilderData["problem"]} problem
 * @param {(blocks: import("./component.js").Block[]) => void} choose Gets those of the way that was pressed.
 * @returns {Node[]}
 */
export function problemParts(problem, choose) {
  if (!problem) return [];
  const fixes = problem.fixes.map((fix, i) =>
    make(
      "button",
      { type: "button", class: i === 0 ? "primary" : "key", "data-fix": i, onclick: () => choose(fix.blocks) },
      fix.label,
    ),
  );
  return [
    make("p", { id: "problem" }, make("b", {}, problem.sentence), make("span", {}, problem.ways)),
    make("div", { class: "fixes" }, ...fixes),
  ];
}
