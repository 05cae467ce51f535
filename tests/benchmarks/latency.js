// Measures inside the page, where nothing but the page itself is timed.
window.latency = (() => {
  const find = (id) => {
    for (const host of document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')) {
      const found = host.shadowRoot?.querySelector(`[data-testid="${id}"]`);
      if (found) return found;
    }
    return null;
  };

  let drawnAt = 0;
  const watch = () => {
    if (find("grid-stepper")?.dataset.ready === "true") drawnAt = performance.now();
    else requestAnimationFrame(watch);
  };
  watch();

  // When the first screen of a page stands (pages/ui/shell/arriving.js).
  let stoodAt = 0;
  const watchArrival = (hasBegun) => {
    const isArriving = document.documentElement?.hasAttribute("data-arriving");
    if (hasBegun && !isArriving) stoodAt = performance.now();
    else requestAnimationFrame(() => watchArrival(hasBegun || isArriving));
  };
  watchArrival(false);

  let times = [];
  let stopWatching = () => {};

  // From an event's own time stamp to the first change of the stepper it causes
  // ("mutation"), or to the end of the frame that shows the change ("frame").
  function start({ event, until }) {
    times = [];
    let pending = null;
    const note = (e) => (pending = e.timeStamp);
    const afterFrame = (began) =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => times.push(performance.now() - began);
        channel.port2.postMessage(0);
      });
    const changes = new MutationObserver(() => {
      if (pending === null) return;
      if (until === "frame") afterFrame(pending);
      else times.push(performance.now() - pending);
      pending = null;
    });
    // In the component's own root: from cell to cell, some events never leave it.
    const scope = find("grid-stepper").getRootNode();
    scope.addEventListener(event, note, { capture: true });
    changes.observe(find("grid-stepper"), {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    stopWatching = () => {
      scope.removeEventListener(event, note, { capture: true });
      changes.disconnect();
    };
  }

  function stop() {
    stopWatching();
    return times;
  }

  // From a click on a kernel's picture to the code panel that holds the server's numbers for it.
  function throughServer(kernel) {
    const button = find("grid-stepper").querySelector(`[data-presets="kernel"] [data-preset="${kernel}"]`);
    const panel = find("code-sync");
    return new Promise((resolve) => {
      const began = performance.now();
      let wasPending = false;
      const changes = new MutationObserver(() => {
        wasPending ||= panel.dataset.pending === "true";
        if (!wasPending || panel.dataset.ready !== "true") return;
        changes.disconnect();
        resolve(performance.now() - began);
      });
      changes.observe(panel, { attributes: true });
      button.click();
    });
  }

  // From a click on the only component of a page to the number that the server counted.
  function throughBarePage() {
    const button = find("bare");
    return new Promise((resolve) => {
      const began = performance.now();
      const changes = new MutationObserver(() => {
        changes.disconnect();
        resolve(performance.now() - began);
      });
      changes.observe(button, { attributes: true, attributeFilter: ["data-count"] });
      button.click();
    });
  }

  function switchLanguage(name) {
    const button = [...document.querySelectorAll('.st-key-shell-foot [role="radio"]')].find(
      (radio) => radio.textContent.trim() === name,
    );
    const title = () => document.querySelector(".stMain h1")?.textContent ?? "";
    const before = title();
    return new Promise((resolve) => {
      const began = performance.now();
      const changes = new MutationObserver(() => {
        if (!title() || title() === before) return;
        changes.disconnect();
        resolve(performance.now() - began);
      });
      changes.observe(document.querySelector(".stMain"), {
        subtree: true,
        childList: true,
        characterData: true,
      });
      button.click();
    });
  }

  // All that what was seen has moved since the visit began, by the browser's own count.
  function layoutShift() {
    return new Promise((resolve) => {
      const entries = [];
      const observer = new PerformanceObserver((list) => entries.push(...list.getEntries()));
      observer.observe({ type: "layout-shift", buffered: true });
      setTimeout(() => resolve(entries.reduce((sum, { value }) => sum + value, 0)), 100);
    });
  }

  return {
    get stoodAt() {
      return stoodAt;
    },
    get drawnAt() {
      return drawnAt;
    },
    layoutShift,
    start,
    stop,
    switchLanguage,
    throughBarePage,
    throughServer,
  };
})();
