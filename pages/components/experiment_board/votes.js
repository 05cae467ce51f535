// Networks that vote: on one scale what each says alone, and what so many say together.

import { draw, make, setAttribute, setText } from "../shared/view/dom.js";

const VOTE_ROW = 40;

/** Hidden while there is no vote. */
export class VotePanel {
  constructor() {
    this.title = make("h3", { class: "arm-name" });
    this.note = make("span", { class: "caption" });
    this.drawing = draw("svg", { class: "chart", role: "img" });
    this.node = make(
      "section",
      { class: "votes", "data-part": "votes", hidden: true },
      make("div", { class: "votes-head" }, this.title, this.note),
      this.drawing,
    );
  }

  /** @param {import("./component.js").BoardData} data */
  update({ votes, members, strings }) {
    setAttribute(this.node, "hidden", !votes.length);
    if (!votes.length) return;
    setText(this.title, strings.votes);
    setText(this.note, strings.votes_note);
    const width = Math.max(240, this.node.clientWidth);
    const isNarrow = width < 520;
    const rowHeight = isNarrow ? 58 : VOTE_ROW; // on a phone the name stands above its dots
    const height = rowHeight * votes.length + 26;
    setAttribute(this.drawing, "viewBox", `0 0 ${width} ${height}`);
    setAttribute(this.drawing, "height", height);
    setAttribute(
      this.drawing,
      "aria-label",
      `${strings.votes}: ${votes.map(({ name, value, gain }) => [name, value, gain].filter(Boolean).join(" ")).join(", ")}`,
    );
    const all = [...members, ...votes.map(({ share }) => share)];
    const [low, high] = [Math.max(0, Math.floor(Math.min(...all) - 1)), Math.min(100, Math.ceil(Math.max(...all) + 1))];
    const [left, right] = [isNarrow ? 14 : 190, 116];
    const x = (share) => left + ((share - low) / (high - low)) * (width - left - right);
    this.drawing.replaceChildren(
      ...this.axis(x, low, high, rowHeight * votes.length),
      ...votes.flatMap((vote, i) =>
        this.row(vote, members, x, rowHeight * (i + (isNarrow ? 0.68 : 0.5)), width - right, isNarrow),
      ),
    );
  }

  axis(x, low, high, bottom) {
    const step = Math.max(1, Math.ceil((high - low) / 5));
    const nodes = [];
    for (let tick = low; tick <= high; tick += step) {
      nodes.push(
        draw("line", { class: "grid-line", x1: x(tick), x2: x(tick), y1: 4, y2: bottom }),
        draw("text", { x: x(tick), y: bottom + 18, "text-anchor": "middle" }, String(tick)),
      );
    }
    return nodes;
  }

  row({ id, name, size, share, value, gain }, members, x, y, end, isNarrow) {
    // Three are the mean over all threes: only of one alone can all be shown.
    const alone = (size === 1 ? members : []).map((member) =>
      draw("circle", { class: "member", cx: x(member), cy: y, r: 4 }),
    );
    return [
      draw("text", { class: "vote-name", x: 0, y: isNarrow ? y - 16 : y + 5 }, name),
      ...alone,
      draw("circle", { class: "vote", "data-vote": id, cx: x(share), cy: y, r: 7.5 }),
      draw("text", { class: "vote-value", x: end + 14, y: gain ? y - 1 : y + 5 }, value),
      draw("text", { x: end + 14, y: y + 15 }, gain),
    ];
  }
}
