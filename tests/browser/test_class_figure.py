"""A figure in front of a class: its answer, its settings and its steps without a mouse."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.chromium import Visits
from tests.browser.test_class_view import DECK, settled

FOCUS = """() => {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  return node?.dataset.param ?? "";
}"""


def turn_to(page: Page, slide: int) -> None:
    """Forward by the clicker until that slide is on."""
    while page.locator(DECK).get_attribute("data-slide") != str(slide):
        place = settled(page)
        page.keyboard.press("PageDown")
        expect(page.locator(DECK)).not_to_have_attribute("data-settled", place)
    settled(page)


def test_a_figure_is_asked_set_and_stepped_by_keys(visits: Visits):
    page = visits.open("/convolution?view=class&slide=6", lang="en", viewport=(1280, 720))
    settled(page)
    asked = page.locator("[data-grid=out] [role=gridcell]").nth(1)
    expect(asked).to_have_text("?")
    page.keyboard.press("Enter")
    expect(asked).to_have_text("40")
    expect(page.locator(".option .label")).to_have_text(["35", "40", "45", "60"])

    turn_to(page, 7)
    page.keyboard.press("s")
    controls = page.locator("[data-testid=grid-stepper] .controls")
    expect(controls).to_be_visible()
    assert page.evaluate(FOCUS) == "kernel_size"
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**kernel_size=2**")
    page.keyboard.press("Escape")
    expect(controls).to_be_hidden()
    expect(page.locator(DECK)).to_be_visible()  # only the settings have gone
    page.keyboard.press("x")  # an example of the page
    page.wait_for_url("**flip=1**")
    expect(page.locator(f"{DECK} .keys")).to_contain_text("Flip the edge kernel")

    turn_to(page, 9)
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-testid=code-sync]")).to_contain_text("j = 2")
