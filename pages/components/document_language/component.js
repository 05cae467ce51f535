// The document belongs to Streamlit, which leaves it in English.

export default function ({ data }) {
  document.documentElement.lang = data.language;
  const name = (selector, words) =>
    document.querySelectorAll(selector).forEach((element) => {
      element.setAttribute("aria-label", words);
    });
  name('[data-testid="stSkipToContent"]', data.names.main);
  name('[data-testid="stSidebar"]', data.names.sidebar);
  name('[data-testid="stSidebarNav"]', data.names.pages);
  name('[data-testid="stExpandSidebarButton"]', data.names.open);
  name('[data-testid="stSidebarCollapseButton"] button', data.names.close);
}
