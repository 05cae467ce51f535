"""What a component's loader does with Streamlit's calls: one for each change of its data."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route

from lessons.machinery.languages import LANGUAGES, Language
from lessons.machinery.strings import STRINGS
from pages.components import loader
from tests.browser.chromium import Visits
from tests.browser.conftest import OpenPage

SCRIPT = "**/scripts/*/go_to/component.js"
PROBE = """
import { mount } from "../shared/view/mount.js";
class Probe {
  constructor(root, data) {
    root.history = [`built with ${data}`];
    root.append("drawn");
  }
  receive(data) {
    this.history.push(data);
  }
  destroy() {
    this.history.push("destroyed");
  }
}
Object.defineProperty(Probe.prototype, "history", { get() { return host.shadowRoot.history; } });
export default mount(Probe, new CSSStyleSheet());
"""

# Streamlit cleans a call up as soon as it answers if the next one has started by then, and the last
# one when the component has left the page.
START = """async (text) => {
  window.host = document.createElement("div");
  document.body.append(host);
  host.attachShadow({ mode: "open" });
  const blob = new Blob([text], { type: "text/javascript" });
  const { default: call } = await import(URL.createObjectURL(blob));
  window.call = (data) => call({ data, parentElement: host.shadowRoot });
}"""


def start(page: Page) -> None:
    page.evaluate(START, loader("go_to"))


def fulfil(route: Route) -> None:
    route.fulfill(body=PROBE, content_type="text/javascript")


def wait_for_calls(page: Page, count: int) -> None:
    """Wait until the component has been told so often."""
    page.wait_for_function(f"host.shadowRoot.history?.length === {count}")


def test_a_call_that_was_overtaken_takes_nothing_off_the_page(open_page: OpenPage) -> None:
    page = open_page("/", lang="en")
    page.route(SCRIPT, fulfil)
    start(page)
    sheets = "host.shadowRoot.adoptedStyleSheets.length"
    page.evaluate("() => { window.cleanUpFirst = call('old'); }")
    wait_for_calls(page, 1)
    before = page.evaluate(sheets)
    page.evaluate("() => { cleanUpFirst(); window.cleanUpSecond = call('new'); }")
    wait_for_calls(page, 2)
    assert page.evaluate(sheets) == before
    history = page.evaluate("""() => {
      const { history } = host.shadowRoot;
      host.remove();
      cleanUpSecond();
      cleanUpFirst();
      return [...history, host.shadowRoot.textContent];
    }""")
    assert history == ["built with old", "new", "destroyed", ""]


def test_calls_wait_in_order_and_one_that_left_is_not_drawn(open_page: OpenPage) -> None:
    page = open_page("/", lang="en")
    page.route(SCRIPT, fulfil)
    start(page)
    page.evaluate("() => ['1', '2', '3'].forEach(call)")
    wait_for_calls(page, 3)
    history = page.evaluate("""async () => {
      const { history } = host.shadowRoot;
      host.remove();
      call("too late");
      await new Promise((done) => setTimeout(done, 300));
      return history;
    }""")
    assert history == ["built with 1", "2", "3"]


def test_a_download_that_failed_once_is_tried_again(visits: Visits) -> None:
    page = visits.open("/", lang="en")
    page.route(SCRIPT, fulfil)
    page.route(SCRIPT, lambda route: route.abort(), times=1)
    start(page)
    page.evaluate("() => ['1', '2'].forEach(call)")
    wait_for_calls(page, 2)
    assert page.evaluate("host.shadowRoot.history") == ["built with 1", "2"]
    visits.complaints.clear()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_loaded_offers_a_reload(visits: Visits, language: Language) -> None:
    page = visits.open("/", lang=language)
    page.route(SCRIPT, lambda route: route.abort())
    start(page)
    page.evaluate("() => { call('1'); }")
    words = STRINGS.get("notice.not_loaded", language)
    page.get_by_role("link", name=words).wait_for()
    page.unroute(SCRIPT)
    page.route(SCRIPT, fulfil)
    page.evaluate("() => { call('2'); }")
    page.wait_for_function("host.shadowRoot.history")
    assert page.evaluate("host.shadowRoot.textContent") == "drawn"
    visits.complaints.clear()
