"""A tab that is open while the server is started anew: it heals without a reload."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from lessons.machinery.strings import STRINGS
from tests.browser.chromium import Visits, wait_until_ready
from tests.browser.server import free_port, running_server
from tests.browser.stepper import StepperOnPage

# What a deployed change does to the addresses of all scripts.
NEW_VERSION = "from pages.components import modules; modules.VERSION = 'a' * 12"
HEALED_MS = 60_000  # three pages at once, on a server that has just begun
# Every figure of the page by its name, with its sheets.
FIGURES = """() => Object.fromEntries(
  [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')]
    .map(({ shadowRoot }) => [shadowRoot?.querySelector("[data-testid]"), shadowRoot])
    .filter(([node]) => node)
    .map(([node, root]) => [node.dataset.testid,
      { figure: root.figure, sheets: root.adoptedStyleSheets.length }]))"""
# Of the figures that were there before: whether each is the same, and how many sheets came on top.
SINCE = f"""() => Object.entries(({FIGURES})()).filter(([name]) => name in before)
    .map(([name, now]) => [now.figure === before[name].figure, now.sheets - before[name].sheets])"""
PAGES = {
    "lesson": ("/convolution?stride=2", "grid-stepper"),
    "lab": ("/training_lab", "network-builder"),
    "experiment": ("/experiments?experiment=1", "experiment-board"),
}


@pytest.fixture(scope="module", params=["", NEW_VERSION], ids=["same version", "new version"])
def tabs(request: pytest.FixtureRequest, browser: Browser) -> Iterator[dict[str, Page]]:
    """A lesson, the lab and an experiment, behind which the server has been started anew."""
    port = free_port()
    with ExitStack() as stack:
        with running_server(port=port) as address:
            visits = Visits(browser, address)
            stack.callback(visits.close)
            tabs = {name: visits.open(path, lang="en") for name, (path, _) in PAGES.items()}
            for name, page in tabs.items():
                expect(page.get_by_test_id(PAGES[name][1])).to_have_attribute("data-ready", "true")
                page.evaluate("addEventListener('cnn-back', () => (window.isBack = true))")
                page.evaluate(f"window.before = ({FIGURES})()")
        stack.enter_context(running_server(request.param, port=port))
        for page in tabs.values():
            page.wait_for_function("window.isBack", timeout=HEALED_MS)
            if request.param:
                page.wait_for_function(f"({SINCE})().every(([kept]) => !kept)", timeout=HEALED_MS)
            wait_until_ready(page, HEALED_MS)
        visits.complaints.clear()  # of the time without a server
        yield tabs
        assert visits.complaints == []


def test_the_next_gesture_in_a_lesson_reaches_the_server(tabs: dict[str, Page]):
    stepper = StepperOnPage(tabs["lesson"])
    stepper.drag("padding", 1)
    stepper.wait_for_address("padding=1")
    assert "stride=2" in stepper.page.url
    code = stepper.page.get_by_test_id("code-sync")
    expect(code.locator(".call")).to_contain_text("padding=1")


def test_the_next_gesture_in_the_lab_reaches_the_server(tabs: dict[str, Page]):
    page = tabs["lab"]
    builder = page.get_by_test_id("network-builder")
    builder.locator('[data-index="3"]').focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+ArrowRight")
    expect(page).to_have_url(re.compile(r"network=c12k5p2-relu-m2-relu-c24p1-m2-flat-fc"))


def test_the_next_gesture_in_an_experiment_reaches_the_server(tabs: dict[str, Page]):
    page = tabs["experiment"]
    page.locator(".st-key-experiment-prediction label", has_text="tanh").click()
    expect(page.get_by_role("button", name="Run all 3")).to_be_enabled()


@pytest.mark.parametrize("name", PAGES)
def test_sheets_do_not_pile_up_and_an_old_figure_gives_way(
    tabs: dict[str, Page], request: pytest.FixtureRequest, name: str
):
    found = tabs[name].evaluate(SINCE)
    assert len(found) > 1
    assert {on_top for _, on_top in found} == {0}
    if request.node.callspec.params["tabs"] == NEW_VERSION:
        assert not any(is_kept for is_kept, _ in found)


@pytest.mark.parametrize("name", PAGES)
def test_the_first_press_on_the_language_switch_counts(tabs: dict[str, Page], name: str):
    page = tabs[name]
    words = STRINGS.get("nav.language_zh", "en")
    page.get_by_test_id("stSidebar").get_by_role("radio", name=words).click()
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    page.wait_for_timeout(1000)
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    assert "lang=zh" in page.url
