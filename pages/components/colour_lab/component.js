// Settings live here while the learner plays; each committed change is told to the server, which keeps
// the address and sends the settings back. A picture that is brought goes there too, and comes back small.

import { decodePicture } from "../shared/pure/convolve.js";
import { fillSlots } from "../shared/pure/slots.js";
import boardSheet from "../shared/view/board.css.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import gridSheet from "../shared/view/grid.css.js";
import { mount } from "../shared/view/mount.js";
import pictureSheet from "../shared/view/pictures.css.js";
import { colourProbe, readPalette } from "../shared/view/pixels.js";
import { Board } from "./board.js";
import { Bring } from "./bring.js";
import sheet from "./component.css.js";
import { kernelOf } from "./kernel.js";

class ColourLab {
  constructor(root, data, send) {
    this.send = send;
    this.sent = 0;
    this.brought = 0;
    this.settings = null;
    this.pictures = new Map();
    this.board = new Board(data.letters, {
      choosePicture: (picture) => this.change({ picture }),
      chooseKernel: (id) => this.changeKernel({ id, edits: {} }),
      choose: (chosen) => this.change({ chosen }),
      edit: (spot, text) => this.changeKernel({ edits: { ...this.kernel.edits, [spot]: text } }),
      refuse: (text) => setText(this.board.refusal, fillSlots(this.data.strings.refused, { text })),
    });
    this.board.onPlace = ({ row, col }) => setAttribute(this.node, "data-place", `${row}.${col}`);
    this.bring = new Bring((picture) => this.take(picture));
    this.board.slot.append(this.bring.node);
    this.node = make("div", { class: "board colours", "data-testid": "colour-lab" }, this.board.node);
    this.probe = colourProbe(this.node, () => this.show());
    root.append(this.node);
    this.receive(data);
  }

  destroy() {
    this.bring.closeCamera();
    this.board.watcher.disconnect();
  }

  receive(data) {
    this.data = data;
    // An answer to an older event must not undo what was done since. A server that was started anew does not have
    // the learner's own picture.
    const isThere = data.pictures.some(({ id }) => id === this.settings?.picture);
    if (data.heard >= this.sent || !isThere) {
      this.settings = data.settings;
      this.sent = data.heard;
    }
    this.brought = Math.max(this.brought, data.brought);
    this.show();
  }

  get kernel() {
    return this.settings.kernels[this.settings.chosen];
  }

  changeKernel(patch) {
    const { kernels, chosen } = this.settings;
    this.change({ kernels: kernels.map((kernel, i) => (i === chosen ? { ...kernel, ...patch } : kernel)) });
  }

  change(changes) {
    this.settings = { ...this.settings, ...changes };
    this.sent += 1;
    setText(this.board.refusal, "");
    this.bring.say("");
    this.show();
    this.send.state("settings", { ...this.settings, n: this.sent });
  }

  take(picture) {
    this.brought += 1;
    this.show();
    this.send.trigger("bring", { ...picture, n: this.brought });
  }

  show() {
    const { data, settings, brought } = this;
    const { strings } = data;
    const palette = readPalette(this.probe);
    const pictures = data.pictures.map((item) => ({ ...item, planes: this.decoded(item) }));
    const slicesOf = ({ id }) => data.kernels.find((item) => item.id === id).weights;
    const isOwn = ({ edits }) => Object.keys(edits).length > 0;
    const nameOf = (kernel) =>
      isOwn(kernel) ? strings.own_kernel : data.kernels.find((item) => item.id === kernel.id).name;
    this.board.update({
      planes: pictures.find((item) => item.id === settings.picture).planes,
      kernels: settings.kernels.map((kernel) => kernelOf(slicesOf(kernel), kernel.edits)),
      names: settings.kernels.map(nameOf),
      chosen: settings.chosen,
      gallery: data.kernels,
      galleryId: isOwn(this.kernel) ? null : this.kernel.id,
      pictures,
      pictureId: settings.picture,
      strings,
      palette,
    });
    const { accept, mostBytes, refusal } = data;
    this.bring.update({ strings, accept, mostBytes, isReading: data.brought < brought, refusal });
    // For the test that holds these maps against cnncore.
    this.node.found = this.board.found;
    setAttribute(this.node, "data-ready", "true");
  }

  /** A picture's planes, unpacked once. */
  decoded({ id, pixels }) {
    if (this.pictures.get(id)?.pixels !== pixels) {
      this.pictures.set(id, { pixels, planes: decodePicture(this.data.size, pixels) });
    }
    return this.pictures.get(id).planes;
  }
}

/**
 * The data are `ColourData` of `__init__.py`. Keeps the state `settings` with their count `n`, and tells of a
 * picture that was brought by `bring`.
 * @type {import("../shared/view/mount.js").Component<Record<string, any>>}
 */
export default mount(ColourLab, gridSheet, boardSheet, pictureSheet, sheet);
