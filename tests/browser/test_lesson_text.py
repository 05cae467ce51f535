"""The text around the grid: code in step with it, terms in both languages, the way on."""

from __future__ import annotations

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from lessons.machinery.catalogue import LESSONS
from lessons.machinery.grid import notes_case
from lessons.machinery.languages import LANGUAGES, other
from lessons.machinery.strings import GLOSSARY, STRINGS
from tests.browser.chromium import LAPTOP, PHONE
from tests.browser.stepper import StepperOnPage


def shown(page: Page, what: str):
    return page.get_by_test_id("code-sync").locator(f'[data-shows="{what}"]')


def test_loop_and_call_stand_where_the_grid_stands(open_page):
    lang = "zh"
    page = open_page("/convolution", lang=lang, reduced_motion="reduce")
    page.get_by_test_id("band").get_by_role(
        "button", name=STRINGS.get("question.skip", lang)
    ).click()
    out = notes_case().out()
    grid, panel = StepperOnPage(page), page.get_by_test_id("code-sync")
    expect(grid.root).to_have_attribute("data-step", "1")  # the grid has answered
    for row, col in ((1, 1), (2, 2), (0, 2)):
        grid.cell("output", row, col).click()
        expect(shown(page, "i").locator(".shown")).to_have_text(f"i = {row}")
        expect(shown(page, "j").locator(".shown")).to_have_text(f"j = {col}")
        expect(shown(page, "value").locator(".shown")).to_have_text(f"{out[row, col]:g}")
        expect(shown(page, "value")).to_have_attribute("data-lit", "true")
        compared = STRINGS.get("code_sync.compared", lang).format(
            compared=row * 3 + col + 1, total=9, difference=0
        )
        expect(panel.locator(".verdict")).to_contain_text(compared)
        expect(panel.locator(".chip")).to_have_text(STRINGS.get("code_sync.equal", lang))


def test_the_call_is_torchs_for_any_setting(open_page):
    page = open_page("/convolution?padding=1&stride=2&kernel=sobel&image=face&size=7", lang="en")
    page.get_by_test_id("band").get_by_role("button", name="Just show me").click()
    grid = StepperOnPage(page)
    expect(grid.root).to_have_attribute("data-step", "1")
    grid.press("last")
    tensor = page.get_by_test_id("code-sync").locator(".tensor")
    expect(tensor).not_to_contain_text("·")
    numbers = [float(number) for number in re.findall(r"-?\d+\.\d*", tensor.inner_text())]
    np.testing.assert_allclose(numbers, grid.numbers("output").ravel())
    expect(page.get_by_test_id("code-sync").locator(".call")).to_contain_text("stride=2")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_term_shows_its_pair_and_meaning_on_hover(open_page, lang):
    page = open_page("/convolution", lang=lang)
    term = GLOSSARY["dot_product"]
    word = page.locator(".term", has_text=term.word(lang)).first
    hint = """(node) => {
      const style = getComputedStyle(node, "::after");
      return style.display === "none" || style.visibility === "hidden" ? "" : style.content;
    }"""
    assert term.meaning(lang) not in word.evaluate(hint)
    word.hover()
    told = word.evaluate(hint)
    assert term.word(other(lang)) in told
    assert term.meaning(lang) in told


def test_the_foot_leads_on_and_back(open_page):
    lang = "zh"
    first, second = (entry.page_id for entry in LESSONS[:2])
    page = open_page(f"/{first}", lang=lang)
    foot = page.locator(".st-key-lesson-foot")
    foot.get_by_role("link", name=f"{STRINGS.get(f'nav.{second}', lang)} →").click()
    expect(page).to_have_url(re.compile(rf"/{second}\?.*lang={lang}"))
    foot.get_by_role("link", name=f"← {STRINGS.get(f'nav.{first}', lang)}").click()
    expect(page).to_have_url(re.compile(rf"/{first}\?.*lang={lang}"))


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_a_link_in_a_text_opens_the_other_page_in_place_and_its_fold(open_page, viewport):
    page = open_page("/why_cnn", lang="en", viewport=viewport)
    page.evaluate("window.isStill = true")
    page.locator(".lesson-text a[data-page=activations]").first.click()
    expect(page).to_have_url(re.compile("/activations\\?"))
    expect(page.locator(".st-key-more-depth .depth")).to_be_visible()
    expect(page.locator(".st-key-more-depth summary")).to_be_in_viewport()
    assert page.evaluate("window.isStill")
