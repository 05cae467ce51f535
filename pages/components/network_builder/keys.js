// The builder by keys alone.

/** A key that was pressed somewhere in the builder.
 * @param {import("./component.js").Builder} builder
 * @param {KeyboardEvent} event
 */
export function onKey(builder, event) {
  if (event.key === "Escape") letGo(builder);
  else if (builder.menu.node.contains(event.target)) builder.menu.onKey(event);
  else if (event.target.matches(".face") && !event.ctrlKey && !event.metaKey) {
    if (!faceKey(builder, event, Number(event.target.dataset.index))) return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function letGo(builder) {
  const at = builder.selected;
  if (builder.menu.isOpen) builder.menu.hide(true);
  else if (at !== null) select(builder, null, at);
}

function select(builder, index, focused = index) {
  builder.selected = index;
  builder.render();
  builder.focusFace(focused);
}

/** Arrow keys choose, with Alt they reorder; + and - change the channels; Del removes. */
function faceKey(builder, event, index) {
  const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const sign = { "+": 1, "=": 1, "-": -1 }[event.key];
  if (direction && event.altKey) builder.move(index, index + direction);
  else if (direction && builder.blocks[index + direction]) select(builder, index + direction);
  else if (event.key === "Home") select(builder, 0);
  else if (event.key === "End") select(builder, builder.blocks.length - 1);
  else if (event.key === "Delete" || event.key === "Backspace") builder.remove(index);
  else if (sign) {
    builder.moreChannels(index, sign);
    builder.focusFace(index);
  } else if (event.key === "Insert") builder.menu.open(index + 1, event.target);
  else if (event.key === "Enter" && builder.selected === index)
    builder.form.node.querySelector("input, select, button")?.focus();
  else return Boolean(direction);
  return true;
}
