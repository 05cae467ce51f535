import assert from "node:assert/strict";
import { test } from "node:test";
import {
  canPress,
  goTo,
  isPlaying,
  press,
  scrub,
  standing,
  tick,
  withSteps,
} from "../../pages/components/shared/pure/steps.js";

const PACE = { first: 1000, later: 400 };

test("keys stay within the steps", () => {
  const player = standing(0, 3);
  assert.equal(press(player, "back", 0, PACE).step, 0);
  assert.equal(press(player, "next", 0, PACE).step, 1);
  assert.equal(press(player, "last", 0, PACE).step, 2);
  assert.equal(canPress(player, "back"), false);
  assert.equal(canPress(goTo(player, 2), "next"), false);
  assert.equal(canPress(standing(0, 1), "play"), false);
});

test("it plays slowly first, then at the later pace, and stands at the end", () => {
  let player = press(standing(0, 3), "play", 0, PACE);
  assert.equal(tick(player, 999, PACE), player);
  player = tick(player, 1000, PACE);
  assert.deepEqual([player.step, player.due], [1, 2000]);
  player = tick(tick(player, 2000, PACE), 3000, PACE);
  assert.deepEqual([player.step, isPlaying(player), player.swept], [2, false, true]);
  player = press(player, "play", 5000, PACE);
  assert.deepEqual([player.step, player.due], [0, 5400]);
});

test("speed divides the pause; a second press stands still", () => {
  const player = press({ ...standing(1, 9), speed: 4 }, "play", 0, PACE);
  assert.equal(player.due, 250);
  assert.deepEqual(press(player, "play", 100, PACE), { ...standing(1, 9), speed: 4 });
});

test("every other key stops it where it goes", () => {
  const playing = press(standing(1, 9), "play", 0, PACE);
  assert.equal(isPlaying(press(playing, "next", 10, PACE)), false);
  assert.equal(isPlaying(goTo(playing, 5)), false);
});

test("the track has one place per step", () => {
  const player = standing(0, 9);
  assert.deepEqual(
    [-1, 0, 0.5, 1, 2].map((part) => scrub(player, part).step),
    [0, 0, 4, 8, 8],
  );
});

test("fewer steps keep the player within them", () => {
  assert.equal(withSteps(standing(8, 9), 4).step, 3);
});
