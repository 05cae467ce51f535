// Which step of the lesson is in view; a click goes to a step.
// The sections live outside this component, in the page: they may come later than the rail.

const READING_LINE = 0.45; // a section is being read once its top is above this part of the window
const RAIL_HEIGHT = 80; // a section whose top is behind the rail has been passed

// Streamlit calls the function below again for new data, but cleans up only at the very end.
const endings = new WeakMap();

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".rail");
  endings.get(root)?.();
  const buttons = build(root, data);
  let current = -1;
  let pinned = -1; // the step that was asked for, as long as it can be seen

  const sections = () => data.items.map((item) => findSection(item.id));

  function show(index) {
    if (index === current || index < 0) return;
    current = index;
    buttons.forEach((button, i) => {
      if (i === index) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    });
    writeProgress(root.querySelector(".where"), data, index);
  }

  function update() {
    const now = sections();
    if (pinned >= 0 && !isInView(now[pinned])) pinned = -1;
    show(pinned >= 0 ? pinned : sectionInView(now, data.items));
  }

  buttons.forEach((button, index) => {
    button.onclick = () => {
      const section = findSection(data.items[index].id);
      if (!section) return;
      pinned = index;
      goTo(section);
      show(index);
    };
  });

  const crossing = new IntersectionObserver(update, {
    rootMargin: `0px 0px ${(READING_LINE - 1) * 100}% 0px`,
    threshold: [0, 1],
  });
  let watched = [];
  function watch() {
    const now = sections().filter(Boolean);
    if (now.length === watched.length && now.every((section, i) => section === watched[i])) return;
    crossing.disconnect();
    now.forEach((section) => crossing.observe(section));
    watched = now;
  }
  // Streamlit puts sections in and takes them out as the script runs; one look a frame is enough.
  let waiting = 0;
  const arriving = new MutationObserver(() => {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      watch();
    });
  });
  arriving.observe(document.querySelector(".stMain") ?? document.body, {
    childList: true,
    subtree: true,
  });
  document.addEventListener("scrollend", update, { capture: true, passive: true });

  watch();
  show(Math.max(0, sectionInView(sections(), data.items)));
  root.dataset.ready = "true";
  const end = () => {
    crossing.disconnect();
    arriving.disconnect();
    cancelAnimationFrame(waiting);
    document.removeEventListener("scrollend", update, { capture: true });
  };
  endings.set(root, end);
  return end;
}

function build(root, data) {
  root.setAttribute("aria-label", data.name);
  const list = root.querySelector("ol");
  const items = data.items.map((item) => {
    const entry = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.step = item.id;
    button.toggleAttribute("data-done", item.done);
    const label = document.createElement("span");
    label.className = "label";
    label.textContent = item.label;
    button.setAttribute("aria-label", item.done ? `${item.label} (${data.done})` : item.label);
    button.append(label);
    entry.append(button);
    return entry;
  });
  list.replaceChildren(...items);
  return items.map((entry) => entry.firstChild);
}

function writeProgress(line, data, index) {
  const [before, after = ""] = data.progress
    .replace("{n}", index + 1)
    .replace("{total}", data.items.length)
    .split("{label}");
  const label = document.createElement("b");
  label.textContent = data.items[index].label;
  line.replaceChildren(before, label, after);
}

function findSection(id) {
  const name = CSS.escape(id);
  return document.querySelector(`.stMain #${name}, .stMain .st-key-${name}`);
}

function isInView(section) {
  const top = section?.getBoundingClientRect().top ?? -1;
  return top >= 0 && top < window.innerHeight;
}

// Where several short sections are in sight, the first that is not done; else the last whose top
// has passed the reading line; at the very end of the page, the last of all.
function sectionInView(sections, items) {
  const scroller = document.querySelector(".stMain");
  const isAtEnd =
    scroller?.scrollTop > 0 &&
    scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
  if (isAtEnd) return sections.findLastIndex(Boolean);
  const line = window.innerHeight * READING_LINE;
  const tops = sections.map((section) => section?.getBoundingClientRect().top ?? Infinity);
  const waiting = tops.findIndex((top, i) => top > RAIL_HEIGHT && top < line && !items[i].done);
  return waiting >= 0 ? waiting : tops.findLastIndex((top) => top < line);
}

function goTo(section) {
  const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  section.scrollIntoView({ behavior: isStill ? "auto" : "smooth", block: "start" });
  // The keyboard goes on from there.
  section.setAttribute("tabindex", "-1");
  section.focus({ preventScroll: true });
}
