// What is left behind each layer, as bars on a log scale beside the rows.

import { logShare } from "../../shared/pure/axis.js";
import { percentText } from "../../shared/pure/readouts.js";
import { make, setAttribute, setText } from "../../shared/view/dom.js";

const [LOWEST, HIGHEST] = [-6, 0];
/** Where little is left: a hundredth. */
const FADED = 0.01;

/** Of `scene.left`, a share from 0 to 1 for each layer, as far as the steps have come.
 * @implements {import("../parts.js").Part}
 */
export class Left {
  static place = "stage";
  static area = "legend";
  static least = 190;
  static stays = true;

  constructor() {
    this.title = make("div", { class: "name left-name" });
    this.list = make("ol", { class: "left-bars" });
    this.node = make("div", { class: "left" }, this.title, this.list);
  }

  update({ scene, settings, words, player, arrangement }) {
    setText(this.title, words[`left_${settings.follow}`]);
    this.node.style.setProperty("--cell", `${arrangement.small}px`);
    const shown = scene.left.slice(0, player.step + 1);
    this.list.replaceChildren(
      ...scene.left.map((share, layer) => {
        const isShown = layer < shown.length;
        const bar = make("i", {});
        bar.style.setProperty("--share", isShown ? logShare(share, LOWEST, HIGHEST) : 0);
        const text = isShown ? `${percentText(share, share < 0.1 ? 2 : 0)}%` : "";
        return make("li", { "data-faded": isShown && share < FADED }, bar, make("b", {}, text));
      }),
    );
    setAttribute(this.list, "aria-label", words[`left_${settings.follow}`]);
  }
}
