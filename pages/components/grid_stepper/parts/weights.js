// A matrix of weights as coloured squares: pointing at one frames its pixel's column and its output's
// row, and says what it multiplies. When links are cut or shared, the squares go one after another.

import { cellId, cellOf } from "../../shared/pure/cells.js";
import { bracketed, formatNumber } from "../../shared/pure/numbers.js";
import { colourScale, scaleEnds } from "../../shared/pure/scale.js";
import { fillSlots } from "../../shared/pure/slots.js";
import { make, prefersReducedMotion, setAttribute, setText } from "../../shared/view/dom.js";
import { GridView } from "../../shared/view/grid.js";
import { isClass } from "../../shared/view/view.js";

const ID = "weights";
const [PITCH, GAP] = [24, 3];
const SMALLEST = 14;
const EDGES = 6; // beside it on a phone, where it takes the whole width
const MELT_MS = 1100;
const ORDER = ["dense", "local", "shared"];

/** The links of `scene.squares`: their weights, and which of them are one.
 * @implements {import("../parts.js").Part}
 */
export class Weights {
  static place = "stage";
  static area = "legend";
  /** A question is about it. */
  static stays = true;

  static get least() {
    return isClass() ? 280 : 440;
  }

  constructor(figure) {
    this.figure = figure;
    const at = (row, col) => cellId(ID, row, col);
    this.grid = new GridView(
      "kernel",
      {
        hover: (row, col) => figure.point(at(row, col)),
        leave: () => figure.point(null),
        pick: (row, col) => figure.pick(at(row, col)),
      },
      ID,
    );
    this.lines = make("div", { class: "weights-lines", "aria-hidden": "true" });
    this.grid.wrap.append(this.lines);
    this.word = make("span", { class: "name-word" });
    this.size = make("span", { class: "name-size" });
    this.told = make("p", { class: "weights-told" });
    this.scale = make("span", { class: "scale-legend", "aria-hidden": "true" });
    this.none = make("span", {});
    this.node = make(
      "section",
      { class: "weights block-kernel" },
      make("div", { class: "name" }, this.word, make("code", {}, "W"), this.size),
      this.grid.wrap,
      make("div", { class: "weights-legend" }, this.scale, make("span", {}, make("i", { class: "square" }), this.none)),
      this.told,
    );
  }

  update(screen) {
    const { scene, words, settings, arrangement } = screen;
    const { values } = scene.grids[ID];
    const count = values.length;
    setText(this.word, words.weights);
    setText(this.size, `${count}\u00d7${count}, ${words.weights_axes}`);
    setText(this.none, words.no_link);
    this.melt(settings);
    this.colours = colourScale(values);
    const isNarrow = arrangement.kind === "phone" || isClass();
    const room = arrangement.kind === "phone" ? this.figure.width - EDGES : isNarrow ? 0 : Infinity;
    const gap = isNarrow ? 2 : GAP;
    const cell = Math.max(SMALLEST, Math.min(PITCH, Math.floor(room / count)) - gap);
    this.grid.wrap.style.setProperty("--gap", `${gap}px`);
    this.grid.wrap.style.setProperty("--side", scene.rowLength);
    this.grid.update(count, count, (row, col) => this.look(screen, row, col), {
      size: cell,
      scale: this.colours,
      label: `${words.weights} ${count}\u00d7${count}, ${words.weights_axes}`,
    });
    this.distances();
    this.writeScale();
    this.mark(screen);
  }

  look({ scene, words }, row, col) {
    const { value } = scene.squares[row][col];
    const says = fillSlots(words.square_says, {
      input: col + 1,
      output: row + 1,
      weight: value === null ? words.no_link : formatNumber(value),
    });
    return { value: value ?? 0, text: "", empty: value === null, said: says };
  }

  point(screen) {
    this.mark(screen);
  }

  /** Row, column and square of what is pointed at, and all squares that share its weight. */
  mark(screen) {
    const { scene, now } = screen;
    const pointed = this.figure.pointed ? cellOf(this.figure.pointed) : null;
    const [count, side] = [scene.squares.length, scene.rowLength];
    const row = cellOf(now.target).row * side + cellOf(now.target).col;
    // A pixel stands for its square in the row of the output: both are large enough for a finger.
    const of = { [ID]: ({ row, col }) => [row, col], x: (pixel) => [row, pixel.row * side + pixel.col] };
    const square = of[pointed?.grid]?.(pointed) ?? null;
    const column = square?.[1] ?? null;
    this.grid.frame("row", { row, col: 0, rows: 1, cols: count });
    this.grid.frame("column", column === null ? null : { row: 0, col: column, rows: count, cols: 1 });
    this.grid.mark("data-ring", square ? [square] : []);
    const mates = square ? matesOf(scene.squares, ...square) : [];
    this.grid.mark("data-met", mates.length > 1 ? mates : []);
    setText(this.told, this.say(screen, square, mates.length));
  }

  say({ scene, words, settings }, square, uses) {
    if (!square) {
      const isScattered = settings.order === "shuffled" && settings.links !== "dense";
      return words[isScattered ? "matrix_shuffled" : `matrix_${settings.links}`];
    }
    const [row, col] = square;
    const { value } = scene.squares[row][col];
    const pair = { input: col + 1, output: row + 1 };
    if (value === null) return fillSlots(words.square_none, pair);
    const number = scene.grids.x.values.flat()[col];
    const product = `${formatNumber(number)}\u00d7${bracketed(value)} = ${formatNumber(number * value)}`;
    const told = fillSlots(words.square_of, { ...pair, product });
    const shared = { weight: formatNumber(value), uses };
    return settings.links === "shared" && uses ? `${told}${fillSlots(words.square_used, shared)}` : told;
  }

  /** How long each square waits: what lies far from the diagonal goes first; then row after row. */
  distances() {
    if (this.placed === this.grid.cells) return;
    this.placed = this.grid.cells;
    this.grid.cells.forEach((line, row) => {
      line.forEach(({ node }, col) => {
        node.style.setProperty("--near", this.grid.cols - Math.abs(row - col));
        node.style.setProperty("--line", row);
      });
    });
  }

  /** From one kind of links to another the squares change in turn, for about a second. */
  melt({ links, order }) {
    const isNews = this.links !== undefined && (this.links !== links || this.order !== order);
    const goesOn = ORDER.indexOf(links) > ORDER.indexOf(this.links ?? links) && this.order === order;
    Object.assign(this, { links, order });
    if (!isNews) return;
    clearTimeout(this.timer);
    setAttribute(this.grid.node, "data-melts", goesOn && !prefersReducedMotion() ? links : null);
    this.timer = setTimeout(() => setAttribute(this.grid.node, "data-melts", null), MELT_MS);
  }

  writeScale() {
    const [low, high] = scaleEnds(this.colours);
    if (this.scale.dataset.text === `${low}|${high}`) return;
    this.scale.dataset.text = `${low}|${high}`;
    this.scale.replaceChildren(make("span", {}, low), make("i", {}), make("span", {}, high));
  }

  destroy() {
    clearTimeout(this.timer);
  }
}

/** The squares with the same weight. */
function matesOf(squares, row, col) {
  const { value, of } = squares[row][col];
  if (value === null) return [];
  return squares.flatMap((line, i) => line.flatMap((square, j) => (square.of === of ? [[i, j]] : [])));
}
