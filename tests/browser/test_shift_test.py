"""The shift test in a real browser: guess, drag, keys, address; and the figure of the gradients."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from lessons.pooling.questions import shift_winner
from lessons.pooling.shifted_nets import results
from lessons.pooling.shifts import CANVAS

PAGE = "/pooling"


def share(page: Page, lane: str) -> Locator:
    return page.get_by_test_id(f"in_place-{lane}")


def drag(page: Page, right: int) -> None:
    """Drag the digit so many cells to the right."""
    pad = page.get_by_test_id("shift-pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    x, y, cell = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, box["width"] / CANVAS
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right * cell, y, steps=4)
    page.mouse.up()


def test_a_guess_opens_the_numbers_and_the_digit_follows_the_hand(open_page):
    page = open_page(PAGE, lang="en")
    expect(share(page, "max")).to_have_text("?")
    question = shift_winner(0)
    chips = page.locator(".st-key-pooling-shift_winner-chips button")
    chips.nth(question.options.index(question.answer)).click()
    expect(share(page, "max")).to_have_text(re.compile(r"100%"))
    drag(page, 1)
    for lane, shown in {"picture": "61", "stride": "52", "avg": "70", "max": "75"}.items():
        expect(share(page, lane)).to_have_text(re.compile(rf"{shown}%"))
    expect(page.get_by_test_id("back-edges")).to_have_text(re.compile(r"100%"))
    changed = round(100 * results().nets["max"].changed[1])
    expect(page.get_by_test_id("changed-max")).to_have_text(re.compile(rf"{changed}%"))
    expect(page).to_have_url(re.compile(r"shift=0x1"))
    page.get_by_test_id("shift-pad").press("ArrowDown")
    expect(page).to_have_url(re.compile(r"shift=1x1"))
    page.get_by_test_id("shift-pad").press("Home")
    expect(share(page, "stride")).to_have_text(re.compile(r"100%"))


def test_a_tie_goes_to_the_first_on_the_figure_of_the_gradients(open_page):
    page = open_page(f"{PAGE}?more=gradient", lang="en")
    page.locator(".st-key-pooling-on_grid_tie button").click()
    figure = page.locator(".st-key-pooling-gradient [data-testid=grid-stepper]")
    expect(figure).to_have_attribute("data-case", re.compile("checkerboard"))
    given = figure.locator("[data-grid=grad_max] [data-row='0'][data-col='0']")
    expect(given).to_have_text("4")
