"""The first lesson in a real browser: matrix, ladder, and the map that moves along."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from lessons.machinery.strings import STRINGS
from tests.browser.chromium import PHONE, has_sideways_scroll

PAGE = "/why_cnn"


def square(page: Page, row: int, col: int) -> Locator:
    return page.locator(f"[data-grid=weights] [data-row='{row}'][data-col='{col}']")


def count(page: Page, links: str) -> Locator:
    return page.locator(f"[data-links={links}] .melt-count")


def test_the_matrix_melts_and_a_square_shows_its_pixel_and_its_output(open_page):
    page = open_page(PAGE, lang="en")
    expect(count(page, "dense")).to_have_text("256")
    expect(count(page, "local")).to_have_text("?")
    page.get_by_test_id("band-answer").fill("100")
    page.get_by_test_id("band-answer").press("Enter")
    expect(count(page, "local")).to_have_text("100")
    empty = page.locator("[data-grid=weights] [data-empty]")
    expect(empty).to_have_count(256 - 100)
    page.locator("[data-links=shared]").click()
    expect(count(page, "shared")).to_have_text("9")
    expect(page).to_have_url(re.compile("links=shared"))

    told = page.locator(".weights-told")
    square(page, 6, 7).hover()
    expect(told).to_contain_text("2×1 = 2")
    expect(told).to_contain_text("12 times")
    expect(page.locator("[data-grid=weights] [data-met]")).to_have_count(12)
    expect(page.locator("[data-grid=x] [data-ring]")).to_have_attribute("data-col", "3")
    square(page, 6, 7).click()
    expect(page.get_by_test_id("grid-stepper")).to_have_attribute("data-step", "6")
    square(page, 6, 7).press("ArrowRight")
    expect(square(page, 6, 8)).to_be_focused()
    expect(square(page, 6, 8)).to_have_attribute(
        "aria-label", STRINGS.get("stepper.square_says", "en").format(
            input=9, output=7, weight=STRINGS.get("stepper.no_link", "en")
        ),
    )  # fmt: skip
    page.locator("[data-grid=x] [data-row='0'][data-col='0']").hover()
    expect(page.locator(".weights .frame[data-frame=column]")).to_be_visible()


def test_the_ladder_and_the_moved_map_answer_to_keys_and_stand_in_the_address(open_page):
    page = open_page(f"{PAGE}?more=moves", lang="en")
    ladder = page.get_by_test_id("weight-ladder")
    expect(ladder.locator(".rung-count")).to_have_text(["10¹²", "10⁸", "10²"])
    expect(ladder.locator(".rung-gone")).to_have_text(["", "cut: ÷ 10⁴", "shared: ÷ 10⁶"])
    expect(ladder.locator(".rung-memory")).to_have_text(["4 TB", "400 MB", "400 B"])
    ladder.locator("[data-param=kernels]").press("ArrowRight")
    expect(ladder.locator(".rung-count")).to_have_text(["10¹²", "10⁸", "200"])
    expect(page).to_have_url(re.compile("ladder_kernels=2"))
    moving = page.get_by_test_id("moving-map")
    expect(moving).to_have_attribute("data-differs", "0")
    page.get_by_test_id("shift-pad").press("ArrowDown")
    page.get_by_test_id("shift-pad").press("ArrowRight")
    expect(moving).to_have_attribute("data-differs", "22")
    expect(page).to_have_url(re.compile("moved=1x1"))


def test_on_a_phone_a_square_can_be_hit_and_so_can_its_pixel(open_page):
    page = open_page(f"{PAGE}?links=shared&step=6", lang="zh", viewport=PHONE, touch=True)
    left, right = (square(page, 0, col).bounding_box() for col in (0, 15))
    assert left
    assert right
    assert (right["x"] - left["x"]) / 15 >= 24
    assert not has_sideways_scroll(page)
    page.locator("[data-grid=x] [data-row='1'][data-col='3']").tap()
    expect(page.locator("[data-grid=weights] [data-met]")).to_have_count(12)
    expect(page.locator(".weights-told")).to_contain_text("12")
    expect(page.get_by_test_id("weight-ladder").locator(".rung-memory").first).to_be_visible()
