import assert from "node:assert/strict";
import { test } from "node:test";
import { LEVELS, ramp } from "../../pages/components/shared/pure/colours.js";
import { kernelPlanes, mapPlanes } from "../../pages/components/shared/pure/planes.js";
import { assertClose, fixture } from "./fixture.js";

const snapshot = fixture("run_record").events.find(({ type }) => type === "snapshot");

test("a ramp runs from one colour to the other, and never back", () => {
  const steps = ramp([0, 0, 0], [255, 255, 255]);
  assert.equal(steps.length, LEVELS);
  assert.deepEqual(
    [steps[0], steps.at(-1)],
    [
      [0, 0, 0],
      [255, 255, 255],
    ],
  );
  assert.ok(
    steps.every(([red, green, blue], i) => red === green && green === blue && (i === 0 || red >= steps[i - 1][0])),
  );
});

test("the planes of kernels are one channel each, full at the range", () => {
  const data = Buffer.from(Int8Array.of(127, 0, -127, 64, 1, 2, 3, 4).buffer).toString("base64");
  const { planes, height, width } = kernelPlanes({ shape: [2, 1, 2, 2], data, scale: 2 }, 0, 2);
  assert.deepEqual([planes.length, height, width], [2, 2, 2]);
  assertClose(planes[0], [1, 0, -1, 64 / 127], "", 1e-6);
});

test("a channel that a layer does not have is its last", () => {
  const { kernels } = snapshot;
  const last = kernels.shape[1] - 1;
  assert.deepEqual(kernelPlanes(kernels, last + 5, 1).planes, kernelPlanes(kernels, last, 1).planes);
});

test("a map is plain until something is negative", () => {
  const data = Buffer.from(Uint8Array.of(0, 255, 51, 102)).toString("base64");
  const plain = mapPlanes({ shape: [1, 2, 2], data, low: 0, scale: 5 });
  assert.equal(plain.kind, "maps");
  assertClose(plain.planes[0], [0, 1, 0.2, 0.4], "", 1e-6);
  const signed = mapPlanes({ shape: [1, 2, 2], data, low: -1, scale: 2 });
  assert.equal(signed.kind, "kernels");
  assertClose(signed.planes[0], [-1, 1, -0.6, -0.2], "", 1e-6);
});
