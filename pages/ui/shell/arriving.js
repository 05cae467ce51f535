// A page arrives piece by piece: it is shown once the first screen stands, so that nothing jumps
// under the reader's eyes. Runs before anything is drawn.
() => {
  const AT_MOST_MS = 8000; // from the first piece on: half a page is better than none
  const STEADY_FRAMES = 3;
  const DRAWN = '[data-ready="true"], a[href=""]'; // or the link that offers to load it once more
  const page = document.documentElement;
  page.dataset.arriving = "";

  const isInSight = (node) => node.getClientRects().length > 0 && node.getBoundingClientRect().top < innerHeight;
  const remembers = () => {
    try {
      return Boolean(localStorage.getItem("cnn_course.learner"));
    } catch {
      return false; // in a frame of another site a browser may keep nothing
    }
  };
  // What the reader did before comes from the browser and changes the page.
  const isRecord = (host) => host.closest(".st-key-learner_record") && remembers();
  const isDrawn = (app) => {
    if (app.dataset.testScriptState !== "notRunning") return false;
    if ([...app.querySelectorAll('[data-testid$="Skeleton"]')].some(isInSight)) return false;
    const hosts = [...app.querySelectorAll('[data-testid="stBidiComponentIsolated"]')];
    const awaited = hosts.filter((host) => isInSight(host) || isRecord(host));
    // Those of the frame are on every page, in sight or not.
    return hosts.length > 0 && awaited.every((host) => host.shadowRoot?.querySelector(DRAWN));
  };

  // What the document showed meanwhile stands in the same places (first_look.py).
  const show = () => {
    const first = document.querySelector(".first-look");
    const { scrollTop } = first?.querySelector("main") ?? {};
    first?.remove();
    delete page.dataset.arriving;
    if (scrollTop) document.querySelector(".stMain").scrollTop = scrollTop;
  };

  let began = 0;
  let steady = 0;
  const look = (now) => {
    const app = document.querySelector('[data-testid="stApp"]');
    if (app) {
      began ||= now;
      steady = isDrawn(app) ? steady + 1 : 0;
      if (steady === STEADY_FRAMES || now - began > AT_MOST_MS) {
        return show();
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};
