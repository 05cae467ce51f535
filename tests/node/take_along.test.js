import assert from "node:assert/strict";
import { test } from "node:test";
import {
  beginning,
  fileName,
  holdsAll,
  nameIn,
  previewKind,
  queryOf,
} from "../../pages/components/take_along/order.js";

const SEEN = { settings: { kernel_size: "3", input_edits: "0.1.-3" }, step: 1, hidden: [] };
const PAGE = { reader: "en", address: "http://a.b/convolution?stride=2&step=7#observe", stepName: "step" };
const options = (changes = {}) => ({ ...beginning("en"), ...changes });
const query = (changes, seen = SEEN, page = PAGE) => new URLSearchParams(queryOf(seen, options(changes), page));

test("an order has the settings of the figure and those of the drawing", () => {
  const asked = query({ paper: "half", sums: false });
  const told = Object.fromEntries(asked);
  assert.deepEqual(told, {
    kernel_size: "3",
    input_edits: "0.1.-3",
    step: "1",
    lang: "en",
    theme: "light",
    paper: "half",
    reader: "en",
    sums: "0",
    names: "1",
    corners: "0",
    all: "0",
  });
});

test("what a question hides goes along", () => {
  assert.equal(query({}, { ...SEEN, hidden: ["out:0,1", "mask:0,2"] }).get("hidden"), "out:0,1 mask:0,2");
});

test("the link opens the page at the step that is drawn", () => {
  assert.equal(query({}).get("link"), null);
  assert.equal(query({ link: true }).get("link"), "http://a.b/convolution?stride=2&step=1");
  assert.equal(query({ link: true }, { ...SEEN, step: 0 }).get("link"), "http://a.b/convolution?stride=2");
  const second = { ...PAGE, stepName: "gradient_step" };
  assert.match(query({ link: true }, SEEN, second).get("link"), /step=7&gradient_step=1$/);
});

test("a GIF and a build hold all steps; both are seen by one of them", () => {
  assert.deepEqual(
    ["png", "svg", "pdf", "gif"].map((format) => holdsAll(options({ format }))),
    [false, false, false, true],
  );
  assert.equal(holdsAll(options({ all: true })), true);
  assert.deepEqual(
    ["png", "svg", "pdf", "gif"].map((format) => previewKind({ format })),
    ["png", "svg", "svg", "png"],
  );
});

const NAMES = [
  [{ format: "svg" }, "pooling-k2-step3-en-light.svg"],
  [{ format: "pdf", all: true }, "pooling-k2-steps-en-light.pdf"],
  [{ format: "png", all: true }, "pooling-k2-steps-en-light.zip"],
  [{ format: "gif" }, "pooling-k2-steps-en-light.gif"],
  [{ format: "gif", all: true }, "pooling-k2-steps-en-light.gif"],
];

test("a file is named like its preview", () => {
  const preview = nameIn('inline; filename="pooling-k2-step3-en-light.svg"');
  for (const [changes, name] of NAMES) assert.equal(fileName(preview, options(changes)), name);
});
