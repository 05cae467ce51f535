// Sentences with slots.

/**
 * Put values into the {name} slots of a translated sentence.
 * @param {string} template
 * @param {Record<string, string | number>} values
 * @returns {string}
 */
export function fillSlots(template, values) {
  return template.replace(/\{(\w+)\}/g, (slot, name) => (name in values ? String(values[name]) : slot));
}
