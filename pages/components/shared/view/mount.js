// What a component's script gives to Streamlit: one instance a root, fed with each run's data.

import fixedSheet from "./fixed.css.js";
import { holdFixed, leaveFixed } from "./fixed.js";
import printSheet from "./print.css.js";

// Every module of one version of the course has the same hash in its address.
const VERSION = import.meta.url;

/** A component on the page.
 * @typedef {object} Figure
 * @property {(data: any) => void} [receive] Takes the data of a later run.
 * @property {() => void} [destroy] Lets go of timers, observers and listeners outside of its root.
 *
 * @typedef {object} Send How a component tells its page: both take a name and a value.
 * @property {(name: string, value: any) => void} state Kept by the page until the next one.
 * @property {(name: string, value: any) => void} trigger For one run only.
 */

/** What a `component.js` exports: Streamlit calls it, and what it returns when it cleans up after that call.
 * @template Data
 * @typedef {(call: {data: Data, parentElement: ShadowRoot, setStateValue: Send["state"],
 *   setTriggerValue: Send["trigger"]}) => () => void} Component
 */

/**
 * The default export of a `component.js`: Streamlit calls it with each run that changes the data.
 *
 * Streamlit cleans up also a call that the next one overtook, while the component stays on the
 * page: that must not tear down what the learner is typing into.
 *
 * A page may outlive its server. What an older version of these modules has drawn is taken down, and
 * drawn anew from what the server knows.
 *
 * @param {new (root: ShadowRoot, data: any, send: Send) => Figure} Figure Draws itself into the root.
 * @param {...CSSStyleSheet} sheets Of the root, in the order in which they overrule each other; all of them overrule
 *   what holds on paper for every component (`print.css`).
 * @returns {Component<any>}
 */
export const mount =
  (Figure, ...sheets) =>
  ({ data, parentElement: root, setStateValue, setTriggerValue }) => {
    const send = { state: setStateValue, trigger: setTriggerValue };
    if (root.version !== VERSION) takeDown(root);
    if (root.figure) {
      root.figure.send = send;
      root.figure.receive?.(data);
    } else {
      root.version = VERSION;
      root.host.dataset.view = document.documentElement.dataset.view ?? "page";
      root.adoptedStyleSheets = [printSheet, fixedSheet, ...sheets];
      root.replaceChildren();
      root.figure = new Figure(root, data, send);
    }
    holdFixed(root, data?.prefix);
    return () => {
      if (!root.isConnected) takeDown(root);
    };
  };

function takeDown(root) {
  leaveFixed(root);
  root.figure?.destroy?.();
  root.figure = null;
  root.replaceChildren();
}
