// A picture passes through the network: which one, how far it is, what each part made of it.

import { Maps } from "./maps.js";
import { Pictures } from "./pictures.js";
import { operatorsOf } from "./tree.js";

const SEEDS = 10_000;

/** The row of pictures, and the maps of the chosen one. */
export class Passage {
  /** @param {{settle: (patch: object) => void, changed: () => void}} hands changed: more maps are known. */
  constructor({ settle, changed }) {
    this.changed = changed;
    this.own = null;
    this.frame = 0;
    this.pictures = new Pictures({
      choose: (picture) => settle({ picture }),
      // It stays in this tab; the address does not know it.
      own: (file) => {
        this.own = { file, count: (this.own?.count ?? 0) + 1 };
        settle({ picture: "own" });
      },
      draw: () => settle({ seed: (this.settings.seed + 1) % SEEDS }),
    });
    this.maps = new Maps((problem) => this.tell(problem));
    this.node = this.pictures.node;
  }

  stop() {
    cancelAnimationFrame(this.frame);
    this.maps.stop();
  }

  /** What came out of a part.
   * @param {import("./tree.js").Node} node
   * @returns {import("./maps.js").Seen | null}
   */
  of(node) {
    return this.maps.of(node);
  }

  get isDone() {
    return this.maps.seen.size > 0 && !this.maps.isRunning;
  }

  /** One's own only while it is here. */
  get picture() {
    return this.settings.picture === "own" && !this.own ? "none" : this.settings.picture;
  }

  /** Send what the settings name.
   * @param {{data: any, settings: any, scene: any}} shown Without a scene nothing is sent.
   */
  update({ data, settings, scene }) {
    Object.assign(this, { settings, scene });
    const { picture, own } = this;
    const { model, size, seed } = settings;
    this.pictures.update({ data, chosen: picture, seed });
    const isOwn = picture === "own";
    const asked = new URLSearchParams({ picture, size, seed, name: isOwn ? own.file.name : "" });
    const key = picture !== "none" && scene ? `${model} ${asked} ${own?.count}` : "";
    this.maps.send(key, `${data.scenes}${model}/maps?${asked}`, isOwn ? own.file : null);
  }

  /** Once a frame, however fast the maps come. */
  tell(problem) {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      const { seen, isRunning } = this.maps;
      const all = this.scene ? operatorsOf(this.scene.root).filter(({ shape }) => shape.length > 1).length : 0;
      const isShown = this.picture !== "none" && Boolean(this.scene);
      this.pictures.tell({ done: seen.size, all, isRunning, isShown, problem });
      this.changed();
    });
  }
}
