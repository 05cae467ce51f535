// Copies location.href: the address is the state of the page.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".copy-link");
  const button = root.querySelector("button");
  const status = root.querySelector("[role=status]");
  const field = root.querySelector("input");
  button.textContent = data.label;
  field.setAttribute("aria-label", data.label);
  let timer = 0;

  async function copy() {
    const address = window.location.href;
    clearTimeout(timer);
    if ((await copyByClipboard(address)) || copyBySelection(field, address)) {
      field.hidden = true;
      status.textContent = `✓ ${data.copied}`;
      timer = setTimeout(() => (status.textContent = ""), 3000);
    } else {
      status.textContent = data.failed;
      showSelected(field, address);
    }
  }

  button.onclick = copy;
  root.dataset.ready = "true";
  return () => clearTimeout(timer);
}

// Browsers offer the clipboard only on https and on this very machine.
async function copyByClipboard(address) {
  try {
    await navigator.clipboard.writeText(address);
    return true;
  } catch {
    return false;
  }
}

function copyBySelection(field, address) {
  const focused = document.activeElement;
  showSelected(field, address);
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    focused?.focus?.({ preventScroll: true });
  }
}

function showSelected(field, address) {
  field.hidden = false;
  field.value = address;
  field.focus({ preventScroll: true });
  field.select();
}
