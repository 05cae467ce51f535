// Tables of cases that tests/node/fixtures.py has computed, and how near is near enough.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @param {string} name Of a function in fixtures.py.
 * @returns {any} What it returned.
 */
export const fixture = (name) => JSON.parse(readFileSync(join(process.env.FIXTURES, `${name}.json`), "utf8"));

const STRANGE = { nan: NaN, inf: Infinity, "-inf": -Infinity };

/** A grid whose NaN and infinities came as words: JSON has none.
 * @param {(number | string)[][]} grid
 * @returns {number[][]}
 */
export const numbers = (grid) => grid.map((line) => line.map((value) => STRANGE[value] ?? value));

/**
 * Numbers, or grids of them, that differ by rounding at most.
 * @param {Iterable<any>} actual
 * @param {Iterable<any>} expected
 * @param {string} [message]
 */
export function assertClose(actual, expected, message = "", within = 1e-12) {
  const [found, wanted] = [[...actual].flat(9), [...expected].flat(9)];
  assert.equal(found.length, wanted.length, message);
  wanted.forEach((value, i) => {
    assert.ok(
      Object.is(found[i], value) || Math.abs(found[i] - value) <= within,
      `${message} at ${i}: ${found[i]} instead of ${value}`,
    );
  });
}
