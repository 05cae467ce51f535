import assert from "node:assert/strict";
import { test } from "node:test";
import { hasNews, merge, NOTHING, parse } from "../../pages/components/learner_record/merge.js";
import { fixture } from "./fixture.js";

const cases = fixture("merge");

test("two records become one as on the server", () => {
  for (const { ours, theirs, merged } of cases) assert.deepEqual(merge(ours, theirs), merged);
});

test("a record has no news for one that knows it", () => {
  for (const { ours, theirs, merged } of cases) {
    assert.equal(hasNews(ours, merged), false);
    assert.equal(hasNews(theirs, merged), false);
  }
});

test("what is newer, unknown or forgotten is news", () => {
  const record = (forgotten, entries) => ({ forgotten, entries });
  assert.ok(hasNews(record(0, { a: [5, 1] }), NOTHING));
  assert.ok(hasNews(record(0, { a: [5, 1] }), record(0, { a: [4, 1] })));
  assert.ok(hasNews(record(9, {}), record(0, { a: [4, 1] })));
  assert.equal(hasNews(record(0, { a: [5, 1] }), record(9, {})), false, "it was forgotten");
});

test("what is no record counts as nothing", () => {
  for (const text of [null, "", "{", "7", '{"forgotten": "x", "entries": {}}', '{"forgotten": 0, "entries": null}']) {
    assert.deepEqual(parse(text), NOTHING);
  }
  const mixed = { forgotten: 3, entries: { a: [5, 1], b: "broken", c: [1] } };
  assert.deepEqual(parse(JSON.stringify(mixed)), { forgotten: 3, entries: { a: [5, 1] } });
});
