// What a page shows and how it came to show it, as plain data: test_walk.py judges it.
async () => {
  const HIDDEN = "script, style, noscript, template, option";
  const SAME_IN_BOTH = "code, pre, var, .pair, [lang]:not(html)";
  const IDLE =
    ":disabled, [aria-disabled=true], [aria-hidden=true], svg, canvas, .entry[data-none], .entry[data-stale]";
  // Made to be scrolled, by keys too: the network on its strip, the arms of an experiment, a program on a phone.
  const SCROLLED = ".scroller, .board, .program, .program-lines, .stCode pre";
  const NAMES = ["aria-label", "title", "placeholder", "alt"];

  // From the first moment on, what is seen stands still.
  const shifts = [];
  new PerformanceObserver((list) => shifts.push(...list.getEntries())).observe({
    type: "layout-shift",
    buffered: true,
  });

  await new Promise((done) => setTimeout(done, 100));
  const shift = shifts.reduce((sum, { value }) => sum + value, 0);

  // Past everything: some parts are drawn when they come into sight.
  const main = document.querySelector(".stMain");
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)));
  for (let top = 0; top < main.scrollHeight; top += main.clientHeight / 2) {
    main.scrollTo({ top, behavior: "instant" });
    await frame();
  }
  main.scrollTo({ top: 0, behavior: "instant" });
  await frame();

  function* elements(root) {
    for (const child of root.children) {
      yield child;
      if (child.shadowRoot) yield* elements(child.shadowRoot);
      yield* elements(child);
    }
  }
  const up = (node) => node.parentElement ?? node.getRootNode().host ?? null;
  const isSeen = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const ownText = (node) =>
    [...node.childNodes]
      .filter((n) => n.nodeType === Node.TEXT_NODE)
      .map((n) => n.data)
      .join(" ")
      .trim();
  for (const grid of [...elements(main)].filter((node) => node.matches("[role=grid]:empty") && isSeen(node))) {
    grid.scrollIntoView();
    for (let tries = 0; tries < 100 && !grid.firstChild; tries += 1) await frame();
  }
  const all = [...elements(document.body)].filter((node) => !node.closest(HIDDEN));
  const seen = all.filter(isSeen);

  // Words: what is read, and what is read aloud. Streamlit's own chrome is not ours.
  const isProse = (node) => !node.closest(SAME_IN_BOTH);
  const words = seen.flatMap((node) => {
    const named = NAMES.map((name) => node.getAttribute(name));
    return [ownText(node), ...named].filter(Boolean).map((text) => ({ text, prose: isProse(node) }));
  });

  // Contrast, by WCAG: the colour of a text against all that is painted below it.
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const rgba = (css) => {
    if (!known.has(css)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      known.set(css, [r, g, b, a / 255]);
    }
    return known.get(css);
  };
  const over = ([r, g, b, a], ground) => [r, g, b].map((channel, i) => channel * a + ground[i] * (1 - a));
  const groundOf = (node) => {
    const layers = [];
    for (let at = node; at; at = up(at)) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none") return null; // a hatching or a picture
      layers.push(rgba(style.backgroundColor));
      if (layers.at(-1)[3] === 1) break;
    }
    return layers.reverse().reduce((ground, layer) => over(layer, ground), [255, 255, 255]);
  };
  const opacityOf = (node) => {
    let product = 1;
    for (let at = node; at; at = up(at)) product *= Number(getComputedStyle(at).opacity);
    return product;
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const faint = seen
    .filter((node) => ownText(node) && !node.closest(IDLE))
    .flatMap((node) => {
      const style = getComputedStyle(node);
      const ground = groundOf(node);
      const [r, g, b, a] = rgba(style.color);
      if (!ground || a === 0 || node.clientWidth === 1) return [];
      const lights = [luminance(over([r, g, b, a * opacityOf(node)], ground)), luminance(ground)].sort((x, y) => y - x);
      const ratio = (lights[0] + 0.05) / (lights[1] + 0.05);
      const size = parseFloat(style.fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      const least = isLarge ? 3 : 4.5;
      return ratio < least - 0.02
        ? [`${ratio.toFixed(2)}: ${node.className || node.tagName}: ${ownText(node).slice(0, 40)}`]
        : [];
    });

  // Boxes that hide part of their words; a box of 1 px is for screen readers alone.
  const cutOff = [...elements(document.body)].flatMap((box) => {
    const isBox = getComputedStyle(box).overflowX !== "visible" && box.clientWidth > 1 && !box.matches(SCROLLED);
    const isCut = isBox && box.scrollWidth > box.clientWidth + 1 && box.innerText?.trim();
    return isCut ? [`${box.className || box.tagName}: ${box.innerText.slice(0, 60)}`] : [];
  });

  // The font of variables has letters only: its digits are old ones that lie on each other, and slanted Chinese is ugly.
  const slanted = seen
    .filter((node) => node.matches("var") && /[\d()[\]+\u2212\u4e00-\u9fff]/.test(node.textContent))
    .map((node) => node.textContent);

  const grids = seen
    .filter((node) => node.matches("[role=grid]"))
    .map((grid) => ({
      name: grid.getAttribute("aria-label") ?? "",
      role: grid.dataset.role ?? "",
      rows: grid.querySelectorAll("[role=row]").length,
      cells: [...grid.querySelectorAll("[role=gridcell]")].map((cell) =>
        [cell.dataset.row ?? "", cell.dataset.col ?? ""].join(),
      ),
    }));
  const rail = seen.filter((node) => node.matches("[data-testid=section-rail] [data-step]"));
  return {
    words,
    faint,
    cutOff,
    slanted,
    shift,
    grids,
    rail: rail.map((step) => step.textContent.trim()),
    headings: seen.filter((node) => node.matches("h1")).map((node) => node.textContent.trim()),
    lang: document.documentElement.lang,
    title: document.title,
  };
};
