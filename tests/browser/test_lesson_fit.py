"""What lies over a lesson hides none of its words."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import has_sideways_scroll

WORDS_OF_THE_RAIL = """(rail) => {
  const words = [...rail.querySelectorAll(".where, .label")].filter((e) => e.offsetWidth);
  return words.map((word) => {
    const range = document.createRange();
    range.selectNodeContents(word);
    return range.getBoundingClientRect().toJSON();
  });
}"""


@pytest.mark.parametrize("width", [390, 700])
def test_the_menu_covers_no_word_of_the_rail(open_page, width: int):
    page = open_page("/convolution", lang="en", viewport=(width, 844))
    page.locator(".stMain").evaluate("box => box.scrollTo(0, 1500)")
    menu = page.get_by_test_id("stExpandSidebarButton").bounding_box()
    words = page.get_by_test_id("section-rail").evaluate(WORDS_OF_THE_RAIL)
    assert menu
    assert words
    for word in words:
        beside = word["left"] >= menu["x"] + menu["width"]
        below = word["top"] >= menu["y"] + menu["height"]
        assert beside or below


def test_the_narrowest_phone_shows_every_button(open_page):
    page = open_page("/stride_padding", lang="en", viewport=(320, 700))
    assert not has_sideways_scroll(page)
    figure = page.get_by_test_id("grid-stepper").bounding_box()
    assert figure
    for button in page.get_by_test_id("grid-stepper").get_by_role("button").all():
        box = button.bounding_box()
        assert box is None or box["x"] + box["width"] <= figure["x"] + figure["width"]


def test_the_way_to_the_next_lesson_shows_that_the_keys_are_on_it(open_page):
    page = open_page("/convolution", lang="en")
    page.locator(".st-key-lesson-foot a").first.focus()
    page.keyboard.press("Tab")
    following = page.locator(".st-key-lesson-foot a").last
    expect(following).to_be_focused()
    assert following.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
