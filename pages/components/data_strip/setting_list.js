// The settings of a panel, one below the other; which they are depends on the data set.

import { SettingRow } from "../shared/view/controls.js";

/** Its rows are kept while the settings are the same. */
export class SettingList {
  /**
   * @param {HTMLElement} node Holds the rows.
   * @param {(name: string, value: any, isSettled: boolean) => void} change
   */
  constructor(node, change) {
    this.node = node;
    this.change = change;
    this.rows = [];
  }

  /**
   * @param {(import("../shared/view/controls.js").Spec & {label: string})[]} specs
   * @param {Record<string, any>} values By their names.
   * @param {Record<string, string>} strings
   */
  update(specs, values, strings) {
    const key = specs.map((spec) => spec.name).join();
    if (key !== this.key) {
      this.key = key;
      this.rows = specs.map((spec) => new SettingRow(spec, this.change, strings));
      this.node.replaceChildren(...this.rows.map((row) => row.node));
    }
    specs.forEach((spec, i) => this.rows[i].update(values[spec.name], spec, spec.label));
  }
}
