// Settings live here while the learner plays; each committed change is told to the server,
// which keeps the address and sends the settings back.

const labs = new WeakMap();

class PictureLab {
  constructor(root) {
    this.root = root;
    this.sent = 0;
    this.settings = null;
    this.question = new MapQuestion((choice) => this.change({ prediction: choice }));
    this.explorer = new Explorer({
      choosePicture: (picture) => this.change({ picture }),
      chooseKernel: (kernel) => this.change({ kernel, edits: {} }),
      edit: (row, col, text) => this.change({ edits: { ...this.settings.edits, [`${row}.${col}`]: text } }),
      refuse: (text) => this.refuse(text),
    });
    this.explorer.onPlace = (step) => setAttribute(root, "data-step", step);
    // The transition on the probe ends whenever the theme gives it another colour.
    this.probe = make("i", { class: "probe", "aria-hidden": "true" });
    this.witness = make("i", { class: "probe witness", "aria-hidden": "true" });
    this.witness.addEventListener("transitionend", () => this.show());
    root.replaceChildren(this.question.node, this.explorer.node, this.probe, this.witness);
  }

  receive({ data, setStateValue }) {
    this.tell = (settings) => setStateValue("settings", settings);
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
    this.tell({ ...this.settings, n: this.sent });
  }

  refuse(text) {
    setText(this.explorer.refusal, fillSlots(this.data.strings["refused"], { text }));
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
    setAttribute(this.explorer.node, "hidden", chosen === null);
    if (chosen !== null) {
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
      this.root.featureMap = this.explorer.feature;
    }
    setAttribute(this.root, "data-ready", "true");
  }

  decoded(item) {
    this.images ??= new Map();
    if (!this.images.has(item.id)) this.images.set(item.id, decodePicture(item.size, item.pixels));
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

export default function (component) {
  const root = component.parentElement.querySelector("[data-testid=picture-lab]");
  if (!labs.has(root)) labs.set(root, new PictureLab(root));
  labs.get(root).receive(component);
}
