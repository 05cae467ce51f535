"""Class view in Chromium: every slide of every page is read off the screen; keys, windows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

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


def faults_of(pages: Mapping[str, Page]) -> dict[str, list[str]]:
    """What is wrong with each slide, before and after it is revealed.

    All windows go on at once: while one comes to rest the others are read.
    """
    found: dict[str, list[str]] = {}
    walking = dict(pages)
    while walking:
        for name, page in [*walking.items()]:
            seen = page.evaluate(READ)
            if seen["faults"]:
                found[f"{name} {seen['place']}"] = seen["faults"]
            if seen["next"]:
                page.keyboard.press(seen["next"])
            else:
                del walking[name]
    return found


@pytest.mark.parametrize("page_id", PAGES)
def test_every_slide_is_read_from_the_last_row(visits: Visits, page_id: str):
    address = f"/{page_id}{'&' if '?' in page_id else '?'}view=class"
    pages = {
        lang: visits.open(address, lang=lang, viewport=screen) for lang, screen in SCREENS.items()
    }
    assert faults_of(pages) == {}
