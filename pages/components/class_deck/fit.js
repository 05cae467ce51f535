// What of a slide is on the screen at once. Nothing scrolls in front of a class: what is too high for
// one screen is shown in parts, cut between its blocks, and grows or shrinks until it fits.

import { setAttribute } from "../shared/view/dom.js";
import { readable } from "./least.js";
import { shown } from "./shown.js";

/** How much larger than on a page, from the largest; a figure begins at PLAIN, and below it only shrinks what
 * would be cut off. */
const ZOOMS = [2, 1.75, 1.5, 1.25, 1.12, 1, 0.9, 0.8, 0.7, 0.6, 0.5];
const PLAIN = ZOOMS.indexOf(1.25);
const TOLERANCE = 2;
const AT_REST_MS = 150;
const COMING = "[data-testid$='Skeleton']";
const COMPONENTS = "[data-testid='stBidiComponentRegular'], [data-testid='stBidiComponentIsolated']";

/** How often what was made smaller or cut may try again: it may have been measured while it was still coming. */
const TRIES = 2;
/** How often it looks again for a later part that was asked for, while what that would show is still coming. */
const WAITS = 20;
/** Frames until a component has followed the room that it got. */
const FOLLOWS = 2;

/** Shows parts of the container of a slide. */
export class Fitter {
  /**
   * @param {HTMLElement} slide
   * @param {(parts: number, part: number) => void} tell How many parts there are, and which is shown.
   * @param {() => void} settled Nothing has moved for a while.
   */
  constructor(slide, tell, settled) {
    Object.assign(this, { slide, tell, settled, part: 1, turn: 0, isTrying: false, rests: false });
    this.sizes = new ResizeObserver(() => this.isTrying || this.resized());
    this.nodes = new MutationObserver(() => this.watch());
    this.nodes.observe(slide, { childList: true, subtree: true });
    this.forget();
    this.watch();
  }

  stop() {
    this.turn += 1;
    cancelAnimationFrame(this.frame);
    clearTimeout(this.rest);
    this.sizes.disconnect();
    this.nodes.disconnect();
  }

  /** What fitted before says nothing. */
  forget() {
    Object.assign(this, { zoom: null, tries: 0 });
  }

  /** Another part, or another room. */
  show(part) {
    this.part = part;
    this.forget();
    this.later();
  }

  /** Other blocks have come. */
  watch() {
    this.scale(PLAIN); // what is large enough there is so wherever it has room to grow
    readable(this.slide);
    const blocks = piecesOf(this.slide).flatMap((piece) => piece.blocks);
    if (blocks.length !== this.known?.length || blocks.some((block, i) => block !== this.known[i])) {
      this.known = blocks;
      this.forget();
      this.sizes.disconnect();
      this.sizes.observe(this.slide);
      for (const block of blocks) this.sizes.observe(block);
    }
    this.later();
  }

  /** Another setting may need less room than the one before. */
  resized() {
    if (this.rests && this.zoom > PLAIN) this.forget();
    this.later();
  }

  later() {
    this.rests = false;
    this.turn += 1;
    cancelAnimationFrame(this.frame);
    clearTimeout(this.rest);
    this.frame = requestAnimationFrame(() => {
      if (this.slide.querySelector(COMING)) return; // what comes in its place is seen by `watch`
      this.fit();
    });
  }

  /** Text is measured at once; a component follows its room only later, and only shrinks, or it would go to and fro. */
  async fit() {
    this.turn += 1;
    const { slide, turn } = this;
    const follow = slide.querySelector(COMPONENTS) ? FOLLOWS : 0;
    const goesOn = async () => {
      for (let i = 0; i < follow; i += 1) await new Promise(requestAnimationFrame);
      return turn === this.turn;
    };
    this.isTrying = true;
    if (this.zoom === null && !(await this.cut(goesOn))) return;
    const hasComponents = shown(slide, COMPONENTS).length > 0;
    for (let zoom = this.zoom ?? (hasComponents ? PLAIN : 0); ; zoom += 1) {
      this.scale(zoom);
      if (!(await goesOn())) return;
      if (!this.fits() && zoom < ZOOMS.length - 1) continue;
      if (hasComponents) this.zoom = zoom;
      break;
    }
    this.isTrying = false;
    if (!this.isAhead()) this.tell(this.parts, this.shown);
    this.rest = setTimeout(() => this.atRest(), AT_REST_MS);
  }

  /** Shows what of the slide fits on the screen together, measured at PLAIN.
   * @param {() => Promise<boolean>} goesOn Whether nothing else has come meanwhile.
   */
  async cut(goesOn) {
    const { slide } = this;
    const pieces = piecesOf(slide);
    for (const node of slide.querySelectorAll("[data-elsewhere]")) setAttribute(node, "data-elsewhere", null);
    this.scale(PLAIN);
    if (!(await goesOn())) return false;
    const parts = this.fits() ? [pieces.flatMap(({ blocks }) => blocks)] : inParts(pieces, slide);
    this.parts = parts.length;
    this.shown = Math.min(this.part, parts.length);
    const isElsewhere = (block) => !parts[this.shown - 1].includes(block);
    for (const { node, blocks } of pieces)
      for (const each of blocks.every(isElsewhere) ? [node] : blocks.filter(isElsewhere))
        setAttribute(each, "data-elsewhere", true);
    return true;
  }

  atRest() {
    const isAhead = this.isAhead();
    const isWhole = this.parts === 1 && (this.zoom === null || this.zoom <= PLAIN);
    if ((isWhole && !isAhead) || this.tries >= (isAhead ? WAITS : TRIES)) {
      if (isAhead) this.tell(this.parts, this.shown);
      this.rests = true;
      return this.settled();
    }
    this.tries += 1;
    this.zoom = null;
    return this.later();
  }

  /** Whether a part is asked for that may come with what is not drawn yet. */
  isAhead() {
    const isDrawn = (component) =>
      [...component.querySelectorAll("*")].some((node) => node.shadowRoot?.childElementCount);
    return this.part > this.parts && ![...this.slide.querySelectorAll(COMPONENTS)].every(isDrawn);
  }

  scale(index) {
    this.slide.style.setProperty("--c", ZOOMS[index]);
  }

  fits() {
    const { slide } = this;
    return slide.scrollHeight <= slide.clientHeight + TOLERANCE && slide.scrollWidth <= slide.clientWidth + TOLERANCE;
  }
}

/** What a slide may be cut between, in reading order. */
function blocksOf(node) {
  return [...node.children].flatMap((child) => {
    if (child.matches(".stMarkdown, script, style")) return [];
    const text = child.querySelector(":scope > .stHtml > .lesson-text");
    if (text) return [...text.children];
    const inner = child.matches(".stVerticalBlock") ? child : child.querySelector(":scope > .stVerticalBlock");
    const isColumn = inner && getComputedStyle(inner).flexDirection === "column";
    return isColumn && inner.children.length > 1 ? blocksOf(inner) : [child];
  });
}

/** What stands on the slide, each with what it may be cut between. */
const piecesOf = (slide) =>
  [...slide.children].map((node) => ({
    node,
    blocks: blocksOf(node.querySelector(":scope > .stVerticalBlock") ?? node),
  }));

/** The blocks of each part: as many as fit below each other, at least one that is seen. What a text leads to
 * is not cut where it fits by itself. */
function inParts(pieces, slide) {
  const room = slide.getBoundingClientRect().height;
  const parts = [[]];
  let top = null;
  const isTooLow = (bottom) => top !== null && bottom - top > room;
  const turn = () => {
    parts.push([]);
    top = null;
  };
  for (const { blocks } of pieces) {
    const boxes = blocks.map((block) => block.getBoundingClientRect()).filter(({ height }) => height);
    const ends = Math.max(...boxes.map(({ bottom }) => bottom));
    if (boxes.length && isTooLow(ends) && ends - boxes[0].top <= room) turn();
    for (const block of blocks) {
      const { top: begins, bottom, height } = block.getBoundingClientRect();
      if (height && isTooLow(bottom)) turn();
      if (height) top ??= begins;
      parts.at(-1).push(block);
    }
  }
  return parts;
}
