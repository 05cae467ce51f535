// How far a kernel is from the hidden one. Pure: from numbers to numbers.

import { SIDE } from "../shared/pure/partners.js";

/** The output of the same loop as cnncore.ops.conv2d_loops: one window at a time. */
function convolveSmall(x, weight) {
  const out = [];
  for (let row = 0; row + SIDE <= x.length; row += 1) {
    out.push([]);
    for (let col = 0; col + SIDE <= x[0].length; col += 1) {
      let total = 0;
      for (let i = 0; i < SIDE; i += 1) {
        for (let j = 0; j < SIDE; j += 1) total += x[row + i][col + j] * weight[i][j];
      }
      out[row].push(total);
    }
  }
  return out;
}

export const EXACT = 1e-9;

/**
 * Output, difference, mean squared error and number of cells that differ.
 * @param {number[][]} x
 * @param {number[][]} weight
 * @param {number[][]} target
 * @returns {{out: number[][], difference: number[][], loss: number, wrong: number}}
 */
export function compare(x, weight, target) {
  const out = convolveSmall(x, weight);
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
