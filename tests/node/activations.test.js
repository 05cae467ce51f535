import { test } from "node:test";
import { activationOf } from "../../pages/components/shared/pure/activations.js";
import { assertClose, fixture } from "./fixture.js";

const { x, settings, functions } = fixture("activations");

for (const [name, { value, derivative }] of Object.entries(functions)) {
  test(`${name} is cnncore's, and so is its derivative`, () => {
    const activation = activationOf(name, settings);
    assertClose(x.map(activation.value), value, name);
    assertClose(x.map(activation.derivative), derivative, name);
  });
}
