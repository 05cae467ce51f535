// The frame belongs to Streamlit: it is always English, and its links open only in place.

export default function ({ data }) {
  document.documentElement.lang = data.language;
  const name = (selector, words) =>
    document.querySelectorAll(selector).forEach((element) => {
      element.setAttribute("aria-label", words);
    });
  name('[data-testid="stSkipToContent"]', data.names.main);
  name('[data-testid="stSidebar"]', data.names.sidebar);
  name('[data-testid="stSidebarNav"]', data.names.pages);
  name('[data-testid="stExpandSidebarButton"]', data.names.open);
  name('[data-testid="stSidebarCollapseButton"] button', data.names.close);
  // The same function added once more is not added.
  document.addEventListener("click", leaveToBrowser, { capture: true });
  document.addEventListener("click", closeMenu);
}

// On a phone the menu lies over the page that was chosen in it.
function closeMenu(event) {
  const isOver = matchMedia("(max-width: 767px)").matches;
  if (isOver && event.target.closest?.('[data-testid="stSidebarNavLink"]')) {
    document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
  }
}

// With a key held down a link is meant for a new tab or window.
function leaveToBrowser(event) {
  const isModified = event.ctrlKey || event.metaKey || event.shiftKey;
  const link = event.target.closest?.('[data-testid="stSidebarNavLink"], .stPageLink a');
  if (isModified && link) event.stopPropagation();
}
