import assert from "node:assert/strict";
import { test } from "node:test";
import { caseKey } from "../../pages/components/grid_stepper/exchange.js";
import { weight_matrix } from "../../pages/components/grid_stepper/operators/weight_matrix.js";
import { cellOf } from "../../pages/components/shared/pure/cells.js";
import { Link } from "../../pages/components/shared/pure/link.js";
import { inDigits, memory, rungs, share } from "../../pages/components/weight_ladder/ladder.js";
import { assertClose, fixture } from "./fixture.js";

const { given, keys, counts, cases } = fixture("weight_matrix");
const nameOf = ({ settings }) => `${settings.links} ${settings.order} ${settings.input_edits.length ? "edited" : ""}`;

for (const wanted of cases) {
  const scene = weight_matrix(wanted.settings, {}, given);

  test(`${nameOf(wanted)}: the numbers are NumPy's`, () => {
    assertClose(scene.grids.x.values, wanted.x, "x");
    assertClose(scene.grids.weights.values, wanted.weights, "weights");
    assertClose(scene.grids.out.values, wanted.out, "out");
    assert.deepEqual(
      scene.squares.map((line) => line.map(({ value }) => value !== null)),
      wanted.has_link,
    );
    assert.equal(caseKey(keys, wanted.settings), wanted.key);
    assert.deepEqual(scene.counts, counts);
  });

  test(`${nameOf(wanted)}: a step writes out a row, without what is not linked`, () => {
    for (let i = 0; i < scene.count; i += 1) {
      const { target, terms, total } = scene.step(i);
      const { row, col } = cellOf(target);
      assertClose([total], [wanted.out[row][col]], target);
      assertClose([terms.reduce((sum, { value }) => sum + value, 0)], [total], target, 1e-9);
      assert.equal(terms.length, wanted.has_link[i].filter(Boolean).length);
    }
  });

  test(`${nameOf(wanted)}: an edit goes to the pixel that is shown there`, () => {
    const [row, col] = [1, 2];
    const [i, j] = scene.grids.x.edits.at(row, col);
    const others = wanted.settings.input_edits.filter(([r, c]) => r !== i || c !== j);
    const edited = weight_matrix({ ...wanted.settings, input_edits: [...others, [i, j, "7"]] }, {}, given);
    assert.equal(edited.grids.x.values[row][col], 7);
  });
}

test("a square is linked with its pixel and its output, a pixel with all it feeds", () => {
  const settings = { links: "local", order: "plain", input_edits: [] };
  const scene = weight_matrix(settings, {}, given);
  const { count, at, ...options } = scene.sums;
  const link = new Link(count, at, options);
  assert.deepEqual([...link.rings("weights:6,7", scene.step(6)).cells].sort(), ["out:1,2", "weights:6,7", "x:1,3"]);
  const fed = [...link.rings("x:0,0", scene.step(15)).cells].filter((cell) => cell.startsWith("out"));
  assert.deepEqual(fed.sort(), ["out:0,0", "out:0,1", "out:1,0", "out:1,1"]);
});

test("shared squares say which weight they are", () => {
  const scene = weight_matrix({ links: "shared", order: "shuffled", input_edits: [] }, {}, given);
  const byWeight = Map.groupBy(scene.squares.flat(), ({ of }) => of);
  byWeight.delete(-1);
  assert.equal(byWeight.size, counts.shared);
  for (const squares of byWeight.values()) assert.equal(new Set(squares.map(({ value }) => value)).size, 1);
});

test("the rungs of the ladder are those of cnncore", () => {
  for (const { settings, ...wanted } of fixture("weight_ladder")) assert.deepEqual(rungs(settings), wanted);
});

test("large numbers are said in a few digits", () => {
  assert.deepEqual([9, 10, 100, 50176, 1e6, 1.5e7, 1e12].map(inDigits), [
    "9",
    "10",
    "10\u00b2",
    "50,176",
    "10\u2076",
    "1.5\u00d710\u2077",
    "10\u00b9\u00b2",
  ]);
  assert.deepEqual([1, 100, 1e8, 1e12].map(memory), ["4 B", "400 B", "400 MB", "4 TB"]);
  assertClose([share(1e6, 1e12), share(1, 1e12)], [0.5, 0]);
});
