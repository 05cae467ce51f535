import assert from "node:assert/strict";
import { test } from "node:test";
import { movedMaps } from "../../pages/components/moving_map/moves.js";
import { assertClose, fixture } from "./fixture.js";

const { scene, cases } = fixture("moving_map");

for (const { shift, picture, map, moved } of cases) {
  test(`moved by ${shift}: picture and maps are NumPy's`, () => {
    const found = movedMaps(scene, shift);
    assertClose(found.picture.values, picture, "picture");
    assertClose(found.map.values, map, "map");
    moved.forEach((value, i) => {
      assert.equal(found.known[i], value !== null);
      if (value === null) return;
      assertClose([found.moved.values[i]], [value], "moved");
      assert.equal(found.differs[i], Math.abs(value - map.flat()[i]) > 1e-9);
    });
  });
}

test("inside the picture the map moves along, at the border it does not", () => {
  const { differs, map } = movedMaps(scene, [0, 2]);
  const far = (i) => Math.min(i % map.size, map.size - 1 - (i % map.size));
  assert.ok(differs.includes(true));
  differs.forEach((isOther, i) => {
    if (isOther) assert.ok(far(i) <= 2);
  });
  assert.ok(!movedMaps(scene, [0, 0]).differs.includes(true));
});
