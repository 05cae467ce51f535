// What is said of a part: on a card beside it, in the dock of a phone, in a sentence.

import { countText, percentText, shortCount, shortText } from "../shared/pure/readouts.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setText } from "../shared/view/dom.js";
import { settingText } from "./labels.js";
import { shapeText } from "./text.js";

/** Numbers of a part, as they are said: key, name and value. */
function facts(node, scene, words) {
  const share = (value, all) => (all && value ? ` (${percentText(value / all)}%)` : "");
  const { totals } = scene;
  const [, height, width] = node.shape;
  const whole = node.field && scene.in_shape[1] <= node.field ? words.whole_picture : "";
  const found = [
    ["setting", words.setting, settingText(node)],
    [
      "shape",
      words.out_shape,
      height ? `${countText(node.shape[0])} \u00d7 ${height} \u00d7 ${width}` : countText(node.shape[0]),
    ],
    ["params", words.params, countText(node.params) + share(node.params, totals.params)],
    ["mult_adds", words.mult_adds, countText(node.mult_adds) + share(node.mult_adds, totals.mult_adds)],
    [
      "field",
      words.field,
      node.field
        ? fillSlots(words.field_value, { field: countText(node.field), jump: node.jump }) + whole
        : words.field_all,
    ],
  ];
  return found.filter(([, , value]) => value);
}

/** A part in one sentence, for its name and the line below the drawing.
 * @param {import("./tree.js").Node} node
 * @param {any} scene
 * @param {Record<string, string>} words
 * @returns {string}
 */
export function sentence(node, scene, words) {
  const template = !node.id ? words.said_whole : node.shape.length > 1 ? words.said : words.said_vector;
  const [channels, height, width] = node.shape;
  const settings = settingText(node);
  return fillSlots(template, {
    name: node.id || scene.title,
    setting: settings ? fillSlots(words.said_setting, { setting: settings }) : "",
    channels: countText(channels),
    height,
    width,
    params: countText(node.params),
    share: percentText(node.params / scene.totals.params),
    mult_adds: countText(node.mult_adds),
    field: node.field ? fillSlots(words.said_field, { field: countText(node.field) }) : "",
  });
}

/** The card beside a box. */
export class Card {
  constructor() {
    this.node = make("div", { class: "card", "aria-hidden": "true" });
    this.node.hidden = true;
  }

  /** Show it beside a box, where there is room.
   * @param {import("./tree.js").Node | null} node Null hides it.
   * @param {{scene: any, words: Record<string, string>, box: {x: number, y: number, w: number, h: number}, width: number,
   *   height: number, hint: string,
   *   seen: import("./maps.js").Seen | null}} [at]
   */
  show(node, at) {
    this.node.hidden = !node;
    if (!node || !at) return;
    const { scene, words, box, width } = at;
    const parts = [
      make("div", { class: "card-head" }, make("b", {}, node.name || scene.title), make("code", {}, node.id)),
      make(
        "dl",
        {},
        ...facts(node, scene, words).flatMap(([key, name, value]) => [
          make("dt", {}, name),
          make("dd", { "data-fact": key }, value),
        ]),
      ),
      at.seen && mapOf(at.seen, words),
      make("p", { class: "caption" }, at.hint),
    ].filter(Boolean);
    this.node.replaceChildren(...parts);
    const own = this.node.getBoundingClientRect();
    const right = box.x + box.w + 18;
    const left = right + own.width <= width ? right : Math.max(0, box.x - own.width - 18);
    const top = Math.max(0, Math.min(box.y, at.height - own.height));
    this.node.style.translate = `${Math.round(left)}px ${Math.round(top)}px`;
  }
}

/** Its first four maps, and between which numbers they lie. */
const mapOf = ({ source, low, high }, words) =>
  make(
    "figure",
    {},
    make("img", { src: source, alt: "" }),
    make(
      "figcaption",
      { class: "caption" },
      fillSlots(words.map_range, { low: shortText(low), high: shortText(high) }),
    ),
  );

/** The chosen part in one line, with keys: what a phone has instead of a card. */
export class Dock {
  /** @param {{before: () => void, open: () => void, next: () => void}} hands */
  constructor(hands) {
    const key = (action) =>
      make("button", {
        type: "button",
        class: "button",
        "data-action": action,
        "data-sets": action === "open" ? "open" : null,
        onclick: hands[action],
      });
    this.keys = { before: key("before"), open: key("open"), next: key("next") };
    this.keys.open.classList.add("filled");
    this.name = make("b");
    this.setting = make("span", { class: "quiet" });
    this.values = make("dl", {});
    this.node = make(
      "div",
      { class: "dock" },
      make("p", { class: "dock-name" }, this.name, this.setting),
      this.values,
      make("div", { class: "dock-keys" }, this.keys.before, this.keys.open, this.keys.next),
    );
  }

  /** Say a part.
   * @param {import("./tree.js").Node} node
   * @param {{scene: any, words: Record<string, string>, canOpen: boolean}} how
   */
  show(node, { scene, words, canOpen }) {
    setText(this.name, node.name || scene.title);
    setText(this.setting, ` ${settingText(node)}`);
    const values = {
      shape: shapeText(node.shape),
      params: shortCount(node.params),
      mult_adds: shortCount(node.mult_adds),
    };
    const shareOf = (key) => (node[key] && scene.totals[key] ? ` ${percentText(node[key] / scene.totals[key])}%` : "");
    this.values.replaceChildren(
      ...Object.entries(values).map(([key, value]) =>
        make(
          "div",
          {},
          make("dd", {}, value),
          make("dt", {}, (key === "shape" ? words.out_shape : words[key]) + shareOf(key)),
        ),
      ),
    );
    for (const [action, button] of Object.entries(this.keys)) setText(button, words[`dock_${action}`]);
    this.keys.open.disabled = !canOpen;
  }
}
