import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST, planQuery, readPlans, withPlan } from "../../pages/components/shared/pure/saved_plans.js";

const MONDAY = { name: "Monday", query: "lesson=vgg&link=hide%3Dwhy" };

test("what is no plan is not read", () => {
  assert.deepEqual(readPlans(null), []);
  assert.deepEqual(readPlans("{"), []);
  assert.deepEqual(readPlans("3"), []);
  const stored = [MONDAY, null, { name: 3, query: "lesson=vgg" }, { name: "", query: "lesson=vgg" }];
  assert.deepEqual(readPlans(JSON.stringify(stored)), [MONDAY]);
});

test("a name is there once, and there is an end to them", () => {
  const other = { ...MONDAY, query: "lesson=pooling" };
  assert.deepEqual(withPlan([MONDAY], other), [other]);
  const full = Array.from({ length: MOST }, (_, i) => ({ name: String(i), query: "lesson=vgg" }));
  assert.equal(withPlan(full, MONDAY), null);
  assert.equal(withPlan(full, { ...MONDAY, name: "3" }).length, MOST);
});

test("a plan is the lesson, its link and its minutes", () => {
  const search = "?lang=zh&lesson=vgg&from=step%3D3&link=lang%3Den%26fix%3Dcost&plan=why.7";
  assert.equal(planQuery(search), "lesson=vgg&link=lang%3Den%26fix%3Dcost&plan=why.7");
});
