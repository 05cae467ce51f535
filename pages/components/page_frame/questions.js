// Questions that Streamlit draws: whose a button is, what a field is written with.

import { fillSlots } from "../shared/pure/slots.js";
import { setAttribute } from "../shared/view/dom.js";
import { signKey } from "../shared/view/sign.js";

const CARDS = '[class*="st-key-"][class*="-card"]';
const QUESTION = ".question, .recall-words";
const CHIPS = '[class*="st-key-"][class*="-chips"]';

/** @param {{of_question: string, sign: string}} words The first has slots for a button and its question. */
export function describeQuestions(words) {
  for (const card of document.querySelectorAll(CARDS)) {
    const question = card.querySelector(QUESTION)?.textContent;
    if (question) describe(card, question, words);
  }
}

function describe(card, question, { of_question, sign }) {
  for (const chips of card.querySelectorAll(CHIPS)) {
    setAttribute(chips, "role", "group");
    setAttribute(chips, "aria-label", question);
  }
  for (const field of card.querySelectorAll('[class*="-digits-row"] input, [class*="-signed-row"] input')) {
    setAttribute(field, "inputmode", "decimal");
  }
  for (const field of card.querySelectorAll('[class*="-signed-row"] input')) addSign(field);
  for (const button of card.querySelectorAll("button")) {
    const name = button.dataset.action === "sign" ? sign : button.textContent;
    if (!button.closest(CHIPS)) setAttribute(button, "aria-label", fillSlots(of_question, { button: name, question }));
  }
}

function addSign(field) {
  const place = field.closest('[data-testid="stTextInputRootElement"]');
  if (place && !place.querySelector(".sign-key")) place.append(signKey(field, (text) => type(field, text)));
}

/** React hears of a text only where the browser itself has set it. */
function type(field, text) {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
