"""The figure of the activation functions in a real browser: handle, learned and drawn slopes."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from lessons.activations import slopes
from lessons.activations.functions import EXAMPLE
from tests.browser.stepper import StepperOnPage

PAGE = "/activations"


def figure_on(page: Page) -> StepperOnPage:
    return StepperOnPage(page, "stepper")


def test_handle_and_ringed_cell_are_one_number(open_page):
    stepper = figure_on(open_page(f"{PAGE}?activation=tanh", lang="en"))
    handle = stepper.root.get_by_role("slider", name="the number of the current cell")
    expect(handle).to_have_attribute("aria-valuenow", "5")
    stepper.cell("output", 0, 2).click()
    expect(handle).to_have_attribute("aria-valuenow", "-2")
    handle.press("ArrowRight")
    expect(stepper.cell("input", 0, 2)).to_have_text(re.compile(r"−1\.9"))
    expect(handle).to_have_attribute("aria-valuenow", "-1.9")


def test_a_press_turns_the_slope_and_another_draws_new_ones(open_page):
    page = open_page(f"{PAGE}?activation=prelu&step=2", lang="en")
    stepper = figure_on(page)
    curve = stepper.root.locator(".plot .curve")
    before = curve.get_attribute("d")
    stepper.press("learn")
    stepper.press("learn")
    *_, now = slopes.learn(EXAMPLE, 2, slopes.RATES["0.02"])
    shown = stepper.root.locator(".of-learn_slope dd")
    expect(shown).to_have_text(f"{now.slope:.3g}".replace("-", "−"))
    expect(stepper.root.locator(".loss-plot circle")).to_have_count(3)
    assert curve.get_attribute("d") != before
    expect(page).to_have_url(re.compile("slope_steps=2"))
    stepper.root.locator('[data-function="rrelu"]').click()
    stepper.press("draw")
    stepper.press("draw")
    own = stepper.root.locator(".slope-cells [data-own]")
    drawn = slopes.drawn(1)[EXAMPLE <= 0]
    expect(own).to_have_text([f"{slope:g}" for slope in drawn])
    expect(page).to_have_url(re.compile("mode=train&seed=1|seed=1.*mode=train"))
