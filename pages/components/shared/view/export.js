// What leaves the page, such as a plot as PNG. Made in the browser, nothing is asked.

import { draw, make } from "./dom.js";

const STYLED = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "font-size",
  "font-weight",
  "text-anchor",
  "visibility",
  "paint-order",
];
const PNG_SCALE = 2;
const TITLE_HEIGHT = 36;

/** Hand a file to the learner.
 * @param {string} name
 * @param {Blob} blob
 */
export function download(name, blob) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A drawing without its style sheet: every computed style written into the node. */
function standalone(svg) {
  const copy = svg.cloneNode(true);
  const pairs = [
    [svg, copy],
    ...[...svg.querySelectorAll("*")].map((node, i) => [node, copy.querySelectorAll("*")[i]]),
  ];
  for (const [from, to] of pairs) {
    const computed = getComputedStyle(from);
    to.setAttribute("style", STYLED.map((name) => `${name}:${computed.getPropertyValue(name)}`).join(";"));
  }
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("font-family", "sans-serif");
  return copy;
}

/** A drawing as a file of its own.
 * @param {SVGElement} svg As it stands on the page.
 * @param {string} ground A colour: its words are of the theme, and would not show on another.
 * @returns {string}
 */
export function svgText(svg, ground) {
  const copy = standalone(svg);
  copy.prepend(draw("rect", { width: "100%", height: "100%", fill: ground }));
  return new XMLSerializer().serializeToString(copy);
}

/** A drawing as it stands on the page, as an image of its size. */
async function chartImage(svg) {
  const { width, height } = svg.getBoundingClientRect();
  const copy = standalone(svg);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return { image, width, height };
}

/** Drawings side by side, each under its title if it has one.
 * @param {{svg: SVGElement, title?: string}[]} charts
 * @param {{page: string, ink: string}} look Colours.
 * @returns {Promise<Blob | null>} A PNG of twice the size on screen.
 */
export async function chartsPng(charts, { page, ink }) {
  const images = await Promise.all(charts.map(({ svg }) => chartImage(svg)));
  const head = charts.some(({ title }) => title) ? TITLE_HEIGHT : 0;
  const canvas = make("canvas", {});
  canvas.width = Math.ceil(PNG_SCALE * images.reduce((sum, { width }) => sum + width, 0));
  canvas.height = Math.ceil(PNG_SCALE * (head + Math.max(...images.map(({ height }) => height))));
  const pen = canvas.getContext("2d");
  pen.fillStyle = page;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(PNG_SCALE, PNG_SCALE);
  pen.fillStyle = ink;
  pen.font = "600 16px sans-serif";
  let left = 0;
  images.forEach(({ image, width, height }, i) => {
    if (charts[i].title) pen.fillText(charts[i].title, left + 12, head - 10);
    pen.drawImage(image, left, head, width, height);
    left += width;
  });
  return new Promise((resolve) => {
    canvas.toBlob(resolve, "image/png");
  });
}
