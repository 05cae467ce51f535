// Three networks of one name: choose one, see its lanes and which layers read across, open one layer.

import { fillSlots } from "../shared/pure/slots.js";
import { Told } from "../shared/pure/told.js";
import boardSheet from "../shared/view/board.css.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";
import { hearKeys, stopHearing } from "../shared/view/keys.js";
import { mount } from "../shared/view/mount.js";
import { Room } from "../shared/view/room.js";
import { isClass } from "../shared/view/view.js";
import sheet from "./component.css.js";
import { drawing, square } from "./drawing.js";
import { shares } from "./lanes.js";
import { digits, millions } from "./numbers.js";
import { panel, said } from "./panel.js";

const NARROW = 720;
const LEDGER = ["channels", "side", "field", "params", "mult_adds"];
/** Width of their names. */
const LABELS = { page: 72, slide: 130, beside: 84 };
const LEDGER_IN_CLASS = ["params"];

class TwoLanes {
  constructor(root, data, send) {
    this.told = new Told((message) => send.state("settings", message));
    this.pointed = null;
    this.ledger = isClass() ? LEDGER_IN_CLASS : LEDGER;
    this.variants = make("div", { class: "variants", role: "radiogroup", "data-sets": "variant" });
    this.scale = make("p", { class: "caption" });
    this.table = make("div", { class: "table", "data-draws": "layer" });
    this.opened = make("div", { class: "panel" });
    this.status = make("p", { class: "sr", role: "status" });
    const inner = make("div", { class: "inner" }, this.variants, this.scale, this.table, this.opened, this.status);
    this.node = make("div", { class: "board lanes", role: "group", "data-testid": "two-lanes" }, inner);
    setAttribute(this.node, "data-walks", isClass());
    root.append(this.node);
    hearKeys(this.node, (key) => this.press(key));
    this.watch = new Room(() => this.measured());
    this.watch.observe(this.node);
    this.receive(data);
  }

  destroy() {
    this.watch.disconnect();
    stopHearing(this.node);
  }

  measured() {
    if (this.node.clientWidth !== this.width) this.show();
  }

  receive(data) {
    this.data = data;
    this.told.receive(data);
    this.before ??= this.variant;
    this.show();
  }

  get settings() {
    return this.told.settings;
  }

  get variant() {
    return this.data.variants.find(({ id }) => id === this.settings.variant);
  }

  get chosen() {
    return this.variant.columns.findIndex(({ name }) => name === this.settings.layer);
  }

  /** A choice is a whole gesture: it is shown at once and told. */
  choose(patch) {
    if (patch.variant && patch.variant !== this.settings.variant) this.before = this.variant;
    this.told.change(patch);
    this.told.tell();
    this.show();
  }

  press(key) {
    const { columns } = this.variant;
    const steps = { ArrowLeft: this.chosen - 1, ArrowRight: this.chosen + 1, Home: 0, End: columns.length - 1 };
    if (this.isVertical) Object.assign(steps, { ArrowUp: this.chosen - 1, ArrowDown: this.chosen + 1 });
    const isHeard = isClass() || Boolean(this.node.getRootNode().activeElement);
    if (isHeard && this.data.variants[key - 1]) this.choose({ variant: this.data.variants[key - 1].id });
    else if (isHeard && columns[steps[key]]) this.choose({ layer: columns[steps[key]].name });
    else return false;
    if (!isClass()) this.table.querySelector('[aria-pressed="true"]')?.focus();
    return true;
  }

  isMasked(column) {
    return this.data.masked.includes(column.name);
  }

  show() {
    this.width = this.node.clientWidth;
    this.isVertical = this.width < NARROW && !isClass();
    setAttribute(this.node, "data-beside", this.data.beside);
    const { words } = this.data;
    const { columns } = this.variant;
    const hadFocus = this.table.contains(this.node.getRootNode().activeElement);
    setAttribute(this.node, "aria-label", words.board);
    setAttribute(this.node, "data-vertical", this.isVertical);
    setText(this.scale, words.scale);
    this.variants.replaceChildren(...this.rows());
    this.lay();
    if (hadFocus) this.table.querySelector('[aria-pressed="true"]')?.focus({ preventScroll: true });
    const column = columns[this.chosen];
    const before = columns[this.chosen - 1];
    this.opened.replaceChildren(...panel({ column, before, words, isMasked: this.isMasked(column) }));
    setText(this.status, this.sentence(column));
    this.point(this.pointed);
    setAttribute(this.node, "data-ready", "true");
  }

  rows() {
    const { data, settings } = this;
    const most = (name) => Math.max(...data.variants.map((variant) => variant[name]));
    const cost = (variant, name) =>
      make(
        "span",
        { class: "cost" },
        make("small", {}, data.words[name]),
        make("b", {}, digits(variant[name])),
        make("i", { style: `--part: ${variant[name] / most(name)}` }),
      );
    return data.variants.map((variant) => {
      const isChosen = variant.id === settings.variant;
      const onclick = () => this.choose({ variant: variant.id });
      const attributes = { role: "radio", "aria-checked": String(isChosen), "data-variant": variant.id, onclick };
      return make(
        "button",
        { class: "variant", type: "button", ...attributes },
        make("span", { class: "named" }, make("b", {}, variant.name), make("span", { class: "quiet" }, variant.note)),
        cost(variant, "params"),
        cost(variant, "mult_adds"),
      );
    });
  }

  /** The grid: drawing, squares and ledger share its columns; on a phone its rows. */
  lay() {
    const { columns, lanes, per_gpu } = this.variant;
    const { words, beside } = this.data;
    const parts = shares(columns);
    const labels = LABELS[beside ? "beside" : isClass() ? "slide" : "page"];
    const label = (text, row) => make("span", { class: "label", style: `grid-row: ${row}; grid-column: 1` }, text);
    const cells = columns.flatMap((column, index) => this.cells(column, index));
    const gpus =
      lanes === 2 &&
      make(
        "div",
        { class: "gpus" },
        ...[0, 1].map((gpu) =>
          make("span", {}, make("b", {}, `GPU ${gpu}`), fillSlots(words.held, { count: millions(per_gpu) })),
        ),
      );
    const heads = this.isVertical
      ? []
      : [label(words.reads, 2), ...this.ledger.map((name, i) => label(words[name], 4 + i))];
    this.table.style.gridTemplateColumns = this.isVertical
      ? ""
      : `${labels}px ${parts.map((part) => `minmax(0, ${part * 100}fr)`).join(" ")}`;
    this.mark = make("div", { class: "mark", style: this.place(this.chosen, "1 / 9") });
    this.table.replaceChildren(this.mark, ...(gpus ? [gpus] : []), ...heads, ...cells);
    this.table.append(drawing({ columns, parts, width: this.width, labels, isVertical: this.isVertical }));
  }

  place(index, rows) {
    return this.isVertical
      ? `grid-row: ${index + 1}; grid-column: 1 / -1`
      : `grid-column: ${index + 2}; grid-row: ${rows}`;
  }

  cells(column, index) {
    const old = this.before?.columns.find(({ name }) => name === column.name);
    const isChosen = index === this.chosen;
    const listen = {
      onclick: () => this.choose({ layer: column.name }),
      onpointerenter: () => this.point(index),
      onpointerleave: () => this.point(null),
    };
    const name = make(
      "button",
      {
        class: "name",
        type: "button",
        "data-paper": true,
        "aria-pressed": String(isChosen),
        tabindex: isChosen ? 0 : -1,
        ...listen,
        "data-layer": column.name,
        "data-kind": column.kind,
        "aria-label": this.sentence(column),
      },
      make("b", {}, column.label),
      make("small", {}, column.window),
    );
    const written = this.written(column);
    const before = old && this.written(old);
    const cell = (key) =>
      make("span", { class: `cell of-${key}`, "data-changed": before && written[key] !== before[key] }, written[key]);
    if (this.isVertical) {
      name.style.cssText = `grid-row: ${index + 1}; grid-column: 1`;
      if (column.params) name.append(square(column, this.variant.columns[index - 1]));
      const right = make(
        "span",
        { class: "right", style: `grid-row: ${index + 1}; grid-column: 3` },
        cell("channels"),
        cell("side"),
      );
      return [name, right];
    }
    name.style.cssText = this.place(index, 3);
    const ledger = this.ledger.map((key, i) => {
      const node = cell(key);
      node.style.cssText = `${this.place(index, 4 + i)}; --part: ${this.share(column, key)}`;
      return node;
    });
    const looks = column.params ? square(column, this.variant.columns[index - 1]) : null;
    if (looks) looks.style.cssText += `; ${this.place(index, 2)}`;
    return [...(looks ? [looks] : []), name, ...ledger];
  }

  written(column) {
    const { words } = this.data;
    const hidden = this.isMasked(column);
    return {
      channels: column.channels.map(digits).join("+"),
      side: column.side === null ? "" : `${column.side}²`,
      field: column.field === null ? words.whole : String(column.field),
      params: column.params ? (hidden ? "?" : this.count(column.params)) : "",
      mult_adds: column.mult_adds ? (hidden ? "?" : millions(column.mult_adds)) : "",
    };
  }

  /** A slide has no room for exact numbers of eight digits; they stand below it. */
  count(number) {
    return isClass() && number >= 1e6 ? millions(number) : digits(number);
  }

  share(column, key) {
    if (key !== "params" && key !== "mult_adds") return 0;
    return this.isMasked(column) ? 0 : column[key] / this.variant[key];
  }

  sentence(column) {
    const { words } = this.data;
    const hidden = this.isMasked(column);
    const params = hidden ? "?" : digits(column.params);
    const slots = {
      label: column.label,
      reads: said(column, words),
      channels: digits(column.channels.reduce((a, b) => a + b)),
    };
    const key = column.side === null ? "status_vector" : "status_map";
    return fillSlots(words[key], { ...slots, side: column.side, params });
  }

  point(index) {
    this.pointed = index;
    for (const node of this.table.querySelectorAll("[data-to]"))
      setAttribute(node, "data-lit", Number(node.dataset.to) === (index ?? this.chosen));
  }
}

/**
 * The data are `LanesData` of `__init__.py`. Keeps the state `settings` with their count `n`.
 * @type {import("../shared/view/mount.js").Component<Record<string, any>>}
 */
export default mount(TwoLanes, boardSheet, sheet);
