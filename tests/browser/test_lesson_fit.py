"""Every word of a lesson is on the screen: nothing is cut off, on a laptop and on a phone."""

from __future__ import annotations

import pytest

from lessons.machinery.languages import LANGUAGES
from tests.browser.chromium import LAPTOP, PHONE

# Boxes that hide part of their words; a box of 1 px is for screen readers alone.
CUT_OFF = """() => {
  const found = [];
  const walk = (node) => {
    for (const child of node.children ?? []) {
      const style = getComputedStyle(child);
      const isBox = style.overflowX !== "visible" && child.clientWidth > 1;
      if (isBox && child.scrollWidth > child.clientWidth + 1 && child.innerText?.trim()) {
        found.push(`${child.className || child.tagName}: ${child.innerText.slice(0, 60)}`);
      }
      walk(child);
      if (child.shadowRoot) walk(child.shadowRoot);
    }
  };
  walk(document.querySelector(".stMain"));
  return found;
}"""


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


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page_id", ["", "convolution", "stride_padding"])
def test_no_words_are_cut_off(open_page, page_id: str, lang, viewport):
    page = open_page(f"/{page_id}", lang=lang, viewport=viewport)
    cut_off = page.evaluate(CUT_OFF)
    assert not cut_off, "\n".join(cut_off)
