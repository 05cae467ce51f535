"""The figures of how a kernel learns in a real browser: linked cells, the check, steps downhill."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from lessons.backprop.cases import TASKS
from tests.browser.stepper import StepperOnPage

PAGE = "/backprop"


def cell(figure: Locator, grid: str, row: int, col: int) -> Locator:
    return figure.locator(f'[data-grid="{grid}"] [data-row="{row}"][data-col="{col}"]')


def test_a_weight_shows_its_windows_and_its_nudge_agrees(open_page):
    page = open_page(f"{PAGE}?step=8", lang="en")
    root = StepperOnPage(page, "stepper").root
    cell(root, "weight", 0, 2).hover()
    expect(root.locator(".windows .window b")).to_have_text(
        [f"= {n}" for n in ("0", "−3", "1", "−2", "1", "2", "0", "3", "1")]
    )
    cell(root, "grad_out", 0, 0).hover()
    expect(cell(root, "target", 0, 0)).to_have_attribute("data-ring", "true")
    root.locator("[data-action=nudge][data-of=weight]").click()
    expect(root.locator('tr[data-type="float64"] .chip')).to_contain_text("equal")
    root.locator('[data-nudge="1e-9"]').click()
    expect(root.locator('tr[data-type="float32"] .chip')).to_have_text("no digit agrees")
    expect(page).to_have_url(re.compile("nudge=1e-9"))
    root.locator("[data-action=nudge][data-of=bias]").click()
    expect(root.locator('tr[data-type="float32"] td').first).to_have_text(
        f"{TASKS['uneven'].loss:.6f}"
    )
    expect(page).to_have_url(re.compile("nudged=bias"))


def test_a_step_downhill_moves_the_kernel_and_a_rate_too_large_runs_away(open_page):
    page = open_page(PAGE, lang="en")
    root = StepperOnPage(page, "descent").root
    root.locator('[data-leap="1"]').click()
    weight = TASKS["uneven"].descent(0.02, 1)[-1].weight[1, 2]
    expect(cell(root, "weight", 1, 2)).to_have_text(f"{weight:g}")
    expect(page).to_have_url(re.compile("descent_taken=1"))
    root.locator('[data-choice="rate"][value="0.05"]').click()
    root.locator('[data-leap="100"]').click()
    expect(root.locator(".descent-part [role=status]")).to_contain_text("run away")
    expect(root.locator('[data-leap="1"]')).to_be_disabled()


def test_numbers_of_the_first_figure_are_those_of_the_way_back(open_page):
    page = open_page(f"{PAGE}?more=below_stops", lang="en")
    first, back, block = (
        page.locator(f".st-key-backprop-{name}").get_by_test_id("grid-stepper")
        for name in ("stepper", "back", "through")
    )
    field = cell(first, "target", 0, 0)
    field.click()
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    expect(cell(back, "x", 2, 2).locator(".digit")).to_have_text("−6")
    cell(block, "grad_weight", 0, 1).hover()
    expect(block.locator(".sum-line")).to_have_text(re.compile(r"= 12$"))
    expect(block.locator('[data-grid="grad_out"] [data-ring]')).to_have_count(3)
