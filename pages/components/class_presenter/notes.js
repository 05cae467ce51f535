// The teacher's notes: first what belongs to the slide that is on, then all the rest.

import { fillSlots } from "../shared/pure/slots.js";
import { make } from "../shared/view/dom.js";
import { htmlNode } from "./now.js";

/** Nodes of the notes.
 * @param {{section: string, asks: string, kind: string}} slide
 * @param {{name: string, minutes: number, todo: string, section: string} | null} row Its place in the plan.
 * @param {{name: string, heading: string, points: {html: string, places: string[], questions: string[]}[]}[]} notes
 * @param {Record<string, string>} words
 * @returns {Node[]}
 */
export function noteNodes(slide, row, notes, words) {
  const isOpening = slide.kind === "opening";
  const isOfSlide = (name, { places, questions }) =>
    name === "aim"
      ? isOpening
      : places.includes(slide.section) || places.includes(row?.section) || questions.includes(slide.asks);
  const those =
    (isWanted) =>
    ({ name, heading, points }) => {
      return { name, heading, points: points.filter((point) => isOfSlide(name, point) === isWanted) };
    };
  const rest = notes.map(those(false)).filter(({ points }) => points.length);
  const isLast = ({ name }) => name === "aim"; // said once, at the opening
  return [
    ...(row && !isOpening ? rowNodes(row, words) : []),
    ...notes.map(those(true)).flatMap(partNodes),
    ...(rest.length ? [make("hr", {})] : []),
    ...[...rest.filter((part) => !isLast(part)), ...rest.filter(isLast)].flatMap(partNodes),
  ];
}

function rowNodes({ name, minutes, todo }, words) {
  const planned = make("span", { class: "minutes" }, fillSlots(words.minutes, { minutes }));
  return [make("h2", {}, name, " ", planned), htmlNode("p", "todo", todo)];
}

function partNodes({ name, heading, points }) {
  if (!points.length) return [];
  const items = points.map(({ html }) => htmlNode("li", "", html));
  return [make("h3", { "data-part": name }, heading), make("ul", {}, ...items)];
}
