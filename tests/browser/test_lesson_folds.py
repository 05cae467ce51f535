"""Folded parts of a lesson in a real browser: by key, by a link to their place, by a reload."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from lessons.machinery.strings import STRINGS
from lessons.machinery.text import load_lesson

FOLD = "guess"


def summary_of(page: Page):
    title = load_lesson("convolution", "en").sections[FOLD].title
    name = STRINGS.get("lesson.more", "en", title=title)
    return page.locator(f".st-key-more-{FOLD} summary").filter(has_text=name)


def test_a_fold_opens_by_key_and_its_address_brings_it_back(open_page):
    page = open_page("/convolution", lang="en")
    expect(page.get_by_test_id("kernel-guess")).to_have_count(0)
    summary_of(page).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("kernel-guess")).to_be_visible()
    expect(summary_of(page)).to_be_focused()
    page.wait_for_function("part => location.search.includes(part)", arg=f"more={FOLD}")
    page.locator(".st-key-more-flip summary").click()  # another one leaves it in the address
    page.wait_for_function("() => location.search.includes('more=flip_guess')")
    page.reload()
    expect(page.get_by_test_id("kernel-guess")).to_be_visible()
    summary_of(page).click()
    expect(page.get_by_test_id("kernel-guess")).to_have_count(0)


def test_a_link_to_its_place_opens_a_fold_and_goes_there(open_page):
    page = open_page(f"/convolution?lang=en#{FOLD}")
    expect(page.get_by_test_id("kernel-guess")).to_be_visible()
    expect(summary_of(page)).to_be_in_viewport()
    summary_of(page).click()
    expect(page.get_by_test_id("kernel-guess")).to_have_count(0)
    page.wait_for_function("() => !location.search.includes('more=')")
    page.evaluate("location.hash = ''")
    page.evaluate("fold => { location.hash = fold }", FOLD)
    expect(page.get_by_test_id("kernel-guess")).to_be_visible()
