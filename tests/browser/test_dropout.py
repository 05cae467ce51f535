"""The lesson on dropout under a real pointer: what is hidden stays so, masks by hand and drawn."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from lessons.dropout.cases import DRAWS
from tests.browser.stepper import StepperOnPage

URL = "/dropout?lang=en"


def test_a_hidden_number_stays_hidden_wherever_one_steps(open_page):
    page = open_page(URL)
    figure = StepperOnPage(page)
    mask = figure.root.locator("[data-grid=mask] .cell")
    expect(mask).to_have_text(["?", "?", "?", "✕", "?", "✕"])
    written = figure.root.locator(".sum-line")
    expect(written).to_have_text("4×? = ?")
    figure.press("last")
    expect(written).to_contain_text("?×2")
    page.get_by_test_id("band-answer").fill("5")
    page.get_by_test_id("band-answer").press("Enter")
    expect(mask.first).to_have_text("1.25")
    figure.press("last")
    expect(written).to_contain_text("5×2")


def test_masks_are_switched_by_hand_and_drawn(open_page):
    page = open_page(URL, reduced_motion="reduce")
    figure = StepperOnPage(page)
    page.get_by_test_id("band").get_by_role("button", name="Just show me").click()
    dropped = figure.root.locator("[data-grid=mask] [data-col='3']")
    expect(dropped).to_have_text("✕")
    dropped.click()
    expect(dropped).to_have_text("1.25")
    expect(page).to_have_url(re.compile(r"mask_edits=0\.3\.1"))
    dropped.press("Enter")
    expect(dropped).to_have_text("✕")
    expect(page).not_to_have_url(re.compile("mask_edits"))
    told = figure.root.locator(".mask-part p")
    figure.press("draw")
    expect(told).to_contain_text(f"2 of {DRAWS}")
    figure.root.locator("[data-action=draw]").press("Enter")
    expect(told).to_contain_text(f"3 of {DRAWS}")
    expect(page).to_have_url(re.compile("drawn=3"))
    figure.press("draw-all")
    expect(told).to_contain_text(f"{DRAWS} of {DRAWS}")
    figure.root.locator("[data-p='0.5']").click()
    expect(page).to_have_url(re.compile(r"p=0\.5"))
