// Equivariance: move the picture, and see whether its map moves along.

import { ramp } from "../shared/pure/colours.js";
import { fillSlots } from "../shared/pure/slots.js";
import { Told } from "../shared/pure/told.js";
import boardSheet from "../shared/view/board.css.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { paintPlane, readMosaicPalette } from "../shared/view/mosaic.js";
import { mount } from "../shared/view/mount.js";
import padSheet from "../shared/view/pad.css.js";
import { Pad } from "../shared/view/pad.js";
import { colourProbe, themeColours } from "../shared/view/pixels.js";
import sheet from "./component.css.js";
import { movedMaps } from "./moves.js";

class MovingMap {
  constructor(root, data, send) {
    this.told = new Told((message) => send.state("settings", message));
    this.pad = new Pad({
      move: (shift) => {
        this.told.change({ shift });
        this.show();
      },
      settle: () => this.told.tell(),
    });
    this.maps = { map: new MapView(), moved: new MapView() };
    this.status = make("p", { class: "quiet", role: "status" });
    this.name = make("b", { class: "of-picture" });
    this.node = make(
      "div",
      { class: "board moving", "data-testid": "moving-map" },
      make(
        "div",
        { class: "inner" },
        make(
          "div",
          { class: "body" },
          make("div", { class: "column", "data-draws": "moved" }, this.name, this.pad.node),
          this.maps.map.node,
          this.maps.moved.node,
        ),
        this.status,
      ),
    );
    this.probe = colourProbe(this.node, () => this.show());
    root.append(this.node);
    this.receive(data);
  }

  receive(data) {
    this.data = data;
    this.told.receive(data);
    this.show();
  }

  get shift() {
    return this.told.settings.shift;
  }

  show() {
    const { words, scene, reach } = this.data;
    const palette = readMosaicPalette(this.probe);
    const inBlue = { ...palette, map: ramp(...themeColours(this.probe, "--page", "--input-line")) };
    const found = movedMaps(scene, this.shift);
    setText(this.name, words.picture);
    this.pad.update({
      ...{ picture: found.picture, palette: inBlue, words, shift: this.shift },
      ...{ reach, block: scene.block.length },
    });
    const largest = Math.max(...found.map.values.map(Math.abs), ...found.moved.values.map(Math.abs)) || 1;
    for (const [name, view] of Object.entries(this.maps)) {
      view.update({ name: words[name], square: found[name], largest, palette, ...found });
    }
    this.say(found, words);
    setAttribute(this.node, "data-ready", "true");
  }

  say({ known, differs }, words) {
    const [compared, count] = [known, differs].map((flags) => flags.filter(Boolean).length);
    const key = this.shift.every((step) => step === 0) ? "still" : count ? "differ" : "equal";
    setText(this.status, fillSlots(words[key], { compared, count, equal: compared - count }));
    setAttribute(this.node, "data-differs", count);
  }
}

/** A map, with a mark on every place where the two differ, and none where only one has a number. */
class MapView {
  constructor() {
    this.name = make("b", { class: "of-map" });
    this.canvas = make("canvas", { class: "pixels" });
    this.marks = make("div", { class: "marks", "aria-hidden": "true" });
    this.node = make("div", { class: "column" }, this.name, make("div", { class: "map" }, this.canvas, this.marks));
  }

  update({ name, square, largest, palette, known, differs }) {
    const { size, values } = square;
    setText(this.name, name);
    const strengths = values.map((value) => value / largest);
    paintPlane(this.canvas, strengths, size, size, palette, "kernels");
    this.marks.style.setProperty("--cells", size);
    const kinds = differs.map((isOther, i) => (isOther ? "differs" : known[i] ? null : "unknown"));
    this.marks.replaceChildren(
      ...kinds.flatMap((kind, i) => (kind ? [mark(kind, Math.floor(i / size), i % size)] : [])),
    );
  }
}

function mark(kind, row, col) {
  const node = make("i", { class: kind });
  node.style.setProperty("--row", row);
  node.style.setProperty("--col", col);
  return node;
}

/**
 * The data are `MovingData` of `__init__.py`. Keeps the state `settings` with their count `n`.
 * @type {import("../shared/view/mount.js").Component<Record<string, any>>}
 */
export default mount(MovingMap, boardSheet, padSheet, sheet);
