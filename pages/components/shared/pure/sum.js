// A sum written out, as data: the same tokens become nodes on screen and a spoken sentence.

import { bracketed, formatNumber } from "./numbers.js";

/**
 * @typedef {object} Product
 * @property {string} id
 * @property {string[]} [cells] Where its two numbers stand.
 * @property {[number, number]} numbers
 * @property {"×" | "+"} [operator] What was done with them: a slip may add.
 * @property {"left_out" | "changed" | "nothing" | null} [mark]
 * @property {string | null} [text] How its number is written, where that is not the number itself.
 * @property {string} [hidden] How it is written while a question hides it.
 * @property {"input" | "kernel" | "part"} [role] Whose number it is, where it is not one of the input.
 *
 * @typedef {object} Token
 * @property {string} text
 * @property {"input" | "kernel" | "part" | "output"} [role] Whose number it is.
 * @property {string[]} [cells]
 * @property {string} [term] The product it belongs to.
 * @property {"nothing" | "left_out" | "changed" | "masked" | null} [mark]
 */

const ROLES = ["input", "kernel"];

/** Where its weight is 0, a product says nothing, unless something else is to be seen in it. */
const isKept = ({ numbers, operator = "×", mark }) => numbers[1] !== 0 || operator === "+" || mark === "changed";

const isShown = () => false;

/** One product, with its plus before it; one with a text of its own is a number that is added as it is.
 * @param {Product} product
 * @param {boolean} isFirst
 * @param {(cell: string) => boolean} [isHidden] Cells whose number is written as a question mark.
 * @returns {Token[]}
 */
export function productTokens(product, isFirst, isHidden = isShown) {
  const { id, cells = [], numbers, operator = "×", mark = null, text, role } = product;
  const plus = isFirst ? "" : "+ ";
  if (text)
    return [
      { term: id, text: plus, mark },
      { term: id, text, role, cells, mark },
    ];
  const own = { term: id, mark: mark ?? (operator === "×" && numbers[1] === 0 ? "nothing" : null) };
  const number = (i) => ({
    ...own,
    // As the first of all, a negative number needs no brackets.
    text: isHidden(cells[i]) ? "?" : isFirst && i === 0 ? formatNumber(numbers[i]) : bracketed(numbers[i]),
    role: ROLES[i],
    cells: cells.slice(i, i + 1),
  });
  return [{ ...own, text: plus }, number(0), { ...own, text: operator }, number(1)];
}

/** All products and what they add up to; a hidden total is written as a question mark.
 * @param {Product[]} products
 * @param {number | null} total null while it is hidden.
 * @param {{zeros?: boolean, isHidden?: (cell: string) => boolean}} options zeros: whether to write products with
 *   weight 0; isHidden: of which cells the number is written as a question mark.
 * @returns {Token[]}
 */
export function sumTokens(products, total, { zeros = false, isHidden = isShown } = {}) {
  const kept = zeros ? products : products.filter(isKept);
  const tokens = kept.flatMap((product, i) => [...productTokens(product, i === 0, isHidden), { text: " " }]);
  return [...(kept.length ? tokens : [{ text: "0 " }]), { text: "= " }, totalToken(total)];
}

/** @returns {Token} */
const totalToken = (total) => ({
  text: total === null ? "?" : formatNumber(total),
  role: "output",
  mark: total === null ? "masked" : null,
});

const BEGIN = { max: "max(", avg: "(" };
const BETWEEN = { max: ", ", avg: " + ", add: " + " };
const END = { call: () => ") ", max: () => ") ", avg: (divisor) => `) \u00f7 ${divisor} `, add: () => " " };

/** What a rule makes of some numbers: the largest of them, their mean, what they add up to, or what a
 * function gives that is called by its name.
 * @param {{rule: "max" | "avg" | "add" | "call", terms: Product[], divisor?: number, begin?: string}} step begin: what is
 *   written before what is added up.
 * @param {number | null} total null while it is hidden.
 * @returns {Token[]}
 */
export function ruleTokens({ rule, terms, divisor, begin = BEGIN[rule] }, total) {
  // One number alone is its own sum.
  if (rule === "add" && terms.length < 2) return [{ text: begin }, totalToken(total)];
  const numbers = terms.flatMap(({ id, cells = [], numbers: [value], text, mark = null, role = "input" }, i) => {
    const shown = text ?? (rule === "max" || i === 0 ? formatNumber(value) : bracketed(value));
    const number = { term: id, text: shown, role, cells: cells.slice(0, 1), mark };
    return [...(i ? [{ text: BETWEEN[rule] }] : []), { term: id, text: "", mark }, number];
  });
  return [{ text: begin }, ...numbers, { text: END[rule](divisor) }, { text: "= " }, totalToken(total)];
}
