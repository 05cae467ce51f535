// The size of the output as a formula with the numbers under its symbols: one line while height and
// width agree in all of them, else one for each. Pooling may round up instead of down.

import { fillSlots } from "../../shared/pure/slots.js";
import { unreadOf } from "../../shared/pure/windows.js";
import { make, setAttribute } from "../../shared/view/dom.js";
import { axesAgree } from "../arrange.js";

const SIDES = ["height", "width"];
/** Keys of the words for one and for many lines: of both axes at once, then of each. */
const LEFT = { both: ["left_one", "left_many"], 0: ["left_row", "left_rows"], 1: ["left_column", "left_columns"] };
const GAP = { both: ["gap_one", "gap_many"], 0: ["gap_row", "gap_rows"], 1: ["gap_column", "gap_columns"] };

export class Formula {
  static place = "stage";
  static area = "formula";

  constructor() {
    this.node = make("div", { class: "formula", "data-testid": "formula" });
  }

  update({ words, scene }) {
    setAttribute(this.node, "hidden", Boolean(scene.problem));
    if (scene.problem) return;
    const lines = axesAgree(scene.axes)
      ? formulaOf(words, scene.axes[0], null)
      : scene.axes.flatMap((axis, i) => formulaOf(words, axis, i));
    this.node.replaceChildren(...lines);
  }
}

/** @param {0 | 1 | null} side Which axis it is; null: both. */
function formulaOf(words, axis, side) {
  const name = side === null ? null : words[SIDES[side]];
  return [equation(words, axis, name), sentence(words, axis, side, name)];
}

function equation(
  words,
  { size, padding, stride, kernel_size: kernel, dilation, extent, out, ceil_mode, isDropped },
  name,
) {
  const isSpread = dilation > 1;
  const symbol = isSpread ? "[D(F\u22121)+1]" : "F";
  const number = isSpread ? `[${dilation}\u00b7(${kernel}\u22121)+1]` : `${kernel}`;
  const over = [
    ["input", make("var", {}, "N"), size],
    ["", "+", "+"],
    ["padding", make("span", {}, "2", make("var", {}, "P")), `2\u00b7${padding}`],
    ["", "\u2212", "\u2212"],
    ["kernel", make("var", {}, symbol), number],
  ];
  const node = make(
    "div",
    { class: "equation" },
    name && make("span", { class: "side-name" }, name),
    column("output", make("var", {}, words.out), String(out)),
    column("", "=", "="),
    bracket("left", ceil_mode),
    fraction(over, ["stride", make("var", {}, "S"), stride]),
    bracket("right", ceil_mode),
    column("", "+ 1", "+ 1"),
    isDropped ? column("", "\u2212 1", "\u2212 1") : null,
  );
  const spoken = `${ceil_mode ? "ceil" : "floor"}((${size} + 2*${padding} - ${extent}) / ${stride}) + 1${isDropped ? " - 1" : ""} = ${out}`;
  setAttribute(node, "aria-label", name ? `${name}: ${spoken}` : spoken);
  return node;
}

function sentence(words, axis, side, name) {
  const { travel, stride } = axis;
  const { beyond, inside, onlyPadding } = unreadOf(axis);
  const rest = travel - Math.floor(travel / stride) * stride;
  const values = { travel, stride, quotient: Math.floor(travel / stride), remainder: rest };
  if (travel < 0) return make("p", { class: "remainder" }, roundedUp(words, axis));
  const division = fillSlots(rest ? words.division_rest : words.division_exact, values);
  const counted = (keys, count) => fillSlots(words[keys[side ?? "both"][count === 1 ? 0 : 1]], { count });
  const parts = [axis.ceil_mode ? roundedUp(words, axis) : beyond ? counted(LEFT, beyond) : words.nothing_left];
  if (inside) parts.push(counted(GAP, inside));
  if (beyond + inside && onlyPadding) parts.push(words.left_is_padding);
  return make(
    "p",
    { class: "remainder" },
    make("b", {}, name ? `${name} ${division}` : division),
    " ",
    parts.join(" "),
  );
}

/** What becomes of the window that rounding up adds. */
function roundedUp(words, { hang, isDropped, out }) {
  if (isDropped) return fillSlots(words.ceil_dropped, { n: out + 1 });
  return hang ? fillSlots(words.ceil_hangs, { n: out, count: hang }) : words.nothing_left;
}

export function column(role, symbol, number) {
  return make(
    "span",
    { class: `column ${role && `role-${role}`}` },
    make("span", { class: "symbol" }, symbol),
    make("b", {}, String(number)),
  );
}

const bracket = (end, isUp) => make("span", { class: `${isUp ? "ceil" : "floor"} ${end}`, "aria-hidden": "true" });

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
