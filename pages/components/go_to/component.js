// Scrolls once per count; 0 asks for nothing. The wish travels as data, so it comes with the run
// that draws what is to be looked at.

export default function ({ data, parentElement }) {
  if (!data.count || parentElement.lastCount === data.count) return;
  parentElement.lastCount = data.count;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  requestAnimationFrame(() => {
    document.getElementById(data.target)?.scrollIntoView({
      behavior: still ? "auto" : "smooth",
      block: "start",
    });
  });
}
