// Where each part of a figure goes.

import { make } from "../shared/view/dom.js";
import { isClass } from "../shared/view/view.js";
import { Message } from "./parts/message.js";
import { Stage } from "./stage.js";

/** Parts that are a stage by themselves, where no line of matrices is one. */
const STAGES = ["lanes", "flatten", "through"];

/** A slide has less room than a page: a line may say what of it is enough. */
const itemsOf = ({ items, in_class }) => (isClass() && in_class) || items;

/**
 * The nodes of a figure out of its parts.
 *
 * @param {import("./parts.js").Figure} figure
 * @param {((new (figure: object, options: object) => import("./parts.js").Part) | null)[]} classes Of its parts.
 * @returns {{node: HTMLElement, stage: Stage, message: Message, parts: (import("./parts.js").Part | null)[],
 *   place: (arrangement: import("./arrange.js").Arrangement) => void}}
 */
export function compose(figure, classes) {
  const Own = classes[figure.data.parts.findIndex(([name]) => STAGES.includes(name))];
  const isPart = (Part) => Part && Part !== Own;
  const parts = classes.map((Part, i) => (isPart(Part) ? new Part(figure, figure.data.parts[i][1]) : null));
  const at = (place) => parts.filter((part) => part?.constructor.place === place);
  const nodes = (place) => at(place).flatMap((part) => part.nodes ?? [part.node]);
  const line = figure.data.parts.find(([name]) => name === "line");
  const stage = line ? new Stage(figure, itemsOf(line[1]), at("stage")) : new Own(figure, at("stage"));
  for (const part of at("matrix")) stage.measure(part);
  const message = new Message();
  const docked = parts.flatMap((part) => part?.docked ?? []);
  const dock = make("div", { class: "dock" }, ...docked, ...nodes("dock"));
  const pictures = nodes("pictures");
  const controls = make(
    "div",
    { class: "controls" },
    ...nodes("controls"),
    pictures.length ? make("div", { class: "pictures" }, ...pictures) : null,
  );
  const node = make(
    "div",
    { class: "stepper", role: "group", "data-testid": "grid-stepper" },
    ...nodes("top"),
    stage.node,
    message.node,
    ...nodes("below"),
    dock,
    controls.children.length ? controls : null,
  );
  if (line && isClass()) stage.take(dock);
  const docking = at("stage").filter((part) => part.constructor.docks);
  const place = ({ kind }) => {
    const home = kind === "phone" ? dock : stage.node;
    for (const part of docking) if (part.node.parentNode !== home) home.prepend(part.node);
  };
  return { node, stage, message, parts, place };
}
