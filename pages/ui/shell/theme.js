// The theme that was chosen on this page (the switch beside the language), kept in this browser, or the
// one that the address asks for.
// Streamlit draws in what it takes for the system's theme, also while the page is open: it is told the
// chosen one. Runs before anything is drawn.
() => {
  const PLACE = "cnn_course.theme";
  const THEMES = ["light", "dark"];
  const page = document.documentElement;
  const ask = window.matchMedia.bind(window);
  const system = ask("(prefers-color-scheme: dark)");
  // An address may ask for a theme: it holds until another is chosen here, and is not kept.
  let asked = new URLSearchParams(location.search).get("theme");
  const chosen = () => (THEMES.includes(asked) ? asked : kept());
  const kept = () => {
    try {
      const theme = localStorage.getItem(PLACE);
      return THEMES.includes(theme) ? theme : null;
    } catch {
      return null; // a browser that keeps nothing follows its system
    }
  };
  const isDark = () => (page.dataset.theme ? page.dataset.theme === "dark" : system.matches);

  const told = new EventTarget();
  Object.defineProperty(told, "matches", { get: isDark });
  told.media = system.media;
  window.matchMedia = (query) => (query === "(prefers-color-scheme: dark)" ? told : ask(query));

  const mark = (theme) => {
    if (theme) page.dataset.theme = theme;
    else delete page.dataset.theme;
  };
  mark(chosen());

  const follow = (theme) => {
    mark(theme);
    told.dispatchEvent(new Event("change"));
    dispatchEvent(new Event("cnn-theme"));
  };
  system.addEventListener("change", () => follow(page.dataset.theme));
  addEventListener("storage", ({ key }) => key === PLACE && follow(chosen()));
  addEventListener("cnn-choose-theme", ({ detail }) => {
    const theme = THEMES.includes(detail) ? detail : null;
    asked = null;
    try {
      if (theme) localStorage.setItem(PLACE, theme);
      else localStorage.removeItem(PLACE);
    } catch {
      // then it holds until the page is left
    }
    follow(theme);
  });
};
