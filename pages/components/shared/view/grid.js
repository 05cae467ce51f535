// A matrix on screen. Attributes as in the design's "What a grid exposes".

import { formatNumber, MINUS, parseNumber } from "../pure/numbers.js";
import { make, setAttribute, setText } from "./dom.js";

/**
 * GridView draws and updates one matrix; the caller says what each cell shows.
 *
 * handlers: hover(row, col), leave(), pick(row, col), edit(row, col, number, text), refuse(text).
 * A cell is {value, text?, active?, padding?, unread?, masked?, empty?, outside?, corner?, ring?, met?,
 * won?, current?, said?}, said being its name for those who hear it.
 */
export class GridView {
  constructor(role, handlers = {}, id = null) {
    this.handlers = handlers;
    this.cells = [];
    this.rows = 0;
    this.cols = 0;
    this.focus = [0, 0];
    this.node = make("div", { class: "grid", role: "grid", "data-role": role, "data-grid": id, tabindex: "-1" });
    this.frames = make("div", { class: "frames", "aria-hidden": "true" });
    this.wrap = make("div", { class: "grid-wrap" }, this.node, this.frames);
    this.listen();
  }

  /** rows x cols cells; cellAt(row, col) describes each; options: label, size, scale, editable, and
   * strange: whether NaN and -inf may be typed. */
  update(rows, cols, cellAt, options) {
    const { label, size, scale, editable, strange = false } = options;
    if (rows !== this.rows || cols !== this.cols) this.build(rows, cols);
    this.editable = editable;
    this.strange = strange;
    setAttribute(this.node, "aria-label", label);
    setAttribute(this.node, "data-scale", scale.signed ? "signed" : "plain");
    this.wrap.style.setProperty("--cell", `${size}px`);
    for (let row = 0; row < rows; row += 1) {
      for (let col = 0; col < cols; col += 1) {
        this.paint(this.cells[row][col], cellAt(row, col), scale);
      }
    }
  }

  build(rows, cols) {
    this.rows = rows;
    this.cols = cols;
    this.focus = [Math.min(this.focus[0], Math.max(rows - 1, 0)), Math.min(this.focus[1], Math.max(cols - 1, 0))];
    this.wrap.style.setProperty("--cols", cols);
    this.cells = Array.from({ length: rows }, (_, row) =>
      Array.from({ length: cols }, (_, col) => this.buildCell(row, col)),
    );
    this.node.replaceChildren(
      ...this.cells.map((line) => make("div", { role: "row", class: "row" }, ...line.map((cell) => cell.node))),
    );
    setAttribute(this.node, "aria-rowcount", rows);
    setAttribute(this.node, "aria-colcount", cols);
  }

  buildCell(row, col) {
    const digit = make("span", { class: "digit" });
    const corner = make("span", { class: "weight", "aria-hidden": "true" });
    const isFocus = row === this.focus[0] && col === this.focus[1];
    const node = make(
      "div",
      { role: "gridcell", class: "cell", "data-row": row, "data-col": col, tabindex: isFocus ? "0" : "-1" },
      digit,
    );
    return { node, digit, corner };
  }

  paint(cell, look, scale) {
    const { node, digit, corner } = cell;
    const text = look.masked ? "?" : look.empty || look.outside ? "" : (look.text ?? formatNumber(look.value));
    if (!node.contains(document.activeElement?.shadowRoot?.activeElement ?? null) || !cell.editor) {
      setText(digit, text);
    }
    setAttribute(node, "data-long", text.length > 5 ? "2" : text.length > 3 ? "1" : null);
    setAttribute(node, "data-active", look.active);
    setAttribute(node, "data-padding", look.padding);
    setAttribute(node, "data-unread", look.unread);
    setAttribute(node, "data-masked", look.masked);
    setAttribute(node, "data-empty", look.empty && !look.masked);
    setAttribute(node, "data-current", look.current);
    setAttribute(node, "aria-current", look.current ? "step" : null);
    setAttribute(node, "aria-label", look.said);
    setAttribute(node, "data-ring", look.ring);
    setAttribute(node, "data-met", look.met);
    setAttribute(node, "data-zero", look.zero);
    setAttribute(node, "data-won", look.won);
    setAttribute(node, "data-outside", look.outside);
    setAttribute(node, "data-picked", look.picked);
    const strength = look.empty || look.masked ? 0 : scale.strength(look.value);
    node.style.setProperty("--t", Math.abs(strength).toFixed(3));
    setAttribute(node, "data-sign", strength < 0 ? "minus" : null);
    if (look.corner === undefined || look.corner === null) {
      if (corner.parentNode) corner.remove();
    } else {
      if (!corner.parentNode) node.append(corner);
      setText(corner, look.corner);
    }
  }

  /** Only these cells have this attribute: what changes under a pointer, without painting the rest. */
  mark(attribute, spots) {
    const wanted = new Set(spots.map(([row, col]) => this.cellNode(row, col)).filter(Boolean));
    for (const node of this.node.querySelectorAll(`[${attribute}]`)) {
      if (!wanted.has(node)) node.removeAttribute(attribute);
    }
    for (const node of wanted) setAttribute(node, attribute, true);
  }

  /** A frame around rows x cols cells from (row, col): kind "window" or "next". */
  frame(kind, box) {
    let node = this.frames.querySelector(`[data-frame="${kind}"]`);
    if (!node && box === null) return;
    if (!node) {
      node = make("div", { class: "frame", "data-frame": kind });
      this.frames.append(node);
    }
    setAttribute(node, "hidden", box === null);
    if (box === null) return;
    node.style.setProperty("--row", box.row);
    node.style.setProperty("--col", box.col);
    node.style.setProperty("--rows", box.rows);
    node.style.setProperty("--width", box.cols);
  }

  cellNode(row, col) {
    return this.cells[row]?.[col]?.node ?? null;
  }

  listen() {
    const at = (event) => {
      const node = event.target.closest?.("[role=gridcell]");
      return node ? [Number(node.dataset.row), Number(node.dataset.col)] : null;
    };
    let shown = null;
    const hover = (event) => {
      shown = event.target;
      const spot = at(event);
      if (spot) this.handlers.hover?.(...spot);
    };
    // Where the browser has it, it comes as soon as the pointer moves; "pointerover" waits for the next frame.
    this.node.addEventListener("pointerrawupdate", (event) => {
      if (event.target !== shown) hover(event);
    });
    this.node.addEventListener("pointerover", (event) => {
      // From outside: by now the grid that was left has taken back what is shown.
      const entered = !this.node.contains(event.relatedTarget);
      if (entered || event.target !== shown) hover(event);
    });
    this.node.addEventListener("pointerleave", () => {
      shown = null;
      this.handlers.leave?.();
    });
    this.node.addEventListener("focusin", (event) => {
      const spot = at(event);
      if (!spot) return;
      this.moveFocus(...spot, false);
      if (event.target.matches(":focus-visible")) this.handlers.hover?.(...spot);
    });
    this.node.addEventListener("focusout", () => this.handlers.leave?.());
    this.node.addEventListener("click", (event) => {
      const spot = at(event);
      if (spot && event.target.tagName !== "INPUT") this.act(...spot);
    });
    this.node.addEventListener("keydown", (event) => this.onKey(event, at(event)));
  }

  act(row, col) {
    if (this.editable?.(row, col)) this.openEditor(row, col);
    else this.handlers.pick?.(row, col);
  }

  onKey(event, spot) {
    if (!spot || event.target.tagName === "INPUT" || event.ctrlKey || event.metaKey || event.altKey) return;
    const [row, col] = spot;
    const move = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (move) {
      this.moveFocus(row + move[0], col + move[1], true);
    } else if (event.key === "Enter" || event.key === "F2") {
      this.act(row, col);
    } else if ((this.strange ? /^[\d.+\u2212n-]$/i : /^[\d.+\u2212-]$/).test(event.key) && this.editable?.(row, col)) {
      this.openEditor(row, col, event.key);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  moveFocus(row, col, take) {
    if (!this.cells[row]?.[col]) return;
    const old = this.cellNode(...this.focus);
    if (old) setAttribute(old, "tabindex", "-1");
    this.focus = [row, col];
    const node = this.cellNode(row, col);
    setAttribute(node, "tabindex", "0");
    if (take) node.focus();
  }

  openEditor(row, col, typed) {
    const cell = this.cells[row][col];
    if (cell.editor) return;
    const before = cell.digit.textContent;
    const input = make("input", {
      class: "editor",
      inputmode: "text",
      maxlength: "12",
      "aria-label": this.node.getAttribute("aria-label"),
    });
    input.value = typed ?? before.replaceAll(MINUS, "-");
    cell.editor = input;
    cell.node.append(input);
    input.focus();
    if (!typed) input.select();
    const close = (keep, refocus) => {
      if (!cell.editor) return;
      cell.editor = null;
      const text = input.value;
      input.remove();
      if (refocus) cell.node.focus();
      const plain = text.trim().replaceAll(MINUS, "-");
      if (!keep || plain === before.replaceAll(MINUS, "-")) return;
      const value = parseNumber(text, { strange: this.strange });
      if (value === null) this.handlers.refuse?.(text);
      else this.handlers.edit?.(row, col, value, plain.replaceAll(",", ".").replaceAll(" ", ""));
    };
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter") close(true, true);
      else if (event.key === "Escape") close(false, true);
      else if (event.key === "Tab") close(true, false);
    });
    input.addEventListener("blur", () => close(true, false));
  }
}
