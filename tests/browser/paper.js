// What is wrong with a page that is laid out for paper: sentences, none if it is a handout.
() => {
  const found = [];
  const inside = (root) =>
    [...root.querySelectorAll("*")].flatMap((node) => [node, ...(node.shadowRoot ? inside(node.shadowRoot) : [])]);
  const box = (node) => node.getBoundingClientRect();
  const hasArea = (node) => box(node).width > 1 && box(node).height > 1;
  const isSeen = (node) => node.checkVisibility({ visibilityProperty: true }) && hasArea(node);
  const seen = inside(document.body).filter(isSeen);
  const name = (node) => `${node.tagName.toLowerCase()}.${node.getAttribute("class") ?? node.dataset.testid ?? ""}`;
  const find = (selector) => seen.filter((node) => node.matches(selector));

  const frame = '[data-testid="stSidebar"], [data-testid="stHeader"], .st-key-section_rail, .st-key-lesson-foot';
  for (const node of find(frame)) found.push(`the frame is printed: ${name(node)}`);
  const isChosen = '[data-paper], [aria-pressed="true"], [aria-checked="true"]';
  // The options of a question are buttons, and on paper boxes to tick.
  const isOption = (node) => node.closest('[class*="-option-"], [class*="-look-"], [class*="-open-"]');
  for (const node of find(`button:not(${isChosen}), [type="range"], [type="file"], .scrubber, .sign-key`))
    if (!isOption(node)) found.push(`a control is printed: ${name(node)}`);

  const column = document.querySelector(".stMain .block-container");
  const { left, right } = box(column);
  const overflow = (node) => getComputedStyle(node).overflowX;
  const isCut = (node) => node !== column && node && (overflow(node) !== "visible" || isCut(node.parentElement));
  // The frame of a window stands a little outside of its grid.
  for (const node of inside(column).filter((node) => isSeen(node) && !node.closest("svg"))) {
    const [over, under] = [box(node).right - right, left - box(node).left].map(Math.round);
    if (Math.max(over, under) > 4 && !isCut(node.parentElement))
      found.push(`wider than the paper: ${name(node)} by ${Math.max(over, under)}`);
    if (["auto", "scroll", "hidden"].includes(overflow(node)) && node.scrollWidth > node.clientWidth + 2)
      found.push(`cut at the right: ${name(node)}, ${node.scrollWidth} in ${node.clientWidth}`);
  }

  const grids = find(".grid-wrap, .mini").map((node) => [node, box(node)]);
  grids.forEach(([node, a], i) => {
    for (const [other, b] of grids.slice(i + 1)) {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 6 && down > 6) found.push(`grids on each other: ${name(node)}, ${name(other)}`);
    }
  });

  for (const card of find('[class*="-card"]').filter((node) => [...node.querySelectorAll(".question")].some(isSeen)))
    if (![...card.querySelectorAll("input, .stRadio, .finding, [class*='-option-'] button")].some(isSeen))
      found.push(`no place for an answer: ${name(card)}`);
  for (const field of find(".stForm input, .band input.field"))
    if (box(field).width < 100) found.push(`no line to write on: ${field.getAttribute("aria-label")}`);

  for (const node of [document.body, document.querySelector(".stApp"), document.querySelector(".print-head")]) {
    const { colorScheme, backgroundColor } = getComputedStyle(node);
    if (colorScheme !== "light" || !["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"].includes(backgroundColor))
      found.push(`not light: ${name(node)}, ${colorScheme}, ${backgroundColor}`);
  }

  for (const node of find("div, section, summary, pre, td")) {
    const colour = getComputedStyle(node).backgroundColor;
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    const isDark = colour.startsWith("rgb") && alpha > 0 && Math.max(red, green, blue) < 90;
    if (isDark && box(node).width * box(node).height > 8000) found.push(`dark on paper: ${name(node)}`);
  }

  const head = document.querySelector(".print-head");
  if (!head?.querySelector("svg path")) found.push("no code");
  if (!head?.textContent.includes(location.href)) found.push(`the address is missing: ${head?.textContent}`);
  return [...new Set(found)];
};
