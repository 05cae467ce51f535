// What leaves the page: the plot as PNG, the curves as CSV. Made in the browser, nothing is asked.

const STYLED = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "font-size", "font-weight", "text-anchor", "visibility", "paint-order"];
const PNG_SCALE = 2;

function download(name, blob) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** One row an evaluation: what was measured, nothing smoothed. */
function curvesCsv(runs) {
  const names = ["test_accuracy", "test_loss", "train_accuracy", "train_loss"];
  const rows = [["run", "step", "seconds", ...names].join(",")];
  for (const { letter, run } of runs) {
    for (const test of run.tests) {
      const seconds = secondsAt(run, test.step);
      rows.push([letter, test.step, seconds.toFixed(3), ...names.map((name) => test[name] ?? "")].join(","));
    }
  }
  return new Blob([`${rows.join("\n")}\n`], { type: "text/csv" });
}

/** A drawing without its style sheet: every computed style written into the node. */
function standalone(svg) {
  const copy = svg.cloneNode(true);
  const pairs = [[svg, copy], ...[...svg.querySelectorAll("*")].map((node, i) => [node, copy.querySelectorAll("*")[i]])];
  for (const [from, to] of pairs) {
    const computed = getComputedStyle(from);
    to.setAttribute("style", STYLED.map((name) => `${name}:${computed.getPropertyValue(name)}`).join(";"));
  }
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("font-family", "sans-serif");
  return copy;
}

async function chartPng(svg, page) {
  const { width, height } = svg.getBoundingClientRect();
  const copy = standalone(svg);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  const canvas = make("canvas", {});
  canvas.width = Math.ceil(width * PNG_SCALE);
  canvas.height = Math.ceil(height * PNG_SCALE);
  const pen = canvas.getContext("2d");
  pen.fillStyle = page;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}
