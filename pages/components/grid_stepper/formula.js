// The output size read off the grid: a ruler in the grid's own columns, and the formula with the
// numbers under its symbols.

import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute } from "../shared/view/dom.js";

export class Ruler {
  constructor() {
    this.lanes = make("div", { class: "lanes" });
    this.caption = make("div", { class: "ruler-caption" });
    this.axis = make("div", { class: "axis-line" });
    this.node = make("div", { class: "ruler", "aria-hidden": "true" }, this.lanes, this.caption, this.axis);
  }

  update(strings, view, column, cell) {
    const { shape, settings } = view;
    const hidden = Boolean(shape.problem);
    setAttribute(this.node, "hidden", hidden);
    if (hidden) return;
    this.node.style.setProperty("--cell", `${cell}px`);
    this.node.style.setProperty("--cols", shape.padded);
    const laneCount = Math.min(Math.ceil(shape.effective / settings.stride), shape.out + 1);
    this.lanes.style.setProperty("--lanes", laneCount);
    const bars = Array.from({ length: shape.out + 1 }, (_, i) => {
      const start = i * settings.stride;
      const beyond = i === shape.out;
      const bar = make("i", { class: "lane-bar", "data-state": beyond ? "beyond" : i === column ? "now" : null });
      bar.style.setProperty("--start", start);
      bar.style.setProperty("--span", beyond ? Math.min(shape.effective, shape.padded + 1 - start) : shape.effective);
      bar.style.setProperty("--lane", i % laneCount);
      return start > shape.padded ? null : bar;
    });
    this.lanes.replaceChildren(...bars.filter(Boolean));
    this.caption.replaceChildren(
      make("b", {}, fillSlots(strings.ruler_window, { n: column + 1 })),
      make("span", {}, fillSlots(strings.ruler_beyond, { n: shape.out + 1 })),
    );
    const part = (span, text, kind) => {
      const node = make("span", { class: `axis-part ${kind}` }, make("i", {}), text);
      node.style.setProperty("--span", span);
      return node;
    };
    const { padding, size } = settings;
    this.axis.replaceChildren(
      ...[
        padding ? part(padding, `P = ${padding}`, "pad") : null,
        part(size, `N = ${size}`, "input"),
        padding ? part(padding, `P = ${padding}`, "pad") : null,
      ].filter(Boolean),
    );
  }
}

export class Formula {
  constructor() {
    this.equation = make("div", { class: "equation" });
    this.sentence = make("p", { class: "remainder" });
    this.node = make("div", { class: "formula", "data-testid": "formula" }, this.equation, this.sentence);
  }

  update(strings, view) {
    const { shape, settings } = view;
    setAttribute(this.node, "hidden", Boolean(shape.problem));
    if (shape.problem) return;
    const { size, padding, stride, kernel_size: kernelSize, dilation } = settings;
    const kernelSymbol = dilation > 1 ? "[D(F\u22121)+1]" : "F";
    const kernelNumber = dilation > 1 ? `[${dilation}\u00b7(${kernelSize}\u22121)+1]` : `${kernelSize}`;
    this.equation.replaceChildren(
      column("output", make("var", {}, strings.out), String(shape.out)),
      column("", "=", "="),
      bracket("\u230a"),
      fraction(
        [
          ["input", make("var", {}, "N"), size],
          ["", "+", "+"],
          ["padding", make("span", {}, "2", make("var", {}, "P")), `2\u00b7${padding}`],
          ["", "\u2212", "\u2212"],
          ["kernel", make("var", {}, kernelSymbol), kernelNumber],
        ],
        ["stride", make("var", {}, "S"), stride],
      ),
      bracket("\u230b"),
      column("", "+ 1", "+ 1"),
    );
    setAttribute(
      this.equation,
      "aria-label",
      `floor((${size} + 2*${padding} - ${shape.effective}) / ${stride}) + 1 = ${shape.out}`,
    );
    this.writeSentence(strings, shape, stride, settings);
  }

  writeSentence(strings, shape, stride, settings) {
    const quotient = Math.floor(shape.travel / stride);
    const values = { travel: shape.travel, stride, quotient, remainder: shape.remainder, count: shape.remainder };
    const division = fillSlots(shape.remainder ? strings.division_rest : strings.division_exact, values);
    const key = shape.remainder === 0 ? "nothing_left" : shape.remainder === 1 ? "left_one" : "left_many";
    const parts = [make("b", {}, division), " ", fillSlots(strings[key], values)];
    const gaps = stride > settings.kernel_size && settings.dilation === 1;
    if (gaps) parts.push(" ", fillSlots(strings.gaps, { count: stride - settings.kernel_size }));
    if (shape.remainder > 0 && shape.remainder <= settings.padding) parts.push(" ", strings.left_is_padding);
    this.sentence.replaceChildren(...parts);
  }
}

function column(role, symbol, number) {
  return make(
    "span",
    { class: `column ${role && `role-${role}`}` },
    make("span", { class: "symbol" }, symbol),
    make("b", {}, String(number)),
  );
}

const bracket = (glyph) =>
  make("span", { class: `floor ${glyph === "\u230a" ? "left" : "right"}`, "aria-hidden": "true" });

/** Two rows above the bar (symbols over numbers), two below: the same columns throughout. */
function fraction(top, [role, symbol, number]) {
  return make(
    "span",
    { class: "fraction" },
    make("span", { class: "over" }, ...top.map((parts) => column(...parts))),
    make(
      "span",
      { class: `under role-${role}` },
      make("span", { class: "symbol" }, symbol),
      make("b", {}, String(number)),
    ),
  );
}
