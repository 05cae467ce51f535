// The pictures it got wrong, the most confident first; a click writes the softmax out.

import { layerName } from "../shared/pure/layers.js";
import { mapPlanes } from "../shared/pure/planes.js";
import { countText, percentText, shortText, withMinus } from "../shared/pure/readouts.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { Mosaic, paintPicture } from "../shared/view/mosaic.js";
import { Press } from "../shared/view/press.js";
import { sentences } from "./verdicts.js";

const MOST_SHOWN = 12;
const MOST_TERMS = 10;

/** @implements {import("./component.js").Panel} */
export class MistakePanel {
  /**
   * @param {{clear: () => void, ask: (index: number) => void}} handlers clear: all mistakes are to be seen again;
   *   ask: the maps of a test picture are wanted.
   */
  constructor(handlers) {
    this.handlers = handlers;
    this.open = null;
    this.title = make("h3", { class: "panel-title" });
    this.hint = make("span", { class: "caption" });
    this.filterNote = make("p", { class: "caption filter" });
    this.gallery = make("div", { class: "gallery", role: "group" });
    this.why = make("div", { class: "why", role: "region" });
    this.maps = new Mosaic("maps");
    this.picture = make("canvas", { class: "pixels" });
    this.mapsNote = make("p", {});
    this.seen = make(
      "div",
      { class: "why-seen" },
      this.mapsNote,
      make("div", { class: "why-maps" }, make("span", { class: "tile" }, this.picture), this.maps.node),
    );
    this.empty = make("p", { class: "caption" });
    this.node = make(
      "section",
      { class: "panel wide", "data-panel": "mistakes" },
      make("div", { class: "panel-head" }, this.title, this.hint),
      this.filterNote,
      this.gallery,
      this.empty,
    );
    this.press = new Press(this.node, () => this.redraw?.());
  }

  update(run, data, { filter, palette, redraw }) {
    this.redraw = redraw;
    if (this.press.isHeld) return;
    const { strings, classes } = data;
    const all = run?.mistakes?.items;
    this.title.replaceChildren(strings.mistakes);
    setText(this.hint, all?.length ? strings.mistakes_hint : "");
    const items = (all ?? [])
      .filter((item) => !filter || (item.label === filter[0] && item.predicted === filter[1]))
      .slice(0, MOST_SHOWN);
    if (all?.length) this.title.append(make("small", {}, this.countWords(run, all, strings)));
    this.drawFilter(filter, data);
    const lack = !all
      ? strings.no_mistakes_yet
      : !all.length
        ? strings.no_mistakes
        : filter && !items.length
          ? strings.no_mistakes_cell
          : "";
    setText(this.empty, lack);
    setAttribute(this.node, "data-none", Boolean(all) && !all.length);
    setAttribute(this.empty, "hidden", !lack);
    const key = `${run?.job} ${run?.mistakes?.step} ${filter} ${classes.join()}`;
    // Whoever reads why a picture was mistaken reads on, while the run goes on.
    const isRead = this.open && key.split(" ")[0] === this.drawn?.split(" ")[0] && run?.phase === "running";
    if (key !== this.drawn && !isRead) {
      this.drawn = key;
      this.open = null;
      this.gallery.replaceChildren(...(all ? items.map((item) => this.card(item, data, redraw)) : emptyCards()));
    }
    if (all)
      this.gallery
        .querySelectorAll(".mistake")
        .forEach((card) => setAttribute(card, "aria-expanded", card.item === this.open ? "true" : "false"));
    this.askForMaps(run, data);
    this.drawMaps(run, data, palette);
    this.drawWhy(data, redraw);
  }

  /** Only of a run that is over: what it shows and the weights that were saved are of the same step. */
  askForMaps(run, { why }) {
    const asked = this.open && run?.phase === "ended" ? `${run.job} ${this.open.index}` : "";
    const isKnown = asked === `${why?.job} ${why?.index}`;
    if (asked && !isKnown && asked !== this.asked) this.handlers.ask(this.open.index);
    this.asked = asked;
  }

  /** What the first layer that makes maps saw of the open picture. */
  drawMaps(run, { why, strings }, palette) {
    const map = this.asked === `${why?.job} ${why?.index}` ? why.map : null;
    setAttribute(this.seen, "hidden", !map);
    if (!map) return;
    const name = layerName(map.layer, run, strings);
    setText(this.mapsNote, fillSlots(strings.why_maps, { layer: name }));
    paintPicture(this.picture, this.open);
    const nameOf = (i) => fillSlots(strings.map_name, { number: i + 1 });
    this.maps.update({ ...mapPlanes(map), palette, label: name, nameOf });
  }

  /** Only some pictures are kept; the total is that of the test. */
  countWords(run, all, strings) {
    const { total, pictures } = run.mistakes;
    return fillSlots(pictures ? strings.mistakes_of : strings.mistakes_note, {
      count: countText(total ?? all.length),
      pictures: countText(pictures ?? 0),
    });
  }

  drawFilter(filter, { strings, classes }) {
    setAttribute(this.filterNote, "hidden", !filter);
    if (!filter) return;
    this.filterNote.replaceChildren(
      fillSlots(strings.mistakes_filter, { truth: classes[filter[0]], answer: classes[filter[1]] }),
      " ",
      make("button", { type: "button", class: "link", onclick: () => this.handlers.clear() }, strings.show_all),
    );
  }

  card(item, { strings, classes }, redraw) {
    const canvas = make("canvas", { class: "pixels" });
    const card = make(
      "button",
      {
        type: "button",
        class: "mistake",
        "data-paper": true,
        "data-index": item.index,
        onclick: () => {
          this.open = this.open === item ? null : item;
          redraw();
        },
      },
      make("span", { class: "tile" }, canvas),
      make(
        "span",
        { class: "mistake-words" },
        make("b", {}, classes[item.label]),
        ` ${strings.taken_for} `,
        make("b", { class: "wrong" }, classes[item.predicted]),
      ),
      this.softmaxBars(item, classes),
      make("span", { class: "mistake-share" }, `${percentText(item.probs[item.predicted])}%`),
    );
    card.item = item;
    paintPicture(canvas, item);
    return card;
  }

  /** One bar a class; with many classes only the answer, the truth and the next likeliest. */
  softmaxBars(item, classes) {
    return make(
      "span",
      { class: "softmax", "aria-hidden": "true" },
      ...topClasses(item, 6).map((k) => {
        const bar = make("i", { class: k === item.label ? "truth" : k === item.predicted ? "answer" : "" });
        bar.style.width = `${100 * item.probs[k]}%`;
        const isNamed = k === item.label || k === item.predicted;
        return make(
          "span",
          { class: "softmax-row" },
          make("span", { class: isNamed ? "softmax-name named" : "softmax-name" }, classes[k]),
          make("span", { class: "softmax-track" }, bar),
        );
      }),
    );
  }

  drawWhy(data, redraw) {
    const { open } = this;
    if (!open) {
      this.why.remove();
      return;
    }
    const { strings, classes } = data;
    const title = fillSlots(strings.why_title, { answer: classes[open.predicted] });
    setAttribute(this.why, "aria-label", title);
    this.why.replaceChildren(
      make(
        "div",
        { class: "why-head" },
        make("b", {}, title),
        make(
          "button",
          {
            type: "button",
            class: "link",
            onclick: () => {
              this.open = null;
              redraw();
            },
          },
          strings.close,
        ),
      ),
      this.seen,
      make("p", {}, strings.why_terms),
      softmaxTable(open, classes, strings),
      make("p", {}, nearestWords(open, classes, strings)),
    );
    this.placeWhy();
  }

  /** Below the row of its picture, so that both are in sight. */
  placeWhy() {
    const cards = [...this.gallery.querySelectorAll(".mistake")];
    const at = cards.findIndex((card) => card.item === this.open);
    const columns = getComputedStyle(this.gallery).gridTemplateColumns.split(" ").length;
    const last = cards[Math.min(cards.length, (Math.floor(at / columns) + 1) * columns) - 1];
    const isNew = last && last.nextElementSibling !== this.why;
    if (!isNew) return;
    last.after(this.why);
    this.why.scrollIntoView({ block: "nearest" });
  }
}

/** Before the first test: the places of the pictures, one row of them. */
function emptyCards() {
  return Array.from({ length: 6 }, () =>
    make(
      "span",
      { class: "mistake awaited", "aria-hidden": "true" },
      make("span", { class: "tile" }),
      make("span", { class: "softmax" }, ...Array.from({ length: 3 }, () => make("i", { class: "softmax-track" }))),
    ),
  );
}

/** Classes to show, in their own order: the answer, the truth, then the likeliest. */
function topClasses(item, most) {
  const byShare = item.probs.map((_, k) => k).sort((a, b) => item.probs[b] - item.probs[a]);
  const kept = new Set([item.predicted, item.label]);
  for (const k of byShare) if (kept.size < most) kept.add(k);
  return [...kept].sort((a, b) => a - b);
}

/** Scores up to a constant: softmax cannot tell them apart, so the largest is 0. */
function relativeScores({ probs, predicted }) {
  return probs.map((p) => Math.log(Math.max(p, 1e-12) / probs[predicted]));
}

/** So many digits that the quotient can be worked out by hand to two decimals of a per cent. */
function preciseText(value) {
  return value < 1e-5 ? shortText(value) : String(Number(value.toPrecision(5)));
}

function softmaxTable(item, classes, strings) {
  const scores = relativeScores(item);
  const sum = scores.reduce((all, z) => all + Math.exp(z), 0);
  const rows = topClasses(item, MOST_TERMS).map((k) =>
    make(
      "tr",
      { class: k === item.label ? "truth" : k === item.predicted ? "answer" : "" },
      make("th", { scope: "row" }, classes[k]),
      make("td", {}, `e^(${withMinus(scores[k].toFixed(4))}) = ${preciseText(Math.exp(scores[k]))}`),
      make("td", {}, `${preciseText(Math.exp(scores[k]))} \u00f7 ${preciseText(sum)}`),
      make("td", {}, `= ${percentText(item.probs[k], 2)}%`),
    ),
  );
  const total = make(
    "tr",
    { class: "total" },
    make("th", { scope: "row" }, strings.why_sum),
    make("td", {}, preciseText(sum)),
    make("td", {}),
    make("td", {}, "= 100%"),
  );
  return make("div", { class: "why-frame" }, make("table", { class: "why-table" }, ...rows, total));
}

function nearestWords(item, classes, strings) {
  const order = item.probs.map((_, k) => k).sort((a, b) => item.probs[b] - item.probs[a]);
  const second = order.find((k) => k !== item.predicted);
  const values = {
    truth: classes[item.label],
    truth_share: percentText(item.probs[item.label], 2),
    answer_share: percentText(item.probs[item.predicted], 2),
    factor: shortText(Number((item.probs[item.predicted] / Math.max(item.probs[item.label], 1e-12)).toPrecision(3))),
  };
  const near = fillSlots(strings.why_nearest, values);
  return second === item.label
    ? near
    : sentences(
        fillSlots(strings.why_second, { second: classes[second], share: percentText(item.probs[second], 2) }),
        near,
      );
}
