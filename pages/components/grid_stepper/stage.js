// The line of matrices, and under it what they give: places only, every number comes from the scene.

import { make, prefersReducedMotion, setAttribute } from "../shared/view/dom.js";
import { isClass } from "../shared/view/view.js";
import { arrange, IN_CLASS, isNarrow, labelWidth, termColumns } from "./arrange.js";
import { Matrix, sizeOf, sizeText } from "./parts/matrix.js";
import { Terms } from "./parts/terms.js";

const ARROW = "\u2192";
const signClass = (sign) => (sign === ARROW ? "arrow" : isNarrow(sign) ? "operator narrow" : "operator");

/** `node` holds all of it; `matrices` are its matrices by their ids. */
export class Stage {
  /**
   * @param {import("./parts.js").Figure} figure
   * @param {string[]} line From left to right: ids of matrices, signs between them, "terms", "legend".
   * @param {import("./parts.js").Part[]} parts What else stands on the stage, from top to bottom.
   */
  constructor(figure, line, parts) {
    this.figure = figure;
    this.matrices = {};
    this.terms = line.includes("terms") ? new Terms() : null;
    this.line = line.filter((id) => id !== "legend").map((id, i) => this.item(figure, id, i));
    this.first = this.matrices[this.line.find((item) => item.kind === "grid").id];
    const legend = parts.find((part) => part.constructor.area === "legend");
    if (legend) {
      const { least, stays } = legend.constructor;
      this.line.push({ id: "legend", kind: "legend", node: legend.node, least, stays });
    }
    this.below = parts.filter((part) => part.constructor.area && part !== legend);
    const inLine = this.line.filter((item) => item.kind !== "legend");
    this.node = make("div", { class: "stage" }, ...inLine.map((item) => item.node), ...parts.map((part) => part.node));
  }

  item(figure, id, i) {
    if (id === "terms") return { id, kind: "terms", node: this.terms.node };
    const grid = figure.scene.grids[id];
    if (grid) {
      this.matrices[id] = new Matrix(id, grid.role, figure);
      return { id, kind: "grid", node: this.matrices[id].node };
    }
    const node = make("span", { class: signClass(id), "aria-hidden": "true" }, id);
    return { id, kind: "sign", area: `sign-${i}`, node };
  }

  /** A ruler counts the cells of the first matrix, or of the one that it names. */
  measure(ruler) {
    const matrix = this.matrices[ruler.constructor.of] ?? this.first;
    if (matrix === this.first) this.ruler = ruler;
    ruler.join(matrix);
  }

  /** In front of a class the steps stand under what is said of them, so that high grids have the whole height. */
  take(dock) {
    this.dock = dock;
    dock.style.gridArea = "dock";
    this.node.append(dock);
  }

  /** Where everything stands, at this width. */
  arrange(width, scene, words) {
    const isAsked = this.figure.data.shows === "asked";
    const ruler = isAsked ? 0 : (this.ruler?.roomBeside(scene) ?? 0);
    const line = this.line.filter(({ kind, stays }) => !isAsked || kind !== "legend" || stays);
    const sizes = line.map(({ id, kind, area, least }) => {
      if (kind === "terms") return { id, kind, columns: this.termColumns(scene) };
      if (kind !== "grid") return { id, kind, area, least };
      const grid = scene.grids[id];
      const [rows, cols] = sizeOf(grid);
      const isFirst = id === this.first.id;
      // Beside the first there is no name to run into.
      const label = isFirst ? 0 : labelWidth(words[grid.name], grid.symbol ?? id, sizeText(words, grid));
      return { id, kind, rows, cols, label, beside: isFirst ? ruler : 0 };
    });
    return arrange(
      width,
      sizes,
      [
        ...this.below.map((part) => part.constructor.area).filter((area) => !isAsked || area !== "formula"),
        ...(this.dock ? ["dock"] : []),
      ],
      isClass() ? IN_CLASS : undefined,
    );
  }

  /** The same for every window: measured once a scene. */
  termColumns(scene) {
    if (this.measured !== scene) {
      this.measured = scene;
      const [number, weight] = scene.operands;
      this.columns = termColumns(scene.grids[number].values, scene.grids[weight].values);
    }
    return this.columns;
  }

  update(screen) {
    const { scene, arrangement, animate } = screen;
    const { grid, wraps } = arrangement;
    const { style } = this.node;
    style.gridTemplateColumns = grid?.columns ?? "";
    style.gridTemplateRows = grid?.rows ?? "";
    style.gridTemplateAreas = grid?.areas ?? "";
    for (const { id, area, node } of this.line) node.style.gridArea = area ?? id;
    for (const part of this.below) part.node.style.gridArea = part.constructor.area;
    setAttribute(this.node, "data-wraps", wraps);
    this.node.classList.toggle("animated", animate);
    for (const { kind, node } of this.line) if (kind === "sign") this.showSign(node, scene);
    for (const matrix of Object.values(this.matrices)) {
      matrix.update(screen, matrix === this.first ? arrangement.cell : arrangement.small);
    }
    this.terms?.update(screen);
  }

  showOutput() {
    const output = Object.values(this.matrices).find((matrix) => matrix.role === "output");
    output?.node.scrollIntoView({ block: "nearest", behavior: prefersReducedMotion() ? "auto" : "smooth" });
  }

  /** Without an output nothing leads to it. */
  showSign(node, { problem }) {
    if (node.classList.contains("arrow")) setAttribute(node, "hidden", Boolean(problem));
  }

  /** @param {boolean} moved Whether another step is shown than before. */
  point(screen, moved) {
    for (const matrix of Object.values(this.matrices)) matrix.point(screen, moved);
    this.terms?.point(screen, moved);
  }
}
