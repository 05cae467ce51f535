"""What a component's loader does with Streamlit's calls: one for each change of its data."""

from __future__ import annotations

from pages.components import loader
from tests.browser.conftest import OpenPage

PROBE = """
export const sheet = new CSSStyleSheet();
export default ({ data, parentElement }) => {
  parentElement.history = [...(parentElement.history ?? []), data];
  return () => parentElement.history.push("cleaned up");
};
"""

# Streamlit cleans a call up as soon as it answers if the next one has started by then, and the last
# one when the component has left the page.
CALLS = """async (text) => {
  const host = document.createElement("div");
  document.body.append(host);
  const parentElement = host.attachShadow({ mode: "open" });
  const blob = new Blob([text], { type: "text/javascript" });
  const { default: call } = await import(URL.createObjectURL(blob));
  const settled = () => new Promise((done) => setTimeout(done, 300));
  const cleanUpFirst = call({ data: "old", parentElement });
  await settled();
  cleanUpFirst();
  const cleanUpSecond = call({ data: "new", parentElement });
  await settled();
  host.remove();
  cleanUpSecond();
  return parentElement.history;
}"""


def test_a_call_that_was_overtaken_takes_nothing_off_the_page(open_page: OpenPage) -> None:
    page = open_page("/", lang="en")
    page.route(
        "**/scripts/go_to.*",
        lambda route: route.fulfill(body=PROBE, content_type="text/javascript"),
    )
    history = page.evaluate(CALLS, loader("go_to", "component.js"))
    assert history == ["old", "new", "cleaned up"]
