// Settings live here while the learner plays; each committed change is told to the server,
// which keeps the address and sends the settings back.

import { decodePicture } from "../shared/pure/convolve.js";
import { parseNumber } from "../shared/pure/numbers.js";
import { fillSlots } from "../shared/pure/slots.js";
import boardSheet from "../shared/view/board.css.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import gridSheet from "../shared/view/grid.css.js";
import { mount } from "../shared/view/mount.js";
import pictureSheet from "../shared/view/pictures.css.js";
import { colourProbe, readPalette } from "../shared/view/pixels.js";
import sheet from "./component.css.js";
import { Explorer } from "./explorer.js";
import { MapQuestion } from "./predict.js";

/**
 * @typedef {object} LabData
 * @property {{picture: string, kernel: string, edits: Record<string, string>, prediction: string | null}} settings
 *   edits: "row.col" -> text; prediction: id of an option, "skipped", or null before the answer.
 * @property {number} heard The count of the last change that the server has heard of.
 * @property {{id: string, name: string, size: number, pixels: string}[]} pictures Square; pixels: bytes in base64.
 * @property {{id: string, name: string, weights: number[]}[]} kernels Nine weights each, line by line.
 * @property {{picture: string, answer: string, options: string[], maps: Record<string, {weights: number[]}>}} question
 * @property {"all" | "asked"} shows On a slide "asked": the question alone.
 * @property {Record<string, string>} strings
 */
class PictureLab {
  constructor(root, data, send) {
    this.send = send;
    this.node = make("div", { class: "board lab", "data-testid": "picture-lab" });
    this.sent = 0;
    this.settings = null;
    this.question = new MapQuestion((choice) => this.change({ prediction: choice }));
    this.explorer = new Explorer({
      choosePicture: (picture) => this.change({ picture }),
      chooseKernel: (kernel) => this.change({ kernel, edits: {} }),
      edit: (row, col, text) => this.change({ edits: { ...this.settings.edits, [`${row}.${col}`]: text } }),
      refuse: (text) => this.refuse(text),
    });
    this.explorer.onPlace = (step) => setAttribute(this.node, "data-step", step);
    this.node.append(this.question.node, this.explorer.node);
    this.probe = colourProbe(this.node, () => this.show());
    root.append(this.node);
    this.receive(data);
  }

  receive(data) {
    this.data = data;
    // An answer to an older event must not undo what was done since.
    if (data.heard >= this.sent || this.settings === null) {
      this.settings = data.settings;
      this.sent = data.heard;
    }
    this.show();
  }

  change(changes) {
    this.settings = { ...this.settings, ...changes };
    this.sent += 1;
    setText(this.explorer.refusal, "");
    this.show();
    this.send.state("settings", { ...this.settings, n: this.sent });
  }

  refuse(text) {
    setText(this.explorer.refusal, fillSlots(this.data.strings.refused, { text }));
  }

  show() {
    const { data, settings } = this;
    const palette = readPalette(this.probe);
    const { strings } = data;
    const pictures = data.pictures.map((item) => ({ ...item, image: this.decoded(item) }));
    const image = pictures.find((item) => item.id === settings.picture).image;
    const { question } = data;
    const chosen = settings.prediction;
    setAttribute(this.question.node, "hidden", chosen === "skipped");
    if (chosen !== "skipped") {
      const asked = pictures.find((item) => item.id === question.picture).image;
      this.question.update({ ...question, image: asked, chosen, strings, palette });
    }
    const isFree = chosen !== null && data.shows !== "asked";
    setAttribute(this.explorer.node, "hidden", !isFree);
    if (isFree) {
      this.explorer.update({
        image,
        weights: this.weights(),
        kernelId: settings.kernel,
        isOwn: Object.keys(settings.edits).length > 0,
        pictures,
        kernels: data.kernels,
        pictureId: settings.picture,
        strings,
        palette,
      });
      // For the test that holds this map against cnncore.
      this.node.featureMap = this.explorer.feature;
    }
    setAttribute(this.node, "data-ready", "true");
  }

  decoded(item) {
    this.images ??= new Map();
    if (!this.images.has(item.id)) this.images.set(item.id, decodePicture(item.size, item.pixels)[0]);
    return this.images.get(item.id);
  }

  /** The chosen kernel with the learner's own cells in it. */
  weights() {
    const { kernel, edits } = this.settings;
    const weights = [...this.data.kernels.find((item) => item.id === kernel).weights];
    for (const [spot, text] of Object.entries(edits)) {
      const [row, col] = spot.split(".").map(Number);
      weights[3 * row + col] = parseNumber(text);
    }
    return weights;
  }
}

/**
 * Keeps the state `settings`, those of its data with their count `n`.
 * @type {import("../shared/view/mount.js").Component<LabData>}
 */
export default mount(PictureLab, gridSheet, boardSheet, pictureSheet, sheet);
