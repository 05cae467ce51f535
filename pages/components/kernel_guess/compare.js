// How far a kernel is from the hidden one. Pure: from numbers to numbers.

import { Sliding } from "../shared/pure/sliding.js";

/** Of the kernel, in cells. */
export const SIDE = 3;
/** A smaller difference is one of rounding: the cell is right. */
export const EXACT = 1e-9;

/**
 * Output, difference, mean squared error and number of cells that differ.
 * @param {number[][]} x
 * @param {number[][]} weight
 * @param {number[][]} target
 * @returns {{out: number[][], difference: number[][], loss: number, wrong: number}}
 */
export function compare(x, weight, target) {
  const out = new Sliding(x, weight).out();
  const difference = out.map((line, r) => line.map((value, c) => value - target[r][c]));
  const all = difference.flat();
  const loss = all.reduce((sum, value) => sum + value * value, 0) / all.length;
  const wrong = all.filter((value) => Math.abs(value) >= EXACT).length;
  return { out, difference, loss: wrong ? loss : 0, wrong };
}

/**
 * Nine numbers as three rows.
 * @param {number[]} flat
 * @returns {number[][]}
 */
export const asRows = (flat) => [0, 3, 6].map((start) => flat.slice(start, start + SIDE));
