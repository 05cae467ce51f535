// What of a slide is on the screen at once. Nothing scrolls in front of a class: what is too high for
// one screen is shown in parts, cut between its blocks, and grows or shrinks until it fits.

import { setAttribute } from "../shared/view/dom.js";
import { readable } from "./least.js";

/** How much larger than on a page, from the largest; a figure begins at PLAIN, and below it only shrinks what
 * would be cut off. */
const ZOOMS = [2, 1.75, 1.5, 1.25, 1.12, 1, 0.9, 0.8, 0.7, 0.6, 0.5];
const PLAIN = ZOOMS.indexOf(1.25);
const TOLERANCE = 2;
const AT_REST_MS = 150;
const COMING = "[data-testid$='Skeleton']";
const COMPONENTS = "[data-testid='stBidiComponentRegular'], [data-testid='stBidiComponentIsolated']";

/** How often a figure that was made smaller may try again: it may have been asked while it was still coming. */
const TRIES = 2;
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
    Object.assign(this, { slide, tell, settled, part: 1, turn: 0, isTrying: false });
    this.sizes = new ResizeObserver(() => this.isTrying || this.later());
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
    const blocks = blocksOf(this.slide);
    if (blocks.length !== this.known?.length || blocks.some((block, i) => block !== this.known[i])) {
      this.known = blocks;
      this.forget();
      this.sizes.disconnect();
      this.sizes.observe(this.slide);
      for (const block of blocks) this.sizes.observe(block);
    }
    this.later();
  }

  later() {
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
    const hasComponents = slide.querySelector(COMPONENTS) !== null;
    const goesOn = async () => {
      for (let i = 0; hasComponents && i < FOLLOWS; i += 1) await new Promise(requestAnimationFrame);
      return turn === this.turn;
    };
    this.isTrying = true;
    let zoom = this.zoom ?? (hasComponents ? PLAIN : 0);
    if (this.zoom === null && !(await this.cut(Math.max(zoom, PLAIN), goesOn))) return;
    for (; ; zoom += 1) {
      this.scale(zoom);
      if (!(await goesOn())) return;
      if (this.fits() || zoom === ZOOMS.length - 1) break;
    }
    this.isTrying = false;
    if (hasComponents) this.zoom = zoom;
    this.tell(this.parts, this.shown);
    this.rest = setTimeout(() => this.atRest(), AT_REST_MS);
  }

  /** Shows what of the slide fits on the screen together.
   * @param {number} zoom At which it is measured.
   * @param {() => Promise<boolean>} goesOn Whether nothing else has come meanwhile.
   */
  async cut(zoom, goesOn) {
    const { slide } = this;
    const blocks = blocksOf(slide);
    for (const block of blocks) setAttribute(block, "data-elsewhere", null);
    this.scale(zoom);
    if (!(await goesOn())) return false;
    const parts = this.fits() ? [blocks] : inParts(blocks, slide);
    this.parts = parts.length;
    this.shown = Math.min(this.part, parts.length);
    for (const block of blocks) setAttribute(block, "data-elsewhere", !parts[this.shown - 1].includes(block));
    return true;
  }

  atRest() {
    if (this.zoom === null || this.zoom <= PLAIN || this.tries === TRIES) return this.settled();
    this.tries += 1;
    this.zoom = null;
    return this.later();
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

/** The blocks of each part: as many as fit below each other; at least one that is seen. */
function inParts(blocks, slide) {
  const room = slide.getBoundingClientRect().height;
  const parts = [[]];
  let top = null;
  for (const block of blocks) {
    const { top: begins, bottom: ends, height } = block.getBoundingClientRect();
    if (height && top !== null && ends - top > room) {
      parts.push([]);
      top = null;
    }
    if (height) top ??= begins;
    parts.at(-1).push(block);
  }
  return parts;
}
