import assert from "node:assert/strict";
import { test } from "node:test";
import { Told } from "../../pages/components/shared/pure/told.js";

test("an older answer does not undo a newer gesture", () => {
  const sent = [];
  const told = new Told((message) => sent.push(message));
  told.receive({ settings: { side: 1, kind: "a" }, heard: 0 });
  told.change({ side: 2 });
  told.tell();
  told.change({ side: 3 });
  told.tell();
  assert.deepEqual(sent, [
    { side: 2, kind: "a", n: 1 },
    { side: 3, kind: "a", n: 2 },
  ]);
  told.receive({ settings: { side: 2, kind: "a" }, heard: 1 });
  assert.equal(told.settings.side, 3);
  told.receive({ settings: { side: 9, kind: "a" }, heard: 2 });
  assert.equal(told.settings.side, 9);
});
