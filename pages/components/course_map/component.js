// Draws the regions; a plain click opens a page in place, any other click follows the link.

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".map");
  const focused = parentElement.activeElement?.dataset.page;
  root.setAttribute("role", "navigation");
  root.setAttribute("aria-label", data.words.name);
  root.replaceChildren(...data.regions.map((region) => drawRegion(region, data.words)));
  root.onclick = (event) => {
    const link = event.target.closest("a");
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !isPlain) return;
    event.preventDefault();
    setTriggerValue("open", link.dataset.page);
  };
  if (focused) root.querySelector(`[data-page="${CSS.escape(focused)}"]`)?.focus();
  root.dataset.ready = "true";
}

function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

function drawRegion(region, words) {
  const done = region.places.filter((place) => place.state === "done").length;
  const bars = region.places.map((place) => {
    const bar = make("i", "bar");
    bar.toggleAttribute("data-done", place.state === "done");
    return bar;
  });
  const count = make("span", "count", `${done} / ${region.places.length}`);
  const progress = make("span", "progress", ...bars, count);
  const title = make("h2", "", region.title);
  const head = make("header", "", title, make("span", "note", region.note), progress);
  const places = region.places.map((place) => make("li", "", drawPlace(place, words)));
  return make("section", "", head, make("ul", "", ...places));
}

function drawPlace(place, words) {
  const link = make("a", "place");
  link.href = place.href;
  link.dataset.page = place.id;
  link.dataset.state = place.state;
  const picture = make("span", "picture", pictogram(place.id));
  const name = make("b", "", place.title);
  const line = make("span", "line", place.line);
  const text = make("span", "text", name, line);
  if (place.state === "done") picture.append(tick());
  if (place.state !== "open") text.append(make("span", "spoken", ` (${words[place.state]})`));
  if (place.progress > 0 && place.progress < 1) {
    const track = make("span", "track");
    track.style.setProperty("--part", place.progress);
    text.append(track);
  }
  link.append(picture, text);
  return link;
}

function tick() {
  const badge = shape("svg", { viewBox: "0 0 20 20", class: "tick", "aria-hidden": "true" });
  badge.append(
    shape("circle", { cx: 10, cy: 10, r: 10 }),
    shape("path", { d: "M5.5 10.5 8.7 13.6 14.5 7" }),
  );
  return badge;
}
