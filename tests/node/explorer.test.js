import assert from "node:assert/strict";
import { test } from "node:test";
import { between, eased } from "../../pages/components/explorer/between.js";
import { SIZES, settingText } from "../../pages/components/explorer/labels.js";
import { exampleOf } from "../../pages/components/explorer/operator.js";
import { MOST_BOXES, partsOf, place, ROW } from "../../pages/components/explorer/place.js";
import { fitted, shapeText, textWidth } from "../../pages/components/explorer/text.js";
import { ENTRY, folded, isWithin, unitsOf } from "../../pages/components/explorer/tree.js";
import { shortCount } from "../../pages/components/shared/pure/readouts.js";
import { assertClose, fixture } from "./fixture.js";

const SCENES = fixture("network_scenes");
const WORDS = {
  entry: "input",
  shape: "channels × map",
  field: "receptive field",
  params: "parameters",
  mult_adds: "multiply-adds",
};
const DIRECTIONS = [
  ["right", 620],
  ["right", 968],
  ["right", 1280],
  ["down", 320],
  ["down", 358],
];

/** Drawings of the network, and of a part of every kind: the first, the largest and the last of each. */
function openings(scene) {
  const kinds = new Map();
  for (const node of partsOf(scene).values()) {
    if (["branches", "branch"].includes(node.kind)) continue;
    kinds.set(node.kind, [...(kinds.get(node.kind) ?? []), node]);
  }
  const largest = (nodes) => nodes.reduce((best, each) => (each.children.length > best.children.length ? each : best));
  const chosen = [...kinds.values()].flatMap((nodes) => [nodes[0], largest(nodes), nodes.at(-1)]);
  return [...new Set(chosen.map(({ id }) => id))];
}

const drawings = (scene) =>
  openings(scene).flatMap((open) =>
    DIRECTIONS.flatMap(([direction, width]) =>
      ["params", "mult_adds"].map((measure) => place(scene, { open, measure, width, direction, words: WORDS })),
    ),
  );

const over = (a, b, slack) =>
  a.x + slack < b.x + b.w && b.x + slack < a.x + a.w && a.y + slack < b.y + b.h && b.y + slack < a.y + a.h;

const textBox = ({ x, y, text, anchor, kind }) => {
  const w = textWidth(text, SIZES[kind]);
  return {
    x: anchor === "middle" ? x - w / 2 : anchor === "end" ? x - w : x,
    y: y - SIZES[kind] * 0.75,
    w,
    h: SIZES[kind] * 0.9,
  };
};

for (const [name, scene] of Object.entries(SCENES)) {
  test(`${name}: order is kept, nothing overlaps, edges lead on, all fits`, () => {
    for (const layout of drawings(scene)) {
      const { boxes, edges, texts, width, height, direction, open } = layout;
      const where = `${name} ${open || "whole"} ${direction} ${width}`;
      assert.ok(boxes.length <= MOST_BOXES, where);
      assert.equal(boxes[0].id, ENTRY);
      const column = new Map(boxes.map((box) => [box.id, box.column]));
      for (const { from, to, d } of edges) {
        assert.ok(column.get(from) < column.get(to), `${where}: ${from} to ${to}`);
        assert.doesNotMatch(d, /NaN|undefined/);
      }
      for (const box of boxes) {
        assert.ok(box.x >= -1 && box.x + box.w + box.depth <= width + 1, `${where}: ${box.id} sticks out`);
        assert.ok(box.y >= -1 && box.y + box.h <= height + 1, `${where}: ${box.id} sticks out`);
        for (const other of boxes) {
          if (other.column > box.column || (other.column === box.column && other !== box)) {
            assert.ok(!over(box, other, 0.5), `${where}: ${box.id} over ${other.id}`);
          }
        }
      }
      const words = texts.map(textBox);
      words.forEach((word, i) => {
        assert.ok(word.x >= -2 && word.x + word.w <= width + 2, `${where}: ${texts[i].text} sticks out`);
        for (const other of words.slice(i + 1)) assert.ok(!over(word, other, 2), `${where}: ${texts[i].text}`);
      });
      if (direction === "down") assert.equal(height, boxes.length * ROW);
    }
  });

  test(`${name}: every operator is reached by opening boxes`, () => {
    const reached = new Set();
    const walk = (node) => {
      for (const unit of unitsOf(node)) {
        if (unit.node.kind === "op") reached.add(unit.id);
        else walk(unit.node);
      }
    };
    walk(scene.root);
    const operators = [...partsOf(scene).values()].filter(({ kind }) => kind === "op");
    assert.deepEqual(reached, new Set(operators.map(({ id }) => id)));
  });
}

const at = (model, open, direction = "right") =>
  place(SCENES[model], { open, measure: "params", width: 968, direction, words: WORDS });

test("a collapsed block keeps the way around it; opened, the way is an edge or a lane", () => {
  const whole = at("resnet50", "");
  const block = (number) => whole.boxes.find(({ id }) => id === `conv3_x.block${number}`);
  assert.deepEqual([block(1).unit.skip, block(2).unit.skip], ["projection", "identity"]);
  assert.ok(block(1).skip && block(2).skip);
  const skips = (layout) => layout.edges.filter(({ kind }) => kind === "skip");
  assert.deepEqual(
    skips(at("resnet50", "conv3_x.block2")).map(({ from, to }) => [from, to]),
    [[ENTRY, "conv3_x.block2.residual.add"]],
  );
  const first = at("resnet50", "conv3_x.block1");
  assert.equal(skips(first).length, 0);
  assert.ok(first.boxes.some(({ id }) => id.endsWith("skip.projection")));
});

test("on two GPUs the lines cross where a layer reads both halves", () => {
  const crossing = (model) => {
    const { edges } = at(model, "");
    return edges.filter((edge) => edge.crossing).map(({ to }) => to);
  };
  assert.deepEqual(crossing("alexnet_paper"), ["conv3", "fc6", "fc7"]);
  assert.deepEqual(crossing("alexnet_torchvision"), []);
  assert.deepEqual(crossing("mobilenet_v2"), []);
  const halves = at("alexnet_paper", "").boxes.filter(({ isHalved }) => !isHalved);
  assert.deepEqual(
    halves.map(({ id }) => id),
    [ENTRY, "fc8"],
  );
});

test("what does not fit becomes two, so many more, and the last", () => {
  const units = unitsOf(SCENES.resnet152.root);
  const shown = folded(units, { most: 40, longest: 40 });
  assert.ok(shown.length <= 40);
  const stage = shown.filter(({ group }) => group?.id === "conv4_x");
  assert.deepEqual(
    stage.map(({ node, folded: hidden }) => hidden.length || node.name),
    ["block1", "block2", 33, "block36"],
  );
  const rows = at("resnet152", "", "down").boxes;
  assert.equal(rows.filter(({ unit }) => unit?.folded.length).length, 2);
});

test("the widths follow the measure", () => {
  const widthsOf = (measure) => {
    const how = { open: "", measure, width: 968, direction: "right", words: WORDS };
    return new Map(place(SCENES.vgg_D, how).boxes.map(({ id, w }) => [id, w]));
  };
  const [params, mult_adds] = [widthsOf("params"), widthsOf("mult_adds")];
  assert.ok(params.get("fc6") > 3 * params.get("conv3"));
  assert.ok(mult_adds.get("conv3") > 3 * mult_adds.get("fc6"));
});

test("the opened box becomes the drawing, and back", () => {
  const [whole, stage] = [at("resnet50", ""), at("resnet50", "conv1")];
  assert.equal(between(whole, stage, 0), whole);
  assert.equal(between(whole, stage, 1), stage);
  for (const [a, b] of [
    [whole, stage],
    [stage, whole],
  ]) {
    for (const t of [0.01, 0.5, 0.99]) {
      for (const box of between(a, b, t).boxes) assert.ok([box.x, box.y, box.w, box.h].every(Number.isFinite));
    }
  }
  const opened = whole.boxes.find(({ id }) => id === "conv1");
  const early = between(whole, stage, 0.001).boxes.find(({ id }) => id === "conv1.relu");
  assert.ok(early.x >= opened.x - 3 && early.x <= opened.x + opened.w + 3);
  assert.deepEqual([eased(0), eased(0.5), eased(1)], [0, 0.5, 1]);
});

test("numbers and names as they fit", () => {
  assert.equal(shapeText([64, 56, 56]), "64×56²");
  assert.equal(shapeText([64, 56, 28]), "64×56×28");
  assert.equal(shapeText([4096]), "4,096");
  assert.deepEqual([34_944, 885_120, 37_752_832, 11_514_000_000].map(shortCount), [
    "34,944",
    "885,120",
    "37.8 M",
    "11.5 G",
  ]);
  assert.equal(fitted("bottleneck", 14, 40).at(-1), "…");
  assert.equal(fitted("bottleneck", 14, 9), "");
  const parts = partsOf(SCENES.vgg_D);
  assert.equal(settingText(parts.get("conv3")), "3 · 3×3 p=1");
  assert.ok(isWithin("conv3.relu3_1", "conv3") && !isWithin("conv31", "conv3"));
});

for (const { node, ...expected } of fixture("explored_operators")) {
  test(`${node.label}: the numbers are those of cnncore`, () => {
    const example = exampleOf(node);
    const { values } = example.grids.at(-1);
    assertClose(values, expected.out, node.label);
    values.forEach((line, i) =>
      line.forEach((_, j) => {
        const { top, left, rows, cols } = example.window(i, j);
        assert.ok(top + rows <= example.grids[0].values.length && left + cols <= example.grids[0].values[0].length);
        assert.match(example.sum(i, j), /[=≈]/);
      }),
    );
  });
}
