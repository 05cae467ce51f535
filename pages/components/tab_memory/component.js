// Keeps in this tab what a page would lose when it is loaded again, and tells the next session of it.

import { make } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import { settle } from "./settle.js";

class TabMemory {
  constructor(root, data, send) {
    this.send = send;
    root.append(make("span", { "data-ready": true, hidden: true }));
    this.receive(data);
  }

  receive({ place, memory, tells }) {
    try {
      const stored = JSON.parse(sessionStorage.getItem(place) ?? "null");
      const what = settle(stored, memory, this.told === memory.visit);
      if (what === "write") sessionStorage.setItem(place, JSON.stringify(memory));
      if (what !== "tell" || !tells) return;
      this.told = memory.visit;
      this.send.trigger("stored", stored);
    } catch {
      // a browser that remembers nothing: the page begins anew
    }
  }
}

/**
 * Data: the name of the memory in the tab, the memory, and whether what another session left is told, as `stored`.
 * @type {import("../shared/view/mount.js").Component<{place: string, memory: import("./settle.js").Memory,
 *   tells: boolean}>}
 */
export default mount(TabMemory);
