"""A figure in front of a class: its answer, its settings and its steps without a mouse."""

from __future__ import annotations

import re

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
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("^(?!.*kernel_size=)"))
    page.keyboard.press("Escape")
    expect(controls).to_be_hidden()
    expect(page.locator(DECK)).to_be_visible()  # only the settings have gone

    turn_to(page, 9)
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-testid=code-sync]")).to_contain_text("j = 2")
    page.keyboard.press("x")  # an example of the page
    page.wait_for_url("**flip=1**")
    expect(page.locator(f"{DECK} .keys")).to_contain_text("Flip the edge kernel")


def test_a_figure_too_large_to_be_read_says_so(visits: Visits):
    page = visits.open("/convolution?view=class&slide=7&size=9", lang="zh", viewport=(1280, 720))
    said = page.locator(f"{DECK} .small")
    expect(said).to_be_visible()
    page.keyboard.press("s")
    size = page.locator("[data-testid=grid-stepper] [data-param=size]").first
    expect(size).to_be_visible()
    size.press("Home")
    expect(said).to_be_hidden()


def test_a_text_in_a_part_of_its_own_leaves_the_steps_to_what_it_leads_to(visits: Visits):
    page = visits.open("/backprop?view=class&slide=9", lang="en", viewport=(1280, 720))
    assert settled(page) == "9.1.0"
    page.keyboard.press("ArrowRight")  # nothing walks here
    expect(page.locator(DECK)).to_have_attribute("data-settled", "9.2.0")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-testid=code-sync]")).to_contain_text("j = 1")
    assert settled(page) == "9.2.0"


def test_the_way_downhill_is_walked_by_keys(visits: Visits):
    page = visits.open("/backprop?view=class&slide=12&part=2", lang="en", viewport=(1280, 720))
    settled(page)
    taken = page.locator(".descent-part [role=status]")
    for key, steps in (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1)):
        page.keyboard.press(key)
        expect(taken).to_contain_text(f"After {steps} steps")
    page.keyboard.press(" ")
    expect(taken).to_have_text(re.compile(r"After ([3-9]|\d\d) steps"))
    page.keyboard.press(" ")
    page.wait_for_url(re.compile(r"_taken=([3-9]|\d\d)\b"))
    page.keyboard.press("x")
    page.wait_for_url(re.compile("^(?!.*_taken=)"))
    page.keyboard.press("x")
    page.wait_for_url(re.compile("descent_task="))
