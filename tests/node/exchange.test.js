import assert from "node:assert/strict";
import { test } from "node:test";
import { caseKey, Exchange } from "../../pages/components/grid_stepper/exchange.js";

const message = (stride, echo, revision = 0) => ({ settings: { stride }, echo, revision });

/** What happens, in order, and the stride that is shown afterwards. */
const ORDERS = {
  "an answer to the own gesture changes nothing": [
    ["gesture", 2],
    ["answer", message(2, 1)],
    ["shows", 2],
  ],
  "an old answer does not undo a newer hand": [
    ["gesture", 2],
    ["gesture", 3],
    ["answer", message(2, 1)],
    ["shows", 3],
    ["answer", message(3, 2)],
    ["shows", 3],
  ],
  "the server corrects what it has not taken": [
    ["gesture", 9],
    ["answer", message(4, 1, 1)],
    ["shows", 4],
  ],
  "a replay of the server is shown": [
    ["answer", message(3, 0, 1)],
    ["shows", 3],
  ],
  "Back after a gesture is shown": [
    ["gesture", 2],
    ["answer", message(2, 1)],
    ["answer", message(1, 1, 1)],
    ["shows", 1],
  ],
  "a replay that has not heard of the last gesture waits for it": [
    ["gesture", 2],
    ["answer", message(3, 0, 1)],
    ["shows", 2],
  ],
  "the answer to a gesture of an instance before is news": [
    ["answer", message(2, 1)],
    ["shows", 2],
  ],
  "words alone are no news": [
    ["gesture", 2],
    ["answer", message(1, 0)],
    ["shows", 2],
  ],
  "nothing is taken from under a held slider": [
    ["hold", true],
    ["change", 4],
    ["answer", message(3, 0, 1)],
    ["shows", 4],
    ["hold", false],
    ["end", 4],
  ],
};

const DO = {
  change: (exchange, stride) => exchange.change({ stride }),
  end: (exchange, stride) => assert.equal(exchange.message().stride, stride),
  gesture: (exchange, stride) => {
    exchange.change({ stride });
    assert.deepEqual(exchange.message(), { stride, echo: exchange.echo });
  },
  hold: (exchange, isHeld) => {
    exchange.isHeld = isHeld;
  },
  answer: (exchange, data) => exchange.receive(data),
  shows: (exchange, stride) => assert.equal(exchange.settings.stride, stride),
};

for (const [name, order] of Object.entries(ORDERS)) {
  test(name, () => {
    const exchange = new Exchange(message(1, 0));
    for (const [what, value] of order) DO[what](exchange, value);
  });
}

test("an instance goes on where the one before it stood, unless the server has changed the settings since", () => {
  const before = new Exchange(message(1, 0));
  before.change({ stride: 2 });
  before.message();
  assert.ok(before.isAheadOf(message(1, 0)));
  assert.ok(before.isAheadOf(message(2, 1)));
  assert.ok(!before.isAheadOf(message(3, 0, 1)));
  assert.ok(!before.isAheadOf(message(3, 2)));
});

test("the same settings are not told twice, unless the server has changed them between", () => {
  const exchange = new Exchange(message(1, 0));
  exchange.change({ stride: 2 });
  assert.equal(exchange.message().echo, 1);
  assert.equal(exchange.message(), null);
  exchange.receive(message(1, 1, 1));
  exchange.change({ stride: 2 });
  assert.equal(exchange.message().echo, 2);
});

test("what a message says about the settings", () => {
  const exchange = new Exchange(message(1, 0));
  assert.equal(exchange.receive(message(1, 0)), null);
  assert.equal(exchange.receive(message(2, 0, 1)), "taken");
  exchange.isHeld = true;
  assert.equal(exchange.receive(message(3, 0, 2)), "held");
});

test("equal numbers have equal keys", () => {
  const settings = {
    size: [5, 5],
    image: "ramp",
    kernel_size: [1, 3],
    flip: true,
    seed: 0,
    input_edits: [
      [0, 0, "-3"],
      [2, 2, "1/3"],
    ],
    kernel_edits: [],
  };
  const keys = ["size", "image", "kernel_size", "flip", "seed", "input_edits", "kernel_edits"];
  assert.equal(caseKey(keys, settings), "5|ramp|1x3|1|0|0.0.-3_2.2.1/3|");
});
