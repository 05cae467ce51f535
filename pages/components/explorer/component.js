// A network that is walked into: from the whole to a stage, a block, an operator and its numbers, in place.

import { fillSlots } from "../shared/pure/slots.js";
import boardSheet from "../shared/view/board.css.js";
import { make, prefersReducedMotion, setAttribute, setText } from "../shared/view/dom.js";
import { download, svgText } from "../shared/view/export.js";
import gridSheet from "../shared/view/grid.css.js";
import { mount } from "../shared/view/mount.js";
import { Room } from "../shared/view/room.js";
import { between, eased } from "./between.js";
import { Camera } from "./camera.js";
import { Card, Dock, sentence } from "./card.js";
import sheet from "./component.css.js";
import { Drawing } from "./drawing.js";
import { hearBoxes, hearKeys } from "./hands.js";
import { Head } from "./head.js";
import { sceneAt } from "./load.js";
import { nextBox } from "./move.js";
import { OperatorView } from "./operator_view.js";
import { Passage } from "./passage.js";
import { partsOf, place } from "./place.js";
import { isWithin } from "./tree.js";

const ZOOM_MS = 350;
/** Below it a network runs down the page. */
const NARROW = 620;

class Explorer {
  constructor(root, data, send) {
    this.send = send;
    this.sent = 0;
    this.settings = null;
    this.scene = null;
    this.layout = null;
    this.pointed = null;
    this.current = null;
    this.frame = 0;
    this.build();
    root.append(this.node);
    this.watch = new Room(() => this.fit());
    this.watch.observe(this.stage);
    this.receive(data);
  }

  build() {
    this.head = new Head({
      change: (patch) => this.settle(patch),
      open: (id) => this.open(id),
      export: () => this.export(),
    });
    this.passage = new Passage({ settle: (patch) => this.settle(patch), changed: () => this.mapsChanged() });
    this.drawing = new Drawing((node) => this.passage.of(node)?.source ?? null);
    this.card = new Card();
    this.dock = new Dock({
      before: () => this.step("ArrowUp"),
      open: () => this.enter(this.current),
      next: () => this.step("ArrowDown"),
    });
    this.said = make("p", { class: "said", role: "status" });
    this.stage = make("div", { class: "stage", "data-draws": "open" }, this.drawing.node, this.card.node);
    this.operator = new OperatorView();
    this.caption = make("p", { class: "caption how" });
    const above = [this.head.node, this.passage.node, this.head.way];
    const below = [this.said, this.operator.node, make("div", { class: "foot" }, this.caption, this.head.save)];
    const parts = [...above, this.stage, ...below, this.dock.node];
    this.node = make(
      "div",
      { class: "board", role: "group", "data-testid": "explorer" },
      make("div", { class: "inner" }, ...parts),
    );
    this.camera = new Camera(this.stage, this.drawing.node);
    hearBoxes(this.drawing.boxes, this.hands());
    hearKeys(this.node, this.hands());
  }

  destroy() {
    this.watch.disconnect();
    cancelAnimationFrame(this.frame);
    this.passage.stop();
  }

  receive(data) {
    this.data = data;
    // An answer to an older gesture must not undo what was done since.
    if (this.settings === null || data.heard >= this.sent) {
      this.settings = data.settings;
      this.sent = data.heard;
    }
    this.load();
  }

  settle(patch) {
    this.settings = { ...this.settings, ...patch };
    this.sent += 1;
    this.send.state("settings", { ...this.settings, n: this.sent });
    this.load();
  }

  /** The network that the settings name; until it is here, the one before stays. */
  async load() {
    const { model, size } = this.settings;
    const path = `${this.data.scenes}${model}.json${size ? `?size=${size}` : ""}`;
    this.asked = path;
    try {
      const asked = await sceneAt(path);
      // Where the map vanishes, the network is drawn as published.
      const scene = asked.problem ? await sceneAt(`${this.data.scenes}${model}.json`) : asked;
      if (this.asked !== path) return;
      this.problem = asked.problem ?? null;
      this.scene = scene;
    } catch {
      if (this.asked !== path) return;
      this.problem = { code: "not_loaded" };
    }
    this.show();
  }

  show() {
    const { data, settings } = this;
    setAttribute(this.node, "aria-label", fillSlots(data.words.board, { model: this.scene?.title ?? "" }));
    this.head.update({ data, settings, scene: this.scene, problem: this.problem, retry: () => this.load() });
    if (this.scene) this.fit(true);
    this.passage.update({ data, settings, scene: this.problem ? null : this.scene });
    setAttribute(this.node, "data-problem", this.problem?.code);
    setAttribute(this.node, "data-ready", "true");
  }

  mapsChanged() {
    setAttribute(this.node, "data-maps", this.passage.isDone ? "done" : null);
    if (this.layout && !this.node.dataset.moving) this.drawing.showMaps(this.layout);
  }

  /** The deepest part of the asked path that this network has. */
  opened() {
    const parts = partsOf(this.scene);
    let id = this.settings.open;
    while (id && (!parts.has(id) || ["branches", "branch"].includes(parts.get(id).kind))) {
      id = id.includes(".") ? id.slice(0, id.lastIndexOf(".")) : "";
    }
    return id;
  }

  fit(isNew = false) {
    const width = Math.floor(this.stage.clientWidth);
    if (!this.scene || !width || (!isNew && width === this.layout?.width)) return;
    const { data, settings, scene } = this;
    const direction = width < NARROW ? "down" : "right";
    const how = { open: this.opened(), measure: settings.measure, width, direction, words: data.words };
    const next = place(scene, how);
    const before = this.layout;
    const isSame = this.shownScene === scene && this.shownWords === data.words;
    const canMove = before && isSame && before.width === width && before.direction === direction;
    this.shownScene = scene;
    this.shownWords = data.words;
    this.layout = next;
    setAttribute(this.node, "data-direction", direction);
    if (canMove && before.open === next.open && this.settings.measure === this.measured) return this.settleDown();
    this.measured = settings.measure;
    this.camera.reset();
    if (!next.boxes.some(({ id }) => id === this.current)) this.current = this.firstOf(before, next);
    if (canMove && !prefersReducedMotion()) this.travel(before, next);
    else this.arrive();
  }

  /** Where the focus goes: to where one comes from, else to the first. */
  firstOf(before, next) {
    const from = before && next.boxes.find(({ unit }) => unit && before.open && isWithin(before.open, unit.id));
    const group = before && next.boxes.find(({ unit }) => unit?.group?.id && unit.group.id === before.open);
    return (from ?? group ?? next.boxes[1] ?? next.boxes[0]).id;
  }

  travel(before, next) {
    cancelAnimationFrame(this.frame);
    const begun = performance.now();
    this.pointed = null;
    this.card.show(null);
    setAttribute(this.node, "data-moving", true);
    const tick = (now) => {
      const t = Math.min((now - begun) / ZOOM_MS, 1);
      if (t >= 1) return this.arrive();
      this.drawing.show(between(before, next, eased(Math.max(t, 0))), next);
      this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
  }

  arrive() {
    cancelAnimationFrame(this.frame);
    setAttribute(this.node, "data-moving", null);
    this.drawing.show(this.layout, this.layout);
    this.settleDown();
  }

  /** All that follows from the drawing and does not move. */
  settleDown() {
    const { scene, layout, data } = this;
    const { words } = data;
    setAttribute(this.node, "data-open", layout.open);
    setAttribute(this.drawing.boxes, "aria-label", words.parts);
    this.head.crumbs(layout.breadcrumb, this.isNarrow);
    this.drawing.name(layout, this.current, (box) => this.wordsOf(box));
    setText(this.caption, captionOf(layout, words, this.settings.measure));
    this.operator.show(partsOf(scene).get(layout.open), { scene, words, parts: partsOf(scene) });
    if (this.focusNext) this.drawing.nodeOf(this.current)?.focus({ preventScroll: true });
    this.focusNext = false;
    this.point(null);
  }

  wordsOf({ unit }) {
    const { words } = this.data;
    if (!unit) return words.entry;
    if (unit.folded.length)
      return fillSlots(words.said_fold, { count: unit.folded.length, name: unit.group?.name ?? "" });
    return sentence(unit.node, this.scene, words);
  }

  get isNarrow() {
    return this.layout?.direction === "down";
  }

  /** What a pointer and keys do. */
  hands() {
    return {
      point: (id) => this.point(id),
      focus: (id) => this.choose(id),
      press: (id) => this.press(id),
      enter: () => {
        this.focusNext = true;
        this.enter(this.current);
      },
      leave: () => {
        if (!this.layout?.open) return false;
        this.focusNext = true;
        this.leave();
        return true;
      },
      move: (key) => {
        const next = nextBox(this.layout, this.current, key);
        if (next) this.go(next);
        return next !== null;
      },
    };
  }

  /** On a phone the first press chooses, the second opens. */
  press(id) {
    if (this.camera.hasMoved) return;
    const isNew = this.isNarrow && this.chosen !== id;
    this.choose(id);
    this.chosen = id;
    if (isNew) this.point(null);
    else this.enter(id);
  }

  /** The chosen one of a phone: the next, or the one before. */
  step(key) {
    const id = nextBox(this.layout, this.current, key);
    this.choose(id);
    this.chosen = id;
    this.point(null);
    this.drawing.nodeOf(id)?.scrollIntoView({ block: "nearest" });
  }

  go(id) {
    this.choose(id);
    this.drawing.nodeOf(id)?.focus();
    this.point(id);
  }

  choose(id) {
    this.current = id;
    this.drawing.name(this.layout, id, (box) => this.wordsOf(box));
  }

  /** Open a box: what is folded opens as its stage. */
  enter(id) {
    const unit = this.layout.boxes.find((box) => box.id === id)?.unit;
    if (!unit) return;
    if (unit.folded.length) this.open(unit.group?.id ?? this.layout.open);
    else if (unit.id !== this.layout.open) this.open(unit.id);
  }

  leave() {
    const crumbs = this.layout.breadcrumb;
    if (crumbs.length > 1) this.open(crumbs.at(-2).id);
  }

  open(id) {
    if (id !== this.layout.open) this.settle({ open: id });
  }

  /** What is pointed at, else the chosen one of a phone, else what is open. */
  point(id) {
    const { layout, scene, data } = this;
    if (!layout || this.node.dataset.moving) return;
    this.pointed = id;
    const lit = id ?? (this.isNarrow ? this.current : null);
    this.drawing.light(layout, lit);
    const box = layout.boxes.find((each) => each.id === lit);
    const node = box?.unit && !box.unit.folded.length ? box.unit.node : null;
    setText(this.said, box ? this.wordsOf(box) : sentence(partsOf(scene).get(layout.open), scene, data.words));
    const isCard = node && id && !this.isNarrow;
    const hint = node?.kind === "op" ? data.words.hint_operator : data.words.hint_open;
    const beside = box && {
      x: box.x * this.camera.scale + this.camera.x,
      y: 0,
      w: (box.w + box.depth) * this.camera.scale,
    };
    this.card.show(
      isCard ? node : null,
      isCard && {
        scene,
        words: data.words,
        box: beside,
        width: layout.width,
        height: layout.height,
        hint,
        seen: this.passage.of(node),
      },
    );
    const docked = node ?? partsOf(scene).get(layout.open);
    this.dock.show(docked, { scene, words: data.words, canOpen: Boolean(box?.unit) && box.unit.id !== layout.open });
  }

  export() {
    const text = svgText(this.drawing.node, getComputedStyle(this.node).backgroundColor);
    download(`${this.settings.model}.svg`, new Blob([text], { type: "image/svg+xml" }));
  }
}

/** How the drawing is read: only what it has. */
function captionOf({ boxes, edges, direction }, words, measure) {
  const isDown = direction === "down";
  const parts = [fillSlots(words[isDown ? "how_down" : "how"], { measure: words[measure] })];
  if (boxes.some(({ isHalved }) => isHalved)) parts.push(words.halved);
  if (edges.some(({ crossing }) => crossing)) parts.push(words.crossing);
  if (boxes.some(({ skip }) => skip) || edges.some(({ kind }) => kind === "skip")) parts.push(words.how_skips);
  if (!isDown) parts.push(words.how_keys);
  return parts.join(words.sentence);
}

/**
 * The data are `ExplorerData` of `__init__.py`. Keeps the state `settings` with their count `n`.
 * @type {import("../shared/view/mount.js").Component<Record<string, any>>}
 */
export default mount(Explorer, boardSheet, gridSheet, sheet);
