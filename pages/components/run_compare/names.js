// What the rows of the table are called: a letter, a name to write, a button that lets the run go.

import { fillSlots } from "../shared/pure/slots.js";
import { make, setAttribute } from "../shared/view/dom.js";
import { strokeSample } from "../shared/view/strokes.js";

/** Keeps the fields while the rows around them are drawn anew. */
export class RunNames {
  /** @param {(what: {do: "name" | "remove", letter: string, label?: string}) => void} keep */
  constructor(keep) {
    this.send = keep;
    this.fields = new Map();
  }

  /** Whether somebody writes a name now: then no row may be drawn anew. */
  get isHeld() {
    return [...this.fields.values()].some((field) => field.getRootNode().activeElement === field);
  }

  /**
   * @param {import("./component.js").Kept | import("./ghosts.js").Ghost} one
   * @param {Record<string, string>} strings
   * @returns {HTMLElement} The head of its row.
   */
  cell(one, strings) {
    if (one.ghost)
      return make(
        "th",
        { scope: "row" },
        strokeSample(one.letter, true),
        ` ${fillSlots(strings.ghost, { name: one.name })}`,
        one.label ? make("small", {}, one.label) : null,
      );
    const letter = { letter: one.letter };
    const remove = make(
      "button",
      {
        type: "button",
        class: "remove",
        "data-action": "remove",
        "aria-label": fillSlots(strings.remove, letter),
        title: fillSlots(strings.remove, letter),
        onclick: () => this.send({ do: "remove", ...letter }),
      },
      "\u00d7",
    );
    const head = make(
      "span",
      { class: "run-name" },
      strokeSample(one.letter),
      ` ${one.letter} `,
      this.field(one, strings),
      remove,
    );
    return make("th", { scope: "row" }, head);
  }

  /** One field a run, kept over all drawings of its row. */
  field({ job, letter, label }, strings) {
    let field = this.fields.get(job);
    if (!field) {
      field = make("input", { type: "text", maxlength: "40", autocomplete: "off", "data-field": "name" });
      field.addEventListener("change", () =>
        this.send({ do: "name", letter: field.dataset.letter, label: field.value }),
      );
      field.addEventListener("keydown", (event) => {
        if (event.key === "Enter") field.blur();
      });
      this.fields.set(job, field);
    }
    field.dataset.letter = letter;
    if (field.shown !== label) field.value = field.shown = label;
    setAttribute(field, "placeholder", strings.name);
    setAttribute(field, "aria-label", fillSlots(strings.name_of, { letter }));
    return field;
  }
}
