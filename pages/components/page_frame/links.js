// A link in a text leads to another page: in place, as the list of pages does, so that the session stays.

const entry = (page) => document.querySelector(`[data-testid="stSidebarNavLink"][href$="/${CSS.escape(page)}"]`);

/**
 * Follows a plain click on a link to a page of the course; any other click is the browser's.
 * @param {MouseEvent} event
 */
export function followInPlace(event) {
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);
  const link = event.target.closest?.(".stMain a[data-page]");
  const listed = link && isPlain && entry(link.dataset.page);
  if (!listed) return;
  event.preventDefault();
  window.cnnPlace = link.hash; // the page opens the folded part that it names (`fold_links`)
  listed.click();
}
