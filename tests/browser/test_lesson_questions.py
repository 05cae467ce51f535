"""Questions in a real browser: what is typed stays, a slip goes to the grid, nothing overflows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from lessons.machinery.questions import build
from lessons.machinery.strings import STRINGS
from tests.browser.chromium import PHONE, has_sideways_scroll
from tests.browser.stepper import StepperOnPage


def block(page: Page, key: str):
    """The element that Streamlit gave this key."""
    return page.locator(f".st-key-{key.replace('.', '-')}")


def type_answer(page: Page, question: str, text: str) -> None:
    field = block(page, f"{question}.field").locator("input")
    field.fill(text)
    field.press("Enter")


def test_a_wrong_answer_stays_as_typed_and_goes_to_the_grid(open_page):
    page = open_page("/convolution", lang="en")
    key = "convolution.out_size"
    type_answer(page, key, "6")
    card = block(page, f"{key}.card")
    expect(card.locator(".typed")).to_have_text("6")
    expect(card.locator(".finding strong")).to_have_text("6 is right for a kernel 2 wide.")
    page.get_by_test_id("band-answer").fill("7")
    page.get_by_test_id("band-answer").press("Enter")
    band = page.get_by_test_id("band")
    expect(band).to_contain_text("not 7")
    card.get_by_role("button", name="Replay on the grid").click()
    grid = StepperOnPage(page)
    expect(grid.root).to_be_in_viewport()
    expect(grid.root.locator('[data-role="kernel"] [role="gridcell"]')).to_have_count(4)
    expect(band).not_to_contain_text("not 7")
    expect(band).to_contain_text("6 is right for a kernel 2 wide.")
    grid.wait_for_step(1)  # it plays by itself
    band.get_by_role("button", name="Back to the question").click()
    expect(card).to_be_focused()
    expect(card).to_be_in_viewport()
    card.get_by_role("button", name="Try again").click()
    type_answer(page, key, "5")
    expect(card.locator(".chip-right")).to_have_text("✓ 5 right")


def test_a_wrong_prediction_is_answered_by_the_grid(open_page):
    page = open_page("/stride_padding", lang="en")
    page.get_by_test_id("band-answer").fill("40")
    page.get_by_test_id("band-answer").press("Enter")
    band = page.get_by_test_id("band")
    expect(band).to_contain_text("40 is what a move of 1 gives.")
    expect(StepperOnPage(page).cell("output", 0, 1)).to_have_text("45")
    band.get_by_role("button", name="Another one").click()
    expect(page.locator("[data-masked]")).to_have_attribute("data-row", "1")


def test_a_cell_is_clicked_for_an_answer(open_page):
    page = open_page("/convolution", lang="en")
    band = page.get_by_test_id("band")
    for _ in range(2):
        band.get_by_role("button", name="Just show me").click()
        band.get_by_role("button", name="Another one").click()
    expect(band).to_contain_text("Click that cell of the output.")
    StepperOnPage(page).cell("output", 1, 2).click()
    expect(band).to_contain_text("Yes, row 2, column 3.")


@pytest.mark.parametrize(("page_id", "lang"), [("convolution", "en"), ("stride_padding", "zh")])
def test_answers_fit_a_phone(open_page, page_id, lang):
    page = open_page(f"/{page_id}", lang=lang, viewport=PHONE)
    type_answer(page, f"{page_id}.out_size", "12345678901234567890")
    card = block(page, f"{page_id}.out_size.card")
    expect(card.locator(".finding")).to_be_visible()
    assert not has_sideways_scroll(page)
    card.get_by_role("button", name=STRINGS.get("question.try_again", lang)).click()
    right = f"{build(page_id, 'out_size').answer:g}"
    type_answer(page, f"{page_id}.out_size", right)
    expect(card.locator(".chip-right")).to_contain_text(right)
    assert not has_sideways_scroll(page)


def test_a_switch_of_language_keeps_the_answers(open_page):
    page = open_page("/convolution", lang="zh")
    type_answer(page, "convolution.out_size", "4")
    finding = block(page, "convolution.out_size.card").locator(".finding strong")
    expect(finding).to_contain_text("+1")
    page.get_by_role("radio", name="English").first.click()
    expect(finding).to_have_text("4 is one short: the +1 is missing.")


def test_solving_a_puzzle_fills_the_rail(open_page):
    page = open_page("/stride_padding", lang="en")
    key = "stride_padding.puzzle.224-55"
    for name, number in (("kernel_size", 11), ("stride", 4), ("padding", 2)):
        field = block(page, f"{key}.{name}").locator("input")
        field.fill(str(number))
        field.press("Enter")
        expect(field).to_have_value(str(number))
    expect(page.locator("table.solutions tr.mine")).to_contain_text("yours")
    rail = page.get_by_test_id("section-rail")
    expect(rail.locator('[data-step="construct"]')).to_have_attribute("data-done", "")


def test_a_copied_link_asks_the_same_questions_elsewhere(open_page):
    page = open_page("/stride_padding?more=sizes", lang="en")
    key = "stride_padding.out_size"
    type_answer(page, key, f"{build('stride_padding', 'out_size').answer:g}")
    card = block(page, f"{key}.card")
    card.get_by_role("button", name=STRINGS.get("question.another", "en")).click()
    page.wait_for_function("location.search.includes('out_size_seed=')")
    page.get_by_test_id("band").get_by_role("button", name="Just show me").click()
    page.get_by_test_id("band").get_by_role("button", name="Another one").click()
    page.wait_for_function("location.search.includes('prediction=1')")
    block(page, "stride_padding.more_puzzle.choose.1").get_by_role("button").click()
    stride = block(page, "stride_padding.more_puzzle.32-16.stride")
    stride.get_by_role("button").last.click()
    page.wait_for_function("location.search.includes('more_puzzle_stride=2')")
    elsewhere = open_page("/stride_padding?" + page.url.partition("?")[2])
    assert elsewhere.url == page.url
    question = card.locator(".question").inner_text()
    expect(block(elsewhere, f"{key}.card").locator(".question")).to_have_text(question)
    band = page.get_by_test_id("band").inner_text()
    expect(elsewhere.get_by_test_id("band")).to_have_text(band, use_inner_text=True)
    there = block(elsewhere, "stride_padding.more_puzzle.32-16.stride").locator("input")
    expect(there).to_have_value("2")


def test_a_sign_is_typed_without_a_minus_and_buttons_are_named_by_their_question(open_page):
    page = open_page("/convolution?more=flip", lang="en", viewport=PHONE, touch=True)
    card = block(page, "convolution.true_convolution.card")
    field = card.locator("input")
    expect(field).to_have_attribute("inputmode", "decimal")
    question = card.locator(".question").inner_text()
    sign = card.get_by_role("button", name=f"± Change the sign: {question}", exact=True)
    field.fill("36")
    sign.tap()
    expect(field).to_have_value("−36")
    expect(field).to_be_focused()
    box = sign.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    card.get_by_role("button", name=f"Submit: {question}", exact=True).tap()
    expect(card.locator(".typed")).to_have_text("−36")
    # Where no negative number makes sense there is none to choose.
    expect(block(page, "convolution.out_size.card").get_by_text("±")).to_have_count(0)
