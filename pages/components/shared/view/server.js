// Where the course's own routes are: below the path under which it is served, not always at the root.

/** @param {string} path Below the root of the course, such as "live/…".
 * @returns {string} The whole address.
 */
export function serverAddress(path) {
  return new URL(path, window.__streamlit?.BACKEND_BASE_URL ?? document.baseURI).href;
}
