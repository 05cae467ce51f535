// A matrix with its name, symbol and size above it, and a legend once it is signed.

import { cellId, cellOf } from "../../shared/pure/cells.js";
import { colourScale, scaleEnds } from "../../shared/pure/scale.js";
import { fillSlots } from "../../shared/pure/slots.js";
import { make, setAttribute, setText } from "../../shared/view/dom.js";
import { GridView } from "../../shared/view/grid.js";
import { showFixed } from "../fixed.js";
import { said } from "../said.js";

const WEIGHT_FROM = 34; // a smaller cell has no room for its weight

const times = (...sizes) => sizes.join("\u00d7");
const framed = (step, id) => (step?.frames ?? []).filter((frame) => frame.grid === id);
const windowOf = (step, id) => framed(step, id).find((frame) => frame.kind === "window") ?? null;
/** The window that a question is about, unless it is the one that is shown. */
const askedFrame = ({ now, asked }, id) => (asked && asked.target !== now?.target ? windowOf(asked, id) : null);
const isIn = (box, row, col) =>
  box !== null && row >= box.row && col >= box.col && row < box.row + box.rows && col < box.col + box.cols;

/** One of `scene.grids`, in the line of the stage. */
export class Matrix {
  /**
   * @param {string} id
   * @param {import("../operators/scene.js").SceneGrid["role"]} role
   * @param {import("../parts.js").Figure} figure
   */
  constructor(id, role, figure) {
    this.id = id;
    this.role = role;
    this.origin = [0, 0];
    const handlers = {
      hover: (row, col) => figure.point(this.idAt(row, col)),
      leave: () => figure.point(null),
      pick: (row, col) => figure.pick(this.idAt(row, col)),
      edit: (row, col, _value, text) => figure.edit(id, row, col, text),
      refuse: (text) => figure.refuse(text, this.grid.strange),
    };
    this.grid = new GridView(role, handlers, id);
    this.name = make("span", { class: "name-word" });
    this.symbol = make("code", {}, id);
    this.size = make("span", { class: "name-size" });
    this.scale = make("div", { class: "scale-legend", "aria-hidden": "true" });
    this.body = make("div", { class: "block-body" }, this.grid.wrap);
    this.node = make(
      "section",
      { class: `block block-${role}` },
      make("div", { class: "name" }, this.name, this.symbol, this.size),
      this.body,
      this.scale,
    );
  }

  /** The id of a drawn cell: where more is drawn than the matrix itself, it begins at its origin. */
  idAt(row, col) {
    return cellId(this.id, row - this.origin[0], col - this.origin[1]);
  }

  /**
   * @param {import("../screen.js").Screen} screen
   * @param {number} cell Its side in pixels.
   */
  update(screen, cell) {
    const { words, scene } = screen;
    const grid = scene.grids[this.id];
    const [rows] = sizeOf(grid);
    const size = sizeText(words, grid);
    const name = fillSlots(words[grid.name], grid.named ?? {});
    setText(this.name, name);
    setText(this.symbol, grid.symbol ?? this.id);
    setText(this.size, size);
    this.label = [name, grid.lane, size].filter(Boolean).join(" ");
    this.colours = colourScale(grid.scaled);
    this.cell = cell;
    this.origin = grid.origin ?? [0, 0];
    this.paint(screen);
    this.writeScale(rows);
    this.node.style.setProperty("--blank", `${cell}px`);
    setAttribute(this.node, "data-none", rows === 0);
    this.node.style.setProperty("--none", JSON.stringify(words[grid.none ?? "no_output"]));
  }

  /** What depends on the pointer: rings, and in a matrix with a window or corners the shown step.
   * @param {boolean} moved Whether another step is shown than before.
   */
  point(screen, moved) {
    const { rings } = screen;
    if (moved && (this.hasStep || this.showsStep(screen))) return this.paint(screen);
    const own = (cells) =>
      [...cells]
        .map(cellOf)
        .filter(({ grid }) => grid === this.id)
        .map(({ row, col }) => [row + this.origin[0], col + this.origin[1]]);
    this.grid.mark("data-ring", own(rings.cells));
    return this.grid.mark("data-met", own(rings.met));
  }

  /** Whether the shown step is to be seen here. */
  showsStep({ now, corners }) {
    return [...corners.keys()].some((cell) => cellOf(cell).grid === this.id) || framed(now, this.id).length > 0;
  }

  /** Every cell and frame. */
  paint(screen) {
    this.hasStep = this.showsStep(screen);
    const grid = screen.scene.grids[this.id];
    const [rows, cols] = sizeOf(grid);
    const isAdded = grid.isAdded ?? (() => false);
    const asked = askedFrame(screen, this.id);
    const look = (row, col) => {
      const looks = {
        value: grid.values[row][col],
        padding: isAdded(row, col),
        unread: Boolean(grid.read) && !(grid.read[0][row] && grid.read[1][col]),
        asked: isIn(asked, row, col),
        ...this.stepLook(screen, this.idAt(row, col)),
      };
      return { ...looks, said: said(looks, screen.words, grid.says) };
    };
    const isOpen = Boolean(grid.edits) && !screen.data.fixed.names.includes(grid.edits.setting);
    const editable = (row, col) => isOpen && !isAdded(row, col);
    const { cell: size, colours: scale, label } = this;
    this.grid.update(rows, cols, look, { size, scale, editable, label, strange: grid.edits?.strange });
    this.frame(screen, grid.inner);
    if (grid.edits) showFixed(this.node, grid.edits.setting, screen);
  }

  stepLook({ look, corners, isMasked, rings }, id) {
    // What a question hides is not added up for the learner either.
    const corner = isMasked(id) ? undefined : corners.get(id);
    const { value = corner?.value, text = corner?.shown, isEmpty, isCurrent, isOutside } = look(id);
    return {
      ...(value === undefined ? {} : { value }),
      ...(text ? { text } : {}),
      ...(corner?.isPadding ? { padding: true } : {}),
      ...(isOutside && !corner ? { outside: true, padding: false, unread: false } : {}),
      active: Boolean(corner),
      zero: corner?.isZero,
      won: corner?.isWon,
      corner: corner && this.cell >= WEIGHT_FROM ? corner.text : null,
      says: corner?.says,
      masked: isMasked(id),
      empty: isEmpty,
      current: isCurrent,
      ring: rings.cells.has(id),
      met: rings.met.has(id),
    };
  }

  frame(screen, inner) {
    this.grid.frame("window", windowOf(screen.now, this.id));
    this.grid.frame("image", inner);
    this.grid.frame("next", askedFrame(screen, this.id));
  }

  writeScale(rows) {
    const { signed } = this.colours;
    setAttribute(this.scale, "hidden", !signed || rows === 0);
    const [low, high] = scaleEnds(this.colours);
    if (!signed || this.scale.dataset.text === `${low}|${high}`) return;
    this.scale.dataset.text = `${low}|${high}`;
    this.scale.replaceChildren(make("span", {}, low), make("i", {}), make("span", {}, high));
  }
}

/**
 * @param {import("../operators/scene.js").SceneGrid} grid
 * @returns {[number, number]} Rows and columns; [0, 0] of an output that has none.
 */
export const sizeOf = ({ values }) => [values.length, values[0]?.length ?? 0];

/** "3×3", and what the border makes of it; among others like it also how many they are.
 * @param {Record<string, string>} words
 * @param {import("../operators/scene.js").SceneGrid} grid
 * @returns {string} "" where it has no cell.
 */
export function sizeText(words, grid) {
  const [rows, cols] = grid.size ?? sizeOf(grid);
  if (rows === 0) return "";
  if (!grid.own) return times(...(grid.depth === undefined ? [] : [grid.depth]), rows, cols);
  return fillSlots(words[grid.own.word], { size: times(...grid.own.size), padded: times(rows, cols) });
}
