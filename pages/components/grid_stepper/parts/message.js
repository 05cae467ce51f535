// What cannot be, and what would help: a number that was refused, or settings with no window.

import { fillSlots } from "../../shared/pure/slots.js";
import { make, setAttribute, setText } from "../../shared/view/dom.js";

const SIDES = ["_height", "_width"];

/** Of every figure, between the stage and its controls. */
export class Message {
  constructor() {
    this.node = make("p", { class: "message", role: "alert", id: "message" });
  }

  /** @param {import("../screen.js").Screen} screen */
  update({ words, scene, refusal }) {
    const text = refusal || (scene.problem ? problemText(words, scene.problem) : "");
    setText(this.node, text);
    setAttribute(this.node, "hidden", !text);
  }
}

/** In the words of one side, where height and width differ. */
function problemText(words, { code, values, ways, axis }) {
  const side = SIDES[axis] ?? "";
  const told = fillSlots(words[code + side], values);
  if (ways.length === 0) return told;
  return `${told} ${ways.map((way) => fillSlots(words[way.code + side], way.values)).join(words.or)}${words.stop}`;
}
