// Keeps what the learner has done in this browser, and tells each new session of it.

import { make } from "../shared/view/dom.js";
import { mount } from "../shared/view/mount.js";
import { hasNews, merge, NOTHING, parse } from "./merge.js";

const PLACE = "cnn_course.learner";

class Keeper {
  constructor(root, data, send) {
    this.send = send;
    // Another tab has written: a tab that nobody looks at need not run its page for that.
    this.listen = (event) => {
      if (event.type === "storage" && event.key !== PLACE) return;
      if (!document.hidden) this.tell();
    };
    if (data.visit) {
      window.addEventListener("storage", this.listen);
      document.addEventListener("visibilitychange", this.listen);
    }
    root.append(make("span", { "data-ready": true, hidden: true }));
    this.receive(data);
  }

  destroy() {
    window.removeEventListener("storage", this.listen);
    document.removeEventListener("visibilitychange", this.listen);
  }

  receive({ record, visit }) {
    const stored = read();
    if (hasNews(record, stored)) write(merge(stored, record));
    if (!visit) return;
    const isAnotherSession = visit !== this.visit;
    this.visit = visit;
    this.known = merge(isAnotherSession ? NOTHING : this.known, record);
    if (isAnotherSession) this.tell();
  }

  /** What is stored, if the session does not know all of it. */
  tell() {
    const stored = read();
    if (!hasNews(stored, this.known)) return;
    this.known = merge(this.known, stored);
    this.send.trigger("stored", stored);
  }
}

// A browser may refuse its storage (a private window, a full disk): then this visit is all there is.
function read() {
  try {
    return parse(localStorage.getItem(PLACE));
  } catch {
    return NOTHING;
  }
}

function write(record) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(record));
  } catch {
    // nothing to be done, and nothing lost but the memory
  }
}

/**
 * Data: what this session wrote, and its name; "" only writes. Tells as `stored` what the browser had.
 * @type {import("../shared/view/mount.js").Component<{record: import("./merge.js").LearnerRecord, visit: string}>}
 */
export default mount(Keeper);
