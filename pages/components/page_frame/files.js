// The field for a file, and what adds and removes one: Streamlit names them in English.

import { fillSlots } from "../shared/pure/slots.js";

/** @param {{add_file: string, remove_file: string}} words The second has a slot for the file's name. */
export function nameFiles({ add_file, remove_file }) {
  for (const uploader of document.querySelectorAll('[data-testid="stFileUploader"]')) {
    const label = uploader.querySelector("section")?.getAttribute("aria-label");
    if (label) uploader.querySelector("input[type=file]")?.setAttribute("aria-label", label);
    for (const button of uploader.querySelectorAll("button[aria-label]")) {
      // Streamlit may name it anew, and the page may change its language.
      const { ours, english } = button.dataset;
      const now = button.getAttribute("aria-label");
      const said = now === ours ? english : now;
      const [verb, name] = said.split(/ (.*)/);
      const words = verb === "Add" ? add_file : verb === "Remove" ? fillSlots(remove_file, { name }) : said;
      button.setAttribute("aria-label", words);
      Object.assign(button.dataset, { ours: words, english: said });
    }
  }
}
