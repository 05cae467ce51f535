// Waits until the slide on the screen rests, and says where it is, which key leads on, and what is wrong with it:
// cut off, or smaller than a class can read. Sizes are those of 1280 by 720, whatever the screen.
async () => {
  const PATIENCE_MS = 15_000;
  const deck =
    document.querySelector("[data-testid=class-deck]") ??
    [...document.querySelectorAll("*")]
      .map((n) => n.shadowRoot?.querySelector("[data-testid=class-deck]"))
      .find(Boolean);
  const place = () => [deck.dataset.slide, deck.dataset.part, deck.dataset.shown].join(".");
  const rests = () => deck.dataset.settled === place();
  const restsInTime = await new Promise((done) => {
    const watcher = new MutationObserver(() => look());
    const patience = setTimeout(() => tell(false), PATIENCE_MS);
    const tell = (isInTime) => {
      watcher.disconnect();
      clearTimeout(patience);
      done(isInTime);
    };
    const look = () => rests() && tell(true);
    watcher.observe(deck, { attributes: true });
    look();
  });
  const LEAST = { cell: 64, digit: 28, long: 20, word: 20, weight: 18, key: 18 };
  const SLACK = 0.97; // fonts are rounded
  const zoom = Number(getComputedStyle(document.documentElement).getPropertyValue("--z")) || 1;
  const slide = document.querySelector(".st-key-slide");
  const faults = restsInTime ? [] : ["does not come to rest"];
  const fault = (kind, node, found) => {
    const words = (node.textContent ?? "").trim().slice(0, 30);
    const name = node.getAttribute?.("class") ?? node.nodeName;
    faults.push(`${kind} ${found}: ${String(name).slice(0, 40)} "${words}"`);
  };
  const shown = (node) => {
    const box = node.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  const pixels = (node) => {
    const size = parseFloat(getComputedStyle(node).fontSize);
    if (node instanceof SVGElement) {
      const matrix = node.getScreenCTM?.();
      return (size * Math.abs(matrix?.d || matrix?.a || 1)) / zoom;
    }
    return (size * (node.currentCSSZoom ?? 1)) / zoom;
  };
  const isSmallPrint = (node) =>
    node.closest("sub, sup, .katex, math, mfrac, msub, msup, .sr, [data-small-print]") !== null;
  const read = (node) => {
    if (!pixels(node)) return; // its colour alone is shown
    const isCell = node.getAttribute("role") === "gridcell";
    if (isCell && node.textContent.trim()) {
      const side = node.getBoundingClientRect().height / zoom;
      if (side < LEAST.cell * SLACK) fault("cell", node, Math.round(side));
    }
    const isText = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!isText || isSmallPrint(node)) return;
    const cell = node.closest("[role=gridcell]");
    const kind = node.closest(".weight")
      ? "weight"
      : cell
        ? cell.hasAttribute("data-long")
          ? "long"
          : "digit"
        : "word";
    const size = pixels(node);
    if (size < LEAST[kind] * SLACK) fault(kind, node, Math.round(size * 10) / 10);
  };
  const walk = (root, each) => {
    for (const node of root.querySelectorAll("*")) {
      if (!shown(node) && !node.shadowRoot) continue;
      each(node);
      if (node.shadowRoot) walk(node.shadowRoot, each);
    }
  };
  const box = slide?.getBoundingClientRect();
  const cut = (node) => {
    const { right, bottom, top, left } = node.getBoundingClientRect();
    if (right > box.right + 3 || bottom > box.bottom + 3 || top < box.top - 8 || left < box.left - 8)
      return [right - box.right, bottom - box.bottom, box.top - top, box.left - left].map(Math.round).join(" ");
    return null;
  };
  if (slide)
    walk(slide, (node) => {
      read(node);
      const isText = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
      const isPart =
        isText || node.getAttribute("role") === "gridcell" || node.matches("canvas, img, svg, button, input");
      const out = isPart && !node.closest(".sr") && cut(node);
      if (out) fault("cut", node, out);
    });
  const scrolls = slide && (slide.scrollHeight > slide.clientHeight + 3 || slide.scrollWidth > slide.clientWidth + 3);
  if (scrolls)
    faults.push(`scrolls ${slide.scrollWidth}x${slide.scrollHeight} in ${slide.clientWidth}x${slide.clientHeight}`);
  const foot = deck.querySelector(".foot").getBoundingClientRect();
  for (const item of deck.querySelectorAll(".options > li")) {
    const { bottom, right } = item.getBoundingClientRect();
    if (bottom > foot.top + 2 || right > innerWidth) fault("option cut", item, Math.round(bottom - foot.top));
  }
  if (foot.bottom > innerHeight + 1) fault("foot", deck.querySelector(".foot"), Math.round(foot.bottom));
  const { slide: at, slides, part, parts, shown: level, levels } = deck.dataset;
  const isRevealed = Number(level) >= Number(levels);
  const isLast = at === slides && part === parts;
  const next = isRevealed ? (isLast ? null : "PageDown") : "Enter";
  return { place: place(), next: restsInTime ? next : null, faults: [...new Set(faults)].slice(0, 12) };
};
