// Out of the panel: into the clipboard, or by a phone's own sheet. Each says whether it worked.

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
