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

/** Shows parts of the container of a slide. */
export class Fitter {
  /**
   * @param {HTMLElement} slide
   * @param {(parts: number, part: number) => void} tell How many parts there are, and which is shown.
   * @param {() => void} settled Nothing has moved for a while.
   */
  constructor(slide, tell, settled) {
    this.slide = slide;
    this.tell = tell;
    this.settled = settled;
    this.part = 1;
    this.zoom = null;
    this.sizes = new ResizeObserver(() => this.later());
    this.nodes = new MutationObserver(() => this.watch());
    this.nodes.observe(slide, { childList: true, subtree: true });
    this.watch();
  }

  stop() {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.rest);
    this.sizes.disconnect();
    this.nodes.disconnect();
  }

  /** Another part, or another room: what fitted before says nothing. */
  show(part) {
    this.part = part;
    this.zoom = null;
    this.later();
  }

  /** Other blocks have come: what the old ones needed says nothing. */
  watch() {
    readable(this.slide);
    const blocks = blocksOf(this.slide);
    if (blocks.length !== this.known?.length || blocks.some((block, i) => block !== this.known[i])) {
      this.known = blocks;
      this.zoom = null;
      this.sizes.disconnect();
      this.sizes.observe(this.slide);
      for (const block of blocks) this.sizes.observe(block);
    }
    this.later();
  }

  later() {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.rest);
    this.frame = requestAnimationFrame(() => {
      if (this.slide.querySelector(COMING)) return; // what comes in its place is seen by `watch`
      this.fit();
      this.rest = setTimeout(this.settled, AT_REST_MS);
    });
  }

  fit() {
    const { slide } = this;
    const hasComponents = slide.querySelector(COMPONENTS) !== null;
    // A component follows its room only later: it never grows back, or it would go to and fro.
    const first = this.zoom ?? (hasComponents ? PLAIN : 0);
    const blocks = blocksOf(slide);
    for (const block of blocks) setAttribute(block, "data-elsewhere", null);
    this.scale(Math.max(first, PLAIN));
    const parts = this.fits() ? [blocks] : inParts(blocks, slide);
    const part = Math.min(this.part, parts.length);
    for (const block of blocks) setAttribute(block, "data-elsewhere", !parts[part - 1].includes(block));
    let zoom = first;
    this.scale(zoom);
    while (!this.fits() && zoom < ZOOMS.length - 1) this.scale(++zoom);
    if (hasComponents) this.zoom = zoom;
    this.tell(parts.length, part);
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
