// A text into the clipboard, by whatever way the browser allows, and a word about it.

import { setText } from "./dom.js";

const SAID_FOR_MS = 3000;

/** Browsers offer the clipboard only on https and on this very machine; elsewhere a selected field is copied.
 * @param {string} text
 * @param {HTMLInputElement | HTMLTextAreaElement} [field] Shows the text selected while that is needed.
 * @returns {Promise<boolean>}
 */
export async function copyText(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return Boolean(field) && copyBySelection(text, field);
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

/** Copies texts and says beside them what became of it. */
export class Copying {
  /** @param {HTMLElement} status Where it is said. */
  constructor(status) {
    this.status = status;
  }

  /**
   * @param {string} text
   * @param {HTMLInputElement | HTMLTextAreaElement} field Where it is to be copied by hand, if nothing helps.
   * @param {Record<string, string>} words copied, copy_failed.
   * @returns {Promise<boolean>}
   */
  async copy(text, field, words) {
    clearTimeout(this.timer);
    const isCopied = await copyText(text, field);
    setText(this.status, isCopied ? `\u2713 ${words.copied}` : words.copy_failed);
    if (isCopied) this.timer = setTimeout(() => setText(this.status, ""), SAID_FOR_MS);
    else showSelected(text, field);
    return isCopied;
  }

  /** Says nothing more. */
  stop() {
    clearTimeout(this.timer);
  }
}

/** To be copied by hand.
 * @param {string} text
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 */
function showSelected(text, field) {
  field.hidden = false;
  field.value = text;
  field.focus({ preventScroll: true });
  field.select();
}
