// One entry of the browser's history a gesture: Streamlit makes one for every change of the address.

import { gesture } from "../shared/pure/gestures.js";

/** Takes the place of `history.pushState` until `destroy`. */
export class Entries {
  constructor() {
    const push = history.pushState;
    let moving = "";
    history.pushState = function pushState(state, title, url) {
      const told = gesture(new URL(location), new URL(url ?? location, location), moving);
      moving = told.moving;
      return told.isSame ? history.replaceState(state, title, url) : push.call(history, state, title, url);
    };
    this.forget = () => (moving = "");
    addEventListener("popstate", this.forget);
  }

  destroy() {
    delete history.pushState;
    removeEventListener("popstate", this.forget);
  }
}
