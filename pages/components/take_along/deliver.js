// Out of the panel: into the clipboard, or by a phone's own sheet. Each says whether it worked.

/** @param {string} text
 * @param {HTMLTextAreaElement} [field] That holds it: a page without https has no clipboard to write to.
 * @returns {Promise<boolean>}
 */
export async function copyText(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (!field) return false;
    field.focus({ preventScroll: true });
    field.select();
    return document.execCommand("copy");
  }
}

/** @param {Promise<Blob>} picture A PNG, perhaps still on its way: a browser wants to be asked during the click.
 * @returns {Promise<boolean>}
 */
export async function copyPicture(picture) {
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
    return true;
  } catch {
    return false;
  }
}

/** Whether this machine hands pictures on by a sheet of its own, as phones do.
 * @returns {boolean}
 */
export function canShare() {
  if (!matchMedia("(pointer: coarse)").matches) return false;
  return Boolean(navigator.canShare?.({ files: [new File([""], "a.png", { type: "image/png" })] }));
}

/** @param {File} file
 * @returns {Promise<boolean>} Also true where the reader changed their mind.
 */
export async function share(file) {
  try {
    await navigator.share({ files: [file] });
    return true;
  } catch (error) {
    return error.name === "AbortError";
  }
}
