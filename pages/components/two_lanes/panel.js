// One layer opened: what goes in, the kernels, what comes out, lane by lane, and the sum behind its numbers.

import { fillSlots } from "../shared/pure/slots.js";
import { draw, make } from "../shared/view/dom.js";
import { reads } from "./lanes.js";
import { digits } from "./numbers.js";

const ROW = 62;

/** The rows of the panel.
 * @param {Record<string, any>} chosen column, before, words, isMasked.
 * @returns {HTMLElement[]}
 */
export function panel({ column, before, words, isMasked }) {
  const head = make("p", { class: "head" }, column.label, make("span", { class: "quiet" }, said(column, words)));
  if (!column.params) return [head];
  const lanes = make("div", { class: "opened" }, ...pieces(column, before, words));
  return [head, make("div", { class: "panel-row" }, lanes, sums(column, words, isMasked))];
}

/** What a layer reads, in words.
 * @param {Record<string, any>} column
 * @param {Record<string, string>} words
 */
export function said(column, words) {
  if (column.kind === "input") return words.said_input;
  if (column.kind === "pool") return words.said_pool;
  const key = column.crosses ? "both" : column.seen < column.ins ? "own" : "all";
  return fillSlots(words[`said_${column.kind}_${key}`], { seen: digits(column.seen), ins: digits(column.ins) });
}

function pieces(column, before, words) {
  const boxes = (of, name) =>
    make("div", { class: `boxes ${name}` }, ...of.channels.map((count) => make("span", {}, sized(count, of.side))));
  const kernel = column.kind === "conv" ? `${column.size}×${column.size}×${column.seen}` : digits(column.seen);
  const of = (count) => make("span", {}, make("b", {}, fillSlots(words[`units_${column.kind}`], { count })), kernel);
  const kernels = make("div", { class: "boxes kernels" }, ...column.channels.map((count) => of(digits(count))));
  return [boxes(before, "inputs"), wires(column, before), kernels, make("span", {}, "→"), boxes(column, "outputs")];
}

const sized = (count, side) => (side === null ? digits(count) : `${count}×${side}²`);

function wires(column, before) {
  const matrix = reads(column, before);
  const height = ROW * Math.max(matrix.length, matrix[0].length);
  const at = (lane, of) => (height * (lane + 0.5)) / of;
  const lines = matrix.flatMap((row, to) =>
    row.flatMap((isRead, from) => {
      if (!isRead) return [];
      const [start, end] = [at(from, row.length), at(to, matrix.length)];
      const crosses = column.crosses && start !== end;
      return [draw("path", { d: `M0 ${start}C35 ${start} 25 ${end} 60 ${end}`, "data-crosses": crosses })];
    }),
  );
  const size = { viewBox: `0 0 60 ${height}`, width: 60, height, "aria-hidden": "true" };
  return draw("svg", { class: "wires", ...size }, ...lines);
}

function sums(column, words, isMasked) {
  const hidden = (text) => (isMasked ? "?" : text);
  const line = (name, value, kind = "") =>
    make("div", { class: `line ${kind}` }, make("span", {}, name), make("span", {}, value));
  const other = column.other && !isMasked && line(words[column.other.key], digits(column.other.params), "pale");
  return make(
    "div",
    { class: "sums" },
    line(isMasked ? "…" : column.sum, hidden(digits(column.weights)), "weights"),
    line(words.biases, digits(column.biases)),
    line(words.params, hidden(digits(column.params)), "total"),
    line(`${words.mult_adds}${column.positions}`, hidden(digits(column.mult_adds)), "total"),
    other || null,
  );
}
