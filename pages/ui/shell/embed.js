// In a frame of another page (`embed=true`, Streamlit's own parameter): theme.css leaves the frame of
// the course out, and whoever holds the frame is told how high the page is, as often as that changes.
// Runs before anything is drawn.
() => {
  if (new URLSearchParams(location.search).get("embed") !== "true") return;
  document.documentElement.dataset.embed = "";
  if (window.parent === window) return;
  let told = 0;
  // A slide is as large as its frame, whoever decides on that.
  const fillsItsFrame = () => ["class", "presenter"].includes(new URLSearchParams(location.search).get("view"));
  const tell = () => {
    if (fillsItsFrame()) return;
    const box = document.querySelector('[data-testid="stMainBlockContainer"]');
    const content = box?.firstElementChild;
    if (!content) return;
    // The box is at least as high as the window: what stands in it is measured.
    const { paddingTop, paddingBottom } = getComputedStyle(box);
    const padding = Number.parseFloat(paddingTop) + Number.parseFloat(paddingBottom);
    const height = Math.ceil(content.getBoundingClientRect().height + padding);
    if (height === told) return;
    told = height;
    window.parent.postMessage({ type: "cnn-height", height }, "*");
  };
  const sizes = new ResizeObserver(tell);
  let measured = null;
  const look = () => {
    const content = document.querySelector('[data-testid="stMainBlockContainer"]')?.firstElementChild ?? null;
    if (content === measured) return;
    sizes.disconnect();
    measured = content;
    if (content) sizes.observe(content);
  };
  // Streamlit draws another box when the page has been run.
  new MutationObserver(look).observe(document, { subtree: true, childList: true });
};
