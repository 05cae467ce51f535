"""A guided experiment in Chromium, from the prediction to the verdict, with the real engine."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import Visits


@pytest.mark.slow
def test_from_the_prediction_to_the_verdict(visits: Visits):
    page = visits.open("/experiments?experiment=1", lang="en")
    board = page.get_by_test_id("experiment-board")
    page.locator(".st-key-experiment-prediction label", has_text="tanh").click()
    page.get_by_role("button", name="Run all 3").click()
    expect(board).to_have_attribute("data-done", "3", timeout=90_000)
    for arm in ("relu", "tanh", "sigmoid"):
        panel = board.locator(f'[data-arm="{arm}"]')
        expect(panel).to_have_attribute("data-state", "done")
        assert panel.locator('[data-series="own"]').get_attribute("d")
        assert panel.locator('[data-series^="other-"]').count() == 2
        assert panel.locator("rect[data-norm]").count() == 6
    verdict = page.locator(".st-key-experiment-verdict")
    expect(verdict).not_to_contain_text("0.25")
    look = page.locator(".st-key-experiment-look button")
    for place in range(look.count()):
        if look.nth(place).is_enabled():
            look.nth(place).click()
            page.wait_for_timeout(800)
    expect(verdict).to_contain_text("0.25⁵")
    expect(page.locator(".mistake-row")).to_be_visible()
    page.get_by_role("button", name="Open in the training lab").click()
    expect(page.get_by_test_id("run-compare")).to_have_attribute("data-runs", "3", timeout=30_000)


NAME_OF_FOCUS = """() => {
  let focused = document.activeElement;
  while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return (focused.closest("label") ?? focused).innerText.trim();
}"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what is called so (an icon may stand before it) has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(NAME_OF_FOCUS).endswith(name):
            return
    raise AssertionError(f"{name} is not reached by Tab")


@pytest.mark.slow
def test_the_keyboard_is_enough(visits: Visits):
    page = visits.open("/experiments?experiment=8", lang="en")
    tab_to(page, "rate too large")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("radio", name="none of them")).to_be_checked()
    expect(page.get_by_role("button", name="Run all 4")).to_be_enabled()
    tab_to(page, "Run all 4")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="4 / 4 done")).to_be_visible(timeout=90_000)
    tab_to(page, "what did you see?")
    page.keyboard.press("Enter")
    assert page.evaluate(NAME_OF_FOCUS).endswith("sound")
    tab_to(page, "zero weights")
    page.keyboard.press("Enter")
    verdict = page.locator(".st-key-experiment-verdict")
    expect(verdict).to_contain_text("and you were right")
    tab_to(page, "For the teacher: the expected outcome")
    page.keyboard.press("Enter")
    expect(page.locator(".expected")).to_be_visible()
