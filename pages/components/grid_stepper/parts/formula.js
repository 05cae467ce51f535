// The size of the output of a convolution or a pooling, and what it leaves over. Pooling may round up
// instead of down.

import { fillSlots } from "../../shared/pure/slots.js";
import { unreadOf } from "../../shared/pure/windows.js";
import { make } from "../../shared/view/dom.js";
import { column, SizeFormula, spread } from "./size_formula.js";

/** Keys of the words for one and for many lines: of both axes at once, then of each. */
const LEFT = { both: ["left_one", "left_many"], 0: ["left_row", "left_rows"], 1: ["left_column", "left_columns"] };
const GAP = { both: ["gap_one", "gap_many"], 0: ["gap_row", "gap_rows"], 1: ["gap_column", "gap_columns"] };

/** Of the axes of a window that slides. @implements {import("../parts.js").Part} */
export class Formula extends SizeFormula {
  equation(words, axis) {
    const { size, padding, stride, kernel_size: kernel, dilation, extent, out, ceil_mode, isDropped } = axis;
    const [symbol, number] = spread(dilation, kernel);
    const over = [
      ["input", make("var", {}, "N"), size],
      ["", "+", "+"],
      ["padding", make("span", {}, "2", make("var", {}, "P")), `2\u00b7${padding}`],
      ["", "\u2212", "\u2212"],
      ["kernel", symbol, number],
    ];
    const columns = [
      column("output", words.out, out),
      column("", "=", "="),
      bracket("left", ceil_mode),
      fraction(over, ["stride", make("var", {}, "S"), stride]),
      bracket("right", ceil_mode),
      column("", "+ 1", "+ 1"),
      isDropped ? column("", "\u2212 1", "\u2212 1") : null,
    ];
    const spoken = `${ceil_mode ? "ceil" : "floor"}((${size} + 2*${padding} - ${extent}) / ${stride}) + 1${isDropped ? " - 1" : ""} = ${out}`;
    return { columns, spoken };
  }

  sentence(words, axis, side, name) {
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
}

/** What becomes of the window that rounding up adds. */
function roundedUp(words, { hang, isDropped, out }) {
  if (isDropped) return fillSlots(words.ceil_dropped, { n: out + 1 });
  return hang ? fillSlots(words.ceil_hangs, { n: out, count: hang }) : words.nothing_left;
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
