// A text into the clipboard, by whatever way the browser allows.

/** Browsers offer the clipboard only on https and on this very machine; elsewhere a selected field is copied.
 * @param {string} text
 * @param {HTMLInputElement | HTMLTextAreaElement} field Shows the text selected, while it is needed and where nothing helps.
 * @returns {Promise<boolean>}
 */
export async function copyText(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text, field);
  }
}

function copyBySelection(text, field) {
  const focused = document.activeElement;
  showSelected(text, field);
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    focused?.focus?.({ preventScroll: true });
  }
}

/** To be copied by hand.
 * @param {string} text
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 */
export function showSelected(text, field) {
  field.hidden = false;
  field.value = text;
  field.focus({ preventScroll: true });
  field.select();
}
