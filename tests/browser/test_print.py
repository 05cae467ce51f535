"""What is printed is what stands on the screen now; that each page is a handout is in the walk."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from pages.ui.shell import qr
from tests.browser.chromium import PHONE, Visits, go_to
from tests.browser.conftest import Visit
from tests.browser.paper import give_back, lay_out, sheets


def head(page: Page) -> str:
    """What stands above the printed page."""
    return page.locator(".print-head").inner_text()


def test_the_code_leads_to_what_stands_on_the_page_now(visits: Visits):
    page = visits.open("/stride_padding", lang="en")
    stepper = page.get_by_test_id("grid-stepper").first
    stepper.get_by_role("slider", name="Stride").press("ArrowRight")
    expect(page).to_have_url(re.compile("stride=3"))
    lay_out(page, "A4")
    address = page.url
    assert address in head(page)
    assert "stride=3" in address
    drawn = page.locator(".print-code svg path").get_attribute("d")
    assert f'd="{drawn}"' in qr.svg(address)
    give_back(page)
    expect(page.locator(".print-head")).to_be_hidden()


def test_the_grids_are_laid_out_for_paper_and_given_back(visits: Visits):
    page = visits.open("/convolution", lang="zh", viewport=PHONE, touch=True)
    stepper = page.get_by_test_id("grid-stepper").first
    expect(stepper).to_have_attribute("data-layout", "phone")
    lay_out(page, "Letter")
    expect(stepper).to_have_attribute("data-layout", "row")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    give_back(page)
    expect(stepper).to_have_attribute("data-layout", "phone")


def test_answers_are_printed_where_they_were_given(visits: Visits):
    page = visits.open("/convolution", lang="en")
    card = page.locator(".st-key-convolution-recall-card")
    lay_out(page, "A4")
    boxes = card.locator("button")
    count = boxes.count()
    assert count >= 3
    expect(card.locator(".finding")).to_have_count(0)
    give_back(page)
    boxes.first.click()
    expect(card.locator(".finding").first).to_be_visible()
    lay_out(page, "A4")
    expect(card.locator(".finding").first).to_be_visible()


def test_the_notes_of_a_teacher_are_printed_alone(visits: Visits):
    page = visits.open("/pooling?for=teacher", lang="en")
    notes = page.locator(".teachers-notes")
    lay_out(page, "A4")
    expect(notes).to_be_hidden()
    give_back(page)
    assert sheets(page, "A4") > 2
    page.evaluate("window.print = () => {}")
    page.get_by_text("Print these notes only").click()
    lay_out(page, "A4")
    expect(notes).to_be_visible()
    expect(page.locator(".st-key-pooling-recall-card")).to_be_hidden()
    expect(page.get_by_test_id("grid-stepper").first).to_be_hidden()
    give_back(page)
    lay_out(page, "A4")
    expect(notes).to_be_hidden()


def test_a_run_is_printed_with_all_that_it_came_to(visit: Visit, live_server: str):
    """Kernels and mistakes are buttons, but drawings too."""
    with visit(live_server) as visits:
        page = visits.open("/?part=all", lang="en", viewport=(1280, 500), ready=False)
        panel = page.get_by_test_id("live-panel")
        expect(panel).to_have_attribute("data-ready", "true", timeout=20_000)
        go_to(page, "/?job=done&part=all&lang=en")
        expect(panel).to_have_attribute("data-state", "done")
        mistakes = panel.locator(".mistake")
        page.emulate_media(media="print")
        page.evaluate(
            """() => {
              document.documentElement.dataset.printing = "";
              dispatchEvent(new Event("cnn-laid-out"));
            }"""
        )
        expect(mistakes.first).to_be_visible()
        expect(panel.locator('[data-panel="kernels"] .tile').first).to_be_visible()
        expect(panel.locator('[data-action="start"]')).to_be_hidden()
        page.emulate_media(media="null")
