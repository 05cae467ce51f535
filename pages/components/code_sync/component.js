// The same step in two more notations: the NumPy loop with its current line lit, and the PyTorch
// call with what it has in common with the grid so far. Follows the stepper of its page through
// "cnn-step" events; reveals nothing ahead of the step, nor what a prediction still hides.

import { formatNumber } from "../shared/pure/numbers.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, prefersReducedMotion, setAttribute, setText } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import sheet from "./component.css.js";

const WINDOW_LINE_MS = 220;
const EQUAL_WITHIN = 1e-9;

class CodeSync {
  constructor(root, data) {
    this.data = data;
    this.step = null;
    this.lines = make("div", { class: "lines", role: "list" });
    this.call = make("code", { class: "call" });
    this.tensor = make("pre", { class: "tensor" });
    this.chip = make("span", { class: "chip" });
    this.note = make("span", { class: "note" });
    this.numpyTitle = make("span", { class: "sub" });
    this.torchTitle = make("span", { class: "sub" });
    this.node = make(
      "div",
      { class: "code-sync", "data-testid": "code-sync" },
      make("section", { class: "card" }, make("h3", {}, "NumPy ", this.numpyTitle), this.lines),
      make(
        "section",
        { class: "card" },
        make("h3", {}, "PyTorch ", this.torchTitle),
        this.call,
        this.tensor,
        make("div", { class: "verdict", "aria-live": "off" }, this.chip, this.note),
      ),
    );
    root.append(this.node);
    this.onStep = (event) => {
      if (event.detail.channel !== this.data.channel) return;
      const moved = this.step && this.step.step !== event.detail.step;
      this.step = event.detail;
      this.light(moved);
      this.render();
    };
    window.addEventListener("cnn-step", this.onStep);
    this.receive(data);
    window.dispatchEvent(new CustomEvent("cnn-step-request", { detail: { channel: data.channel } }));
  }

  destroy() {
    clearTimeout(this.timer);
    window.removeEventListener("cnn-step", this.onStep);
  }

  receive(data) {
    this.data = data;
    setText(this.numpyTitle, data.strings.numpy_title);
    setText(this.torchTitle, data.strings.torch_title);
    setText(this.call, data.call);
    this.lines.replaceChildren(
      ...data.lines.map((line) =>
        make(
          "div",
          { class: "line", role: "listitem", "data-shows": line.shows },
          make("code", {}, ...coloured(line.text)),
          make("span", { class: "shown" }),
        ),
      ),
    );
    this.render();
  }

  /** First the line that cuts the window out, then the line that adds it up. */
  light(moved) {
    clearTimeout(this.timer);
    this.lit = "value";
    if (!moved || prefersReducedMotion()) return;
    this.lit = "window";
    this.timer = setTimeout(() => {
      this.lit = "value";
      this.render();
    }, WINDOW_LINE_MS);
  }

  get inStep() {
    return this.step !== null && this.step.caseKey === this.data.case_key && this.data.torch !== null;
  }

  render() {
    setAttribute(this.node, "data-pending", !this.inStep);
    setAttribute(this.node, "data-ready", this.inStep);
    if (!this.inStep) return;
    const { step, columns } = this.step;
    const [row, col] = [Math.floor(step / columns), step % columns];
    const masked = this.step.masked.includes(step);
    const shown = {
      i: `i = ${row}`,
      j: `j = ${col}`,
      window: this.describeWindow(row, col),
      value: masked ? "?" : formatNumber(this.step.out[row][col]),
    };
    for (const line of this.lines.children) {
      const what = line.dataset.shows;
      setText(line.querySelector(".shown"), shown[what] ?? "");
      setAttribute(line, "data-lit", what === this.lit);
    }
    this.drawTensor(step, columns);
  }

  describeWindow(row, col) {
    if (this.step.window) return printed(this.step.window);
    const { stride, dilation, kernel_size: size } = this.step.settings;
    const along = (axis, place, offset) => place * stride[axis] + offset * dilation[axis];
    const at = (u, v) => formatNumber(this.step.padded[along(0, row, u)][along(1, col, v)]);
    const [rows, cols] = size;
    return rows * cols === 1 ? at(0, 0) : `${rows}\u00d7${cols}: ${at(0, 0)} \u2026 ${at(rows - 1, cols - 1)}`;
  }

  drawTensor(step, columns) {
    const { strings } = this.data;
    const torch = this.data.torch.map((line) => line.map((value) => STRANGE[value] ?? value));
    const isMasked = new Set(this.step.masked);
    const whole = torch.flat().every((value) => Number.isInteger(value) || !Number.isFinite(value));
    const print = (value) => NAMES.get(value) ?? (whole ? `${value}.` : value.toFixed(4));
    let compared = 0;
    let largest = 0;
    const cells = torch.map((line, i) =>
      line.map((value, j) => {
        const index = i * columns + j;
        if (index > step) return "\u00b7";
        if (isMasked.has(index)) return "?";
        compared += 1;
        const shown = this.step.out[i][j];
        if (!Object.is(value, shown)) largest = Math.max(largest, Math.abs(value - shown));
        return print(value);
      }),
    );
    const width = Math.max(...torch.flat().map((value) => print(value).length));
    const indent = " ".repeat("tensor([[[".length - 1);
    const lines = cells.map((line, i) => `${i ? indent : ""}[${line.map((text) => text.padStart(width)).join(", ")}]`);
    setText(this.tensor, `tensor([[${lines.join(",\n")}]])`);
    const equal = largest <= EQUAL_WITHIN;
    setText(this.chip, equal ? strings.equal : strings.different);
    setAttribute(this.chip, "data-equal", equal ? "true" : "false");
    setText(
      this.note,
      fillSlots(strings.compared, {
        compared,
        total: torch.flat().length,
        difference: largest <= EQUAL_WITHIN ? "0" : largest.toExponential(1),
      }),
    );
  }
}

/** What JSON has no number for comes as torch prints it. */
const STRANGE = { nan: Number.NaN, inf: Infinity, "-inf": -Infinity };
const NAMES = new Map(Object.entries(STRANGE).map(([name, value]) => [value, name]));

const printed = ({ depth, rows, cols, first, last }) =>
  (depth ?? 1) * rows * cols === 1
    ? first
    : `${[depth, rows, cols].filter(Boolean).join("\u00d7")}: ${first} \u2026 ${last}`;

/** Keywords in the accent, everything else plain: enough to read a loop by. */
function coloured(text) {
  return text.split(/\b(for|in|import|as|return)\b/).map((part, i) => (i % 2 ? make("b", {}, part) : part));
}

/**
 * Data: `channel` and `case_key` of the figure it follows; `lines` of the loop, each with what it `shows` ("i", "j",
 * "window", "value" or null); the `call`, and what it gave (`torch`), with "nan", "inf" and "-inf" as text.
 * @type {import("../shared/view/mount.js").Component<{channel: string, case_key: string, call: string,
 *   lines: {text: string, shows: string | null}[], torch: (number | string)[][] | null, strings: Record<string, string>}>}
 */
export default mount(CodeSync, sheet);
