import assert from "node:assert/strict";
import { test } from "node:test";
import { act, moved } from "../../pages/components/shared/pure/class_keys.js";
import {
  alone,
  asking,
  heard,
  isSamePlace,
  pressed,
  SILENT_MS,
  wanted,
} from "../../pages/components/shared/pure/class_pair.js";

const at = (slide, shown = 0, choice = "") => ({ slide, part: 1, shown, choice });
const AROUND = { slides: 9, options: 4, levels: 2 };

/** A class window as far as the other one knows it. */
class ClassWindow {
  constructor(desk, who, { slide = 1, named = slide > 1 } = {}) {
    Object.assign(this, { desk, who, named, called: 0, at: at(slide), black: false, until: null });
    desk.windows.push(this);
    this.tell("here");
  }
  tell(kind = "state") {
    const { who, called, named, black, until } = this;
    const slide = { title: `slide ${this.at.slide}`, options: [] };
    const told = { kind, who, called, named, at: this.at, slides: 9, parts: 1, black, until, slide, step: null };
    this.desk.toTeacher.push(told);
  }
  press(key) {
    const place = moved(key, this.at, { ...AROUND, parts: 1, steps: false });
    if (place) this.at = place;
    else if (act(key) === "black") this.black = !this.black;
    this.tell();
  }
  hear(message) {
    if (message.kind === "ask") this.tell();
    if (message.to !== this.who) return;
    if (message.kind === "key") this.press(message.key);
    if (message.kind === "go") {
      const { at: place = this.at, until = this.until } = message;
      if (isSamePlace(place, this.at) && until === this.until) return;
      Object.assign(this, { at: place, until });
      this.tell();
    }
  }
  close() {
    this.tell("bye");
    this.desk.windows = this.desk.windows.filter((each) => each !== this);
  }
}

/** One teacher's window, any number of class windows, and what is on its way between them. */
class Desk {
  constructor(slide = 1) {
    Object.assign(this, { windows: [], toTeacher: [], toClass: [], told: 0 });
    this.openTeacher(slide);
  }
  openTeacher(slide = 1) {
    this.pair = alone(at(slide));
    this.toClass.push({ kind: "ask" });
  }
  settle([pair, message]) {
    this.pair = pair;
    if (message) this.toClass.push(message);
  }
  press(key) {
    const outcome = pressed(this.pair, key, AROUND, 0);
    if (outcome) this.settle(outcome);
  }
  /** Everything arrives; a loop would never end. */
  deliver() {
    for (let sent = 0; this.toTeacher.length || this.toClass.length; sent += 1) {
      assert.ok(sent < 60, "the windows talk without end");
      const message = this.toTeacher.shift();
      if (message) this.settle(heard(this.pair, message));
      const order = this.toClass.shift();
      if (order) for (const each of this.windows) each.hear(order);
      this.told = sent + 1;
    }
    return this;
  }
  places() {
    return [this.pair.at.slide, ...this.windows.map((each) => each.at.slide)];
  }
}

test("either window moves both", () => {
  const desk = new Desk();
  const screen = new ClassWindow(desk, "a");
  desk.deliver();
  screen.press("PageDown");
  desk.deliver();
  assert.deepEqual(desk.places(), [2, 2]);
  desk.press("PageDown");
  assert.equal(desk.pair.at.slide, 2); // the class decides
  desk.deliver();
  assert.deepEqual(desk.places(), [3, 3]);
  desk.press("b");
  desk.press("Enter");
  desk.deliver();
  assert.deepEqual(desk.pair.at, at(3, 1, "b"));
  assert.deepEqual(screen.at, at(3, 1, "b"));
  assert.equal(desk.pair.slide.title, "slide 3");
});

// Keys in one window and the other, in every order of their arrival.
test("keys that cross on their way leave both at one place", () => {
  const keys = ["PageDown", "PageUp", "End", "Home", "a", "Enter"];
  for (const ours of keys)
    for (const theirs of keys)
      for (const isOursFirst of [true, false]) {
        const desk = new Desk();
        const screen = new ClassWindow(desk, "a", { slide: 4 });
        desk.deliver();
        if (isOursFirst) desk.press(ours);
        screen.press(theirs);
        if (!isOursFirst) desk.press(ours);
        desk.deliver();
        assert.ok(isSamePlace(desk.pair.at, screen.at), `${ours}, ${theirs}`);
      }
});

test("a window that opens later finds the state of the other", () => {
  const table = [
    // The teacher's window is at `teacher` by itself; a class window opens at `slide`, named in its address or not.
    { teacher: 6, slide: 1, named: false, both: 6 },
    { teacher: 6, slide: 3, named: true, both: 3 },
    { teacher: 6, slide: 6, named: true, both: 6 },
    { teacher: 1, slide: 1, named: false, both: 1 },
    { teacher: 6, slide: 3, named: false, both: 6 }, // loaded anew
  ];
  for (const { teacher, slide, named, both } of table) {
    const desk = new Desk(teacher).deliver();
    new ClassWindow(desk, "a", { slide, named });
    desk.deliver();
    assert.deepEqual(desk.places(), [both, both]);
  }
  const desk = new Desk();
  new ClassWindow(desk, "a", { slide: 5 });
  desk.deliver();
  desk.openTeacher(1);
  desk.deliver();
  assert.deepEqual(desk.places(), [5, 5]);
});

test("closing the class window stops nothing, and the next one goes on", () => {
  const desk = new Desk();
  new ClassWindow(desk, "a", { slide: 4 });
  desk.deliver();
  desk.windows[0].close();
  desk.deliver();
  assert.equal(desk.pair.lead, null);
  desk.press("PageDown");
  desk.press("Enter");
  desk.press("t");
  assert.deepEqual(desk.pair.at, at(5, 1));
  const screen = new ClassWindow(desk, "b");
  desk.deliver();
  assert.deepEqual(screen.at, at(5, 1));
  assert.equal(screen.until, 30_000);
  desk.settle(wanted(desk.pair, { until: null }));
  desk.deliver();
  assert.equal(screen.until, null);
  assert.equal(desk.pair.until, null);
});

test("of two class windows the first is led, or the one that called", () => {
  const desk = new Desk();
  const first = new ClassWindow(desk, "a");
  desk.deliver();
  const second = new ClassWindow(desk, "b", { slide: 7 });
  desk.deliver();
  desk.press("PageDown");
  desk.deliver();
  assert.deepEqual(desk.places(), [2, 2, 7]);
  second.press("PageDown");
  desk.deliver();
  assert.deepEqual(desk.places(), [2, 2, 8]);
  second.called = 1;
  second.tell();
  desk.deliver();
  desk.press("PageUp");
  desk.deliver();
  assert.deepEqual(desk.places(), [7, 2, 7]);
  first.tell(); // it still answers when it is asked
  desk.deliver();
  assert.equal(desk.pair.lead.who, "b");
  second.close();
  desk.toClass.push({ kind: "ask" });
  desk.deliver();
  assert.equal(desk.pair.lead.who, "a");
  assert.deepEqual(desk.places(), [2, 2]);
});

test("nothing new is told without end", () => {
  const desk = new Desk();
  for (const who of ["a", "b", "c"]) new ClassWindow(desk, who, { slide: 3 });
  desk.deliver();
  desk.press("PageDown");
  desk.deliver();
  assert.equal(desk.told, 2); // the key, and its answer
});

test("a class window that does not answer is closed; one that was not asked is not", () => {
  const desk = new Desk();
  new ClassWindow(desk, "a", { slide: 4 });
  desk.deliver();
  let pair = asking(desk.pair, 1000);
  assert.notEqual(asking(pair, 1000 + SILENT_MS).lead, null);
  assert.equal(asking(pair, 1001 + SILENT_MS).lead, null);
  assert.equal(asking(pair, 1001 + SILENT_MS).at.slide, 4);
  desk.settle([pair, { kind: "ask" }]);
  desk.deliver();
  pair = asking(desk.pair, 600_000); // the browser let this window sleep
  assert.notEqual(pair.lead, null);
});

test("keys of a window's own, and of nobody, are told to nobody", () => {
  const pair = alone(at(1));
  for (const key of ["Escape", "f", "n", "?", "Tab", "Shift", "F5"]) assert.equal(pressed(pair, key, AROUND, 0), null);
});
