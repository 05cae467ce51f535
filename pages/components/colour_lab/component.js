// Settings live here while the learner plays; each committed change is told to the server, which keeps
// the address and sends the settings back. A picture that is brought goes there too, and comes back small.
// Pictures come once: with each change the server hears which ones are here.

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
import { keep, kept } from "./own.js";

const OWN = "own";
/** What this document has, also when the board is closed and opened again: planes by a picture's id, and which
 * picture that was brought is still with the server. */
const here = { planes: new Map(), brought: 0, waits: false };

class ColourLab {
  constructor(root, data, send) {
    this.send = send;
    this.sent = 0;
    this.settings = null;
    this.board = new Board(data.letters, {
      choosePicture: (picture) => this.choosePicture(picture),
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
    // An answer to an older event must not undo what was done since.
    if (data.heard >= this.sent || !this.settings) {
      this.settings = data.settings;
      this.sent = data.heard;
    }
    for (const { id, pixels } of data.pictures) {
      if (pixels) here.planes.set(id, decodePicture(data.size, pixels));
    }
    this.hearOwn(data);
    this.show();
  }

  /** The answer to a picture that was brought; what was forgotten since is not shown again. */
  hearOwn({ brought, forgotten, size }) {
    if (here.waits && brought.n === here.brought) {
      here.waits = false;
      if (brought.pixels) keep({ pixels: brought.pixels, isShown: true, since: Date.now() });
    }
    const own = kept();
    // Three bytes a cell are four characters; an older version of the course may have had another size.
    if (own && (own.since <= forgotten || own.pixels.length !== 4 * size ** 2)) keep(null);
  }

  choosePicture(id) {
    if (kept()) keep({ ...kept(), isShown: id === OWN });
    this.change(id === OWN ? {} : { picture: id });
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
    this.send.state("settings", { ...this.settings, n: this.sent, has: here.waits ? 0 : here.brought });
  }

  take(picture) {
    here.brought += 1;
    here.waits = true;
    this.show();
    this.send.trigger("bring", { ...picture, n: here.brought });
  }

  show() {
    const { data, settings } = this;
    const { strings } = data;
    const palette = readPalette(this.probe);
    const pictures = this.pictures();
    const pictureId = kept()?.isShown ? OWN : settings.picture;
    const slicesOf = ({ id }) => data.kernels.find((item) => item.id === id).weights;
    const isOwn = ({ edits }) => Object.keys(edits).length > 0;
    const nameOf = (kernel) =>
      isOwn(kernel) ? strings.own_kernel : data.kernels.find((item) => item.id === kernel.id).name;
    this.board.update({
      planes: pictures.find(({ id }) => id === pictureId).planes,
      kernels: settings.kernels.map((kernel) => kernelOf(slicesOf(kernel), kernel.edits)),
      names: settings.kernels.map(nameOf),
      chosen: settings.chosen,
      gallery: data.kernels,
      galleryId: isOwn(this.kernel) ? null : this.kernel.id,
      pictures,
      pictureId,
      note: pictureId === OWN ? strings.own_note : strings.credit,
      strings,
      palette,
    });
    const { accept, mostBytes, brought } = data;
    this.bring.update({ strings, accept, mostBytes, isReading: here.waits, refusal: brought.refusal });
    // For the test that holds these maps against cnncore.
    this.node.found = this.board.found;
    setAttribute(this.node, "data-ready", "true");
  }

  /** All that can be chosen, unpacked once. */
  pictures() {
    const { pictures, size, strings } = this.data;
    const found = pictures.map((item) => ({ ...item, planes: here.planes.get(item.id) }));
    const own = kept();
    if (own && this.unpacked?.pixels !== own.pixels) {
      this.unpacked = { pixels: own.pixels, planes: decodePicture(size, own.pixels) };
    }
    return own ? [...found, { id: OWN, name: strings.own_picture, planes: this.unpacked.planes }] : found;
  }
}

/**
 * The data are `ColourData` of `__init__.py`. Keeps the state `settings` with their count `n`, and tells of a
 * picture that was brought by `bring`.
 * @type {import("../shared/view/mount.js").Component<Record<string, any>>}
 */
export default mount(ColourLab, gridSheet, boardSheet, pictureSheet, sheet);
