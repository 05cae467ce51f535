// A keyboard of digits has no minus on every phone: a key beside the field turns the sign.

import { withOtherSign } from "../pure/numbers.js";
import { make } from "./dom.js";

/**
 * The key for one field. Under a finger the field keeps the focus, or gets it: the keyboard stays.
 * @param {HTMLInputElement} field
 * @param {(text: string) => void} write Puts a text into the field.
 * @returns {HTMLElement}
 */
export function signKey(field, write) {
  const turn = ({ detail }) => {
    write(withOtherSign(field.value));
    if (detail) field.focus();
  };
  const key = make("button", { type: "button", class: "sign-key", "data-action": "sign", onclick: turn }, "\u00b1");
  key.addEventListener("mousedown", (event) => event.preventDefault());
  return key;
}
