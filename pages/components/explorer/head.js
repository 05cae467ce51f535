// Above the drawing: which network, where in it, what the widths tell, on which input size.

import { countText } from "../shared/pure/readouts.js";
import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute, setText } from "../shared/view/dom.js";

const MEASURES = ["params", "mult_adds"];

/** The rows above the drawing. */
export class Head {
  /** @param {{change: (patch: object) => void, open: (id: string) => void, export: () => void}} hands */
  constructor(hands) {
    this.hands = hands;
    this.models = make("div", { class: "row-of models", role: "group", "data-sets": "model" });
    this.path = make("ol", { class: "crumbs" });
    this.crumbNav = make("nav", {}, this.path);
    this.up = make("button", { type: "button", class: "button text up", "data-action": "up" });
    this.measures = make("div", {
      class: "segmented",
      role: "radiogroup",
      "data-param": "measure",
    });
    this.size = make("input", {
      type: "text",
      inputmode: "numeric",
      autocomplete: "off",
      "data-param": "size",
      maxlength: 4,
    });
    this.sizeName = make("span");
    this.published = make("button", {
      type: "button",
      class: "button text",
      "data-action": "published",
      "data-sets": "size",
    });
    this.save = make("button", { type: "button", class: "button text", "data-action": "svg", onclick: hands.export });
    this.totals = make("p", { class: "totals" });
    this.problem = make("div", { class: "problem", role: "alert" });
    const measures = make("div", { class: "row-of", "data-sets": "measure" }, this.measures);
    const size = make("label", { class: "size", "data-sets": "size" }, this.sizeName, this.size);
    this.node = make(
      "div",
      { class: "head" },
      this.models,
      make("div", { class: "row-of settings" }, measures, size, this.published),
      this.totals,
      this.problem,
    );
    this.way = make("div", { class: "row-of way", "data-sets": "open" }, this.crumbNav, this.up);
    this.size.addEventListener("change", () => this.resize());
  }

  resize() {
    const text = this.size.value.normalize("NFKC").trim();
    const [low, high] = this.limits;
    const size = Number(text);
    if (text === "") this.hands.change({ size: 0 });
    else if (Number.isInteger(size) && size >= low && size <= high) this.hands.change({ size });
    else this.refuse(fillSlots(this.words.bad_size, { low, high }));
  }

  refuse(text) {
    this.problem.replaceChildren(make("p", {}, text));
    this.problem.hidden = false;
  }

  /** All but the way.
   * @param {{data: any, settings: any, scene: any, problem: any, retry: () => void}} shown
   */
  update({ data, settings, scene, problem, retry }) {
    const { words } = data;
    this.words = words;
    this.limits = data.sizes;
    setAttribute(this.models, "aria-label", words.models);
    this.models.hidden = data.models.length < 2;
    choices(this.models, "chip", data.models, settings.model, (model) => this.hands.change({ model }));
    setAttribute(this.measures, "aria-label", words.measure);
    const measures = MEASURES.map((id) => ({ id, label: words[id] }));
    choices(this.measures, "", measures, settings.measure, (measure) => this.hands.change({ measure }));
    setText(this.sizeName, words.input_size);
    if (this.size.getRootNode().activeElement !== this.size)
      this.size.value = String(settings.size || (scene?.in_shape[1] ?? ""));
    setText(this.published, words.published);
    this.published.hidden = !settings.size;
    this.published.onclick = () => this.hands.change({ size: 0 });
    setText(this.save, words.save);
    setAttribute(this.crumbNav, "aria-label", words.way);
    if (scene) this.sum(scene, words);
    this.tell(problem, words, retry);
  }

  sum({ totals, in_shape: shape }, words) {
    const parts = [
      [countText(totals.params), words.params],
      [countText(totals.mult_adds), words.mult_adds],
      [shape.join(" \u00d7 "), words.entry],
    ];
    this.totals.replaceChildren(...parts.map(([value, name]) => make("span", {}, make("b", {}, value), ` ${name}`)));
  }

  tell(problem, words, retry) {
    this.problem.hidden = !problem;
    if (!problem) return;
    const { code, values = {} } = problem;
    const isSmall = code === "map_vanishes";
    const way = isSmall ? () => this.hands.change({ size: values.smallest }) : retry;
    this.problem.replaceChildren(
      make("p", {}, fillSlots(words[code], values)),
      make(
        "button",
        { type: "button", class: "button", onclick: way },
        fillSlots(words[isSmall ? "use_smallest" : "retry"], values),
      ),
    );
  }

  /** The way down to what is open.
   * @param {{id: string, name: string}[]} way
   * @param {boolean} isNarrow On a phone there is no Esc.
   */
  crumbs(way, isNarrow) {
    this.path.replaceChildren(
      ...way.map(({ id, name }, i) =>
        make(
          "li",
          {},
          make(
            "button",
            {
              type: "button",
              "data-id": id,
              "aria-current": i === way.length - 1 ? "location" : null,
              onclick: () => this.hands.open(id),
            },
            name,
          ),
        ),
      ),
    );
    const above = way.at(-2);
    setText(this.up, this.words[isNarrow ? "up_touch" : "up"]);
    this.up.disabled = !above;
    this.up.onclick = () => above && this.hands.open(above.id);
  }
}

/** Buttons of which one is on; built anew only where they change. */
function choices(node, kind, wanted, chosen, choose) {
  const isRadio = node.getAttribute("role") === "radiogroup";
  const key = wanted.map(({ id }) => id).join(" ");
  if (node.dataset.ids !== key) {
    node.dataset.ids = key;
    node.replaceChildren(...wanted.map(({ id }) => make("button", { type: "button", class: kind, "data-value": id })));
  }
  wanted.forEach(({ id, label }, i) => {
    const button = node.children[i];
    const isOn = id === chosen;
    setText(button, label);
    button.onclick = () => choose(id);
    if (!isRadio) return setAttribute(button, "aria-pressed", String(isOn));
    setAttribute(button, "role", "radio");
    setAttribute(button, "aria-checked", String(isOn));
    setAttribute(button, "tabindex", isOn ? "0" : "-1");
    button.onkeydown = (event) => {
      const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
      if (!by) return;
      event.preventDefault();
      event.stopPropagation();
      const next = (i + by + wanted.length) % wanted.length;
      choose(wanted[next].id);
      node.children[next].focus();
    };
  });
}
