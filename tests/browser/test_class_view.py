"""Class view in Chromium: every slide of every page is read off the screen; keys, windows."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from lessons.machinery.catalogue import LESSONS
from tests.browser.chromium import Visits

READ = (Path(__file__).parent / "class_view.js").read_text(encoding="utf-8")
SCREENS = {
    "zh": (1280, 720),
    "en": (1920, 1080),
}
PAGES = [*(entry.page_id for entry in LESSONS), "experiments?experiment=1"]
DECK = "[data-testid=class-deck]"


def settled(page: Page) -> str:
    """Where the deck is, once nothing moves: ``slide.part.shown``."""
    deck = page.locator(DECK)
    expect(deck).not_to_have_attribute("data-part", "99")  # the last one, whichever it will be
    place = ".".join(str(deck.get_attribute(f"data-{name}")) for name in ("slide", "part", "shown"))
    expect(deck).to_have_attribute("data-settled", place)
    return place


def number(deck: Locator, name: str) -> int:
    return int(deck.get_attribute(f"data-{name}") or 0)


def faults_of(page: Page) -> dict[str, list[str]]:
    """What is wrong with each slide, before and after it is revealed."""
    found: dict[str, list[str]] = {}
    deck = page.locator(DECK)
    while True:
        place = settled(page)
        if faults := page.evaluate(READ):
            found[place] = faults
        slide, part, shown = map(int, place.split("."))
        if shown < number(deck, "levels"):
            page.keyboard.press("Enter")
            expect(deck).to_have_attribute("data-shown", str(shown + 1))
        elif [slide, part] == [
            int(deck.get_attribute(f"data-{n}") or 0) for n in ("slides", "parts")
        ]:
            return found
        else:
            page.keyboard.press("PageDown")
            expect(deck).not_to_have_attribute("data-settled", place)


@pytest.mark.parametrize("lang", SCREENS)
@pytest.mark.parametrize("page_id", PAGES)
def test_every_slide_is_read_from_the_last_row(visits: Visits, page_id: str, lang: str):
    page = visits.open(
        f"/{page_id}{'&' if '?' in page_id else '?'}view=class", lang=lang, viewport=SCREENS[lang]
    )
    assert faults_of(page) == {}
