// The board: the coloured picture, its lanes, which meet in one sum, and the outputs of two kernels.

import { bracketed, formatNumber } from "../shared/pure/numbers.js";
import { colourScale } from "../shared/pure/scale.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { GridView } from "../shared/view/grid.js";
import { paintColours, paintSigned } from "../shared/view/pixels.js";
import { Room } from "../shared/view/room.js";
import { Screen } from "../shared/view/screen.js";
import { Tiles } from "../shared/view/tiles.js";
import { applied, biasSpot, placeFor, spotOf, tileOf } from "./kernel.js";
import { Lane } from "./lane.js";
import { Output } from "./output.js";

const FAINT = 0.04; // outputs below this part of the range count as "nothing here"
const [LARGE, SMALL] = [3, 2]; // px of a pixel: at most, and where a lane is one line
const PAIR_GAP = 6; // between two pictures side by side on a phone

const CELLS = { row: 40, lines: 40, narrow: 34, stack: 44 };

/** From which width on the lanes stand beside the outputs, and from which on a lane is one line. */
const LAYOUTS = { row: 908, lines: 690, narrow: 624 };

const painted = new WeakMap();

/** The tile of a picture, which looks the same in every theme. */
function paintOnce(canvas, { planes }) {
  if (painted.get(canvas) !== planes) paintColours(canvas, planes);
  painted.set(canvas, planes);
}

/** All that is seen; the settings are with the component. */
export class Board {
  /**
   * @param {string[]} letters What the channels are called.
   * @param {object} handlers choosePicture(id), chooseKernel(id), choose(index), edit(spot, text), refuse(text).
   */
  constructor(letters, handlers) {
    this.middle = { row: 30, col: 24 };
    this.ring = null;
    const point = (row, col) => this.moveTo(row, col);
    const moves = {
      point,
      nudge: (rows, cols) => this.moveTo(this.middle.row + rows, this.middle.col + cols),
      jump: (row, col) => this.moveTo(Number.isNaN(row) ? this.middle.row : row, col),
    };
    const refuse = handlers.refuse;
    this.picture = new Screen("input", moves);
    this.pictures = new Tiles("picture", handlers.choosePicture);
    this.kernels = new Tiles("kernel", handlers.chooseKernel);
    this.lanes = letters.map(
      (letter, channel) =>
        new Lane(letter, {
          point,
          ring: (ring) => this.light(ring),
          edit: (row, col, text) => handlers.edit(spotOf(this.side, channel, row, col), text),
          refuse,
        }),
    );
    this.bias = new GridView("kernel", {
      edit: (_row, _col, _value, text) => handlers.edit(biasSpot(this.side, letters.length), text),
      refuse,
    });
    this.outputs = [0, 1].map((index) => new Output(index, { ...moves, choose: handlers.choose }));
    this.build();
    this.watcher = new Room(() => this.fit());
    this.watcher.observe(this.node);
  }

  build() {
    this.pictureName = make("span", { class: "name of-input" });
    this.biasName = make("span", { class: "name of-kernel" });
    this.refusal = make("p", { class: "refusal", role: "alert" });
    this.total = make("div", { class: "sum total-sum" });
    this.where = make("span", { class: "caption" });
    this.meaning = make("p", { class: "quiet" });
    this.scaleNote = make("p", { class: "caption" });
    this.hint = make("p", { class: "caption" });
    this.note = make("p", { class: "caption", "data-testid": "note" });
    setAttribute(this.pictures.node, "data-sets", "photo");
    this.slot = make("div", { "data-sets": "photo" }); // for the learner's own picture
    const plus = make("span", { class: "joint", "aria-hidden": "true" }, make("b", {}, "+"));
    this.node = make(
      "div",
      { class: "inner" },
      make(
        "div",
        { class: "head" },
        make("div", { class: "matrix" }, this.pictureName, this.picture.node),
        make("div", { class: "pickers" }, this.pictures.node, this.slot, this.kernels.node),
      ),
      make(
        "div",
        { class: "stage" },
        make("div", { class: "lanes" }, ...this.lanes.map(({ node }) => node)),
        plus,
        make(
          "div",
          { class: "outputs" },
          make("div", { class: "bias" }, this.biasName, this.bias.wrap),
          ...this.outputs.map(({ node }) => node),
        ),
      ),
      this.refusal,
      make("div", { role: "status", class: "status" }, this.where, this.total, this.meaning),
      make("div", { class: "sums" }, ...this.lanes.map(({ sum }) => sum)),
      this.scaleNote,
      this.hint,
      this.note,
    );
  }

  /** Everything except the place of the window. `kernels` are those of the outputs, `gallery` those to choose from. */
  update({ planes, kernels, chosen, names, gallery, galleryId, pictures, pictureId, note, strings, palette }) {
    const kernel = kernels[chosen];
    setAttribute(this.kernels.node, "data-sets", `photo_kernel_${chosen + 1}`);
    const grids = [this.bias, ...this.lanes.map(({ slice }) => slice)];
    for (const { wrap } of grids) setAttribute(wrap, "data-draws", `photo_cells_${chosen + 1}`);
    Object.assign(this, { planes, kernel, strings, side: kernel.side, kernelId: galleryId });
    this.found = kernels.map((each) => applied(planes, each));
    this.shown = this.found[chosen];
    paintColours(this.picture.canvas, planes);
    this.picture.label(strings.picture_label);
    this.lanes.forEach((lane, channel) => {
      lane.update({
        plane: planes[channel],
        map: this.shown.maps[channel],
        scale: this.shown.scale,
        weights: kernel.slices[channel],
        side: kernel.side,
        kernelScale: colourScale(kernel.slices),
        strings,
        palette,
      });
    });
    this.outputs.forEach((output, index) => {
      const view = { found: this.found[index], side: kernels[index].side, kind: names[index] };
      output.update({ ...view, isChosen: index === chosen, strings, palette });
    });
    this.pictures.update(strings.pictures, pictures, pictureId, paintOnce);
    const number = chosen + 1;
    this.kernels.update(fillSlots(strings.kernels, { number }), gallery, galleryId, (canvas, { weights }) => {
      paintSigned(canvas, tileOf(weights), Math.max(...weights.flat().map(Math.abs)), palette);
    });
    setText(this.pictureName, strings.picture);
    setText(this.biasName, strings.bias);
    setText(this.scaleNote, fillSlots(strings.one_scale, { number }));
    setText(this.hint, strings.hint);
    setText(this.note, note);
    setAttribute(this.node, "data-kernel", number);
    this.fit();
    this.moveTo(this.middle.row, this.middle.col);
  }

  moveTo(row, col) {
    this.middle = placeFor({ row, col }, this.planes[0].width, this.side);
    this.showPlace();
  }

  light(ring) {
    this.ring = ring;
    if (this.planes) this.showPlace();
  }

  showPlace() {
    const { middle, ring, strings, kernel } = this;
    const half = (this.side - 1) / 2;
    const { out, scale } = this.shown;
    this.picture.markAt(middle.row - half, middle.col - half, this.side);
    const partials = this.lanes.map((lane) => lane.place(middle, ring, this.cell));
    for (const output of this.outputs) output.place(middle);
    this.bias.update(1, 1, () => ({ value: kernel.bias }), {
      label: strings.bias_label,
      size: this.cell,
      scale: colourScale([[kernel.bias]]),
      editable: () => true,
    });
    const total = out.values[(middle.row - half) * out.width + middle.col - half];
    setText(this.where, fillSlots(strings.place, { row: middle.row - half + 1, col: middle.col - half + 1 }));
    this.writeTotal(partials, total);
    setText(this.meaning, this.meaningOf(total, scale));
    this.onPlace?.(middle);
  }

  /** "R 12 + G (−3) + B 4 + bias 1 = 14" */
  writeTotal(partials, total) {
    const part = (node, i) => [i ? " + " : "", `${this.lanes[i]?.letter ?? this.strings.bias} `, node];
    const numbers = partials.map((partial) => make("b", { class: "partial" }, bracketed(partial)));
    const bias = make("span", { class: "of-kernel" }, bracketed(this.kernel.bias));
    const terms = [...numbers, bias].flatMap(part);
    this.total.replaceChildren(...terms, " = ", make("b", { class: "total" }, formatNumber(total)));
  }

  /** What the number says about the picture here. */
  meaningOf(total, scale) {
    const sign = Math.abs(total) <= FAINT * scale.largest ? "zero" : total > 0 ? "plus" : "minus";
    const name = this.kernelId ?? "own";
    return this.strings[`meaning.${name}.${sign}`] ?? this.strings[`meaning.${name}`];
  }

  /** Whole device pixels per picture pixel, so that no pixel is wider than its neighbour. */
  fit() {
    const style = getComputedStyle(this.node);
    const room = this.node.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if (room <= 0 || !this.planes) return;
    const layout = Object.keys(LAYOUTS).find((name) => room >= LAYOUTS[name]) ?? "stack";
    const size = this.planes[0].width;
    const ratio = Math.max(devicePixelRatio, 2);
    const whole = (most, wide) => Math.min(most, Math.floor((wide / size) * ratio) / ratio);
    setAttribute(this.node, "data-layout", layout);
    this.node.style.setProperty("--px-picture", `${whole(LARGE, room)}px`);
    this.node.style.setProperty("--px", `${whole(layout === "stack" ? LARGE : SMALL, (room - PAIR_GAP) / 2)}px`);
    this.cell = CELLS[layout];
    if (this.shown) this.showPlace();
  }
}
