// On a narrow screen the menu lies over the page, behind a veil that takes the tap outside of it.

const NARROW = matchMedia("(max-width: 859px)");
const find = (name) => document.querySelector(`[data-testid="${name}"]`);

/** Listens to the whole page until `destroy`; `look` is called whenever something on it has changed. */
export class Menu {
  constructor() {
    this.isClosedByUs = false;
    this.onClick = ({ target }) => {
      // The veil is drawn by the menu itself (theme.css).
      const isOutside = target === find("stSidebar");
      if (NARROW.matches && (isOutside || target.closest?.('[data-testid="stSidebarNavLink"]'))) this.close();
    };
    this.onKey = ({ key }) => {
      if (key === "Escape" && NARROW.matches) this.close();
    };
    this.onWidth = () => (NARROW.matches ? this.begin() : this.reopen());
    document.addEventListener("click", this.onClick);
    document.addEventListener("keydown", this.onKey);
    NARROW.addEventListener("change", this.onWidth);
  }

  destroy() {
    document.removeEventListener("click", this.onClick);
    document.removeEventListener("keydown", this.onKey);
    NARROW.removeEventListener("change", this.onWidth);
  }

  get isOpen() {
    return find("stSidebar")?.dataset.collapsed === "false";
  }

  /** Something on the page has changed. */
  look() {
    if (!this.hasBegun && find("stSidebar")) this.begin();
  }

  /** Streamlit closes it by itself below 768 px only; until then it is not shown (theme.css). */
  begin() {
    this.hasBegun = true;
    this.isClosedByUs = NARROW.matches && this.isOpen;
    if (this.isClosedByUs) this.close();
    document.documentElement.toggleAttribute("data-framed", true);
  }

  reopen() {
    if (this.isClosedByUs && !this.isOpen) find("stExpandSidebarButton")?.click();
  }

  close() {
    if (this.isOpen) find("stSidebarCollapseButton")?.querySelector("button")?.click();
  }
}
