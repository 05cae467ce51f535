"""The lesson on fully connected layers under a real pointer."""

from __future__ import annotations

import numpy as np
from playwright.sync_api import Locator, Page, expect

from cnncore.ops import softmax
from tests.browser.chromium import PHONE, Visits, has_sideways_scroll
from tests.browser.stepper import StepperOnPage


def test_a_cell_its_place_and_its_column_and_back(visits: Visits):
    page = visits.open("/fully_connected", lang="en")
    page.locator("[data-testid=grid-stepper][data-ready]").first.wait_for()
    maps = page.get_by_role("grid", name="Channel 2")
    flat, weight, out = (page.get_by_role("grid", name=n) for n in ("Flattened", "Weights", "Out"))
    maps.locator('[data-row="1"][data-col="0"]').hover()
    expect(flat.locator("[data-ring]")).to_have_attribute("data-col", "6")
    expect(out.locator("[data-ring]")).to_have_count(3)
    expect(page.locator(".stepper .sum")).to_contain_text("1×4 + 1×2 + 0 = 6")
    weight.locator('[data-row="2"][data-col="6"]').hover()
    expect(maps.locator("[data-ring]")).to_have_count(1)
    expect(out.locator("[data-ring]")).to_have_attribute("data-row", "2")
    assert visits.complaints == []


def test_flattening_is_played_cell_by_cell_with_its_code(visits: Visits):
    page = visits.open("/fully_connected", lang="en")
    figure, code = StepperOnPage(page, "fully_connected-stepper"), page.get_by_test_id("code-sync")
    figure.root.locator("[data-scenario=flat_flatten]").click()
    flat = figure.root.locator("[data-grid=flat]")
    expect(flat.locator("[data-empty]")).to_have_count(7)
    figure.press("next")
    expect(flat.locator("[data-current]")).to_have_attribute("data-col", "1")
    expect(figure.root.locator(".sum")).to_contain_text("0×4 + 0×2 + 1 = 1")
    expect(code.locator("[data-shows=value]")).to_contain_text("v[j] = x[c, row, col]")
    expect(code.locator("[data-shows=value] .shown")).to_have_text("0")
    expect(code.locator(".chip")).to_have_attribute("data-equal", "true")
    figure.press("last")
    expect(flat.locator("[data-empty]")).to_have_count(0)
    page.wait_for_url("**phase=flatten**")
    page.get_by_test_id("band").get_by_role("button", name="Just show me").click()
    page.wait_for_url(lambda url: "phase" not in url)
    expect(figure.root).to_have_attribute("data-step", "1")
    assert visits.complaints == []


def test_on_a_phone_the_line_scrolls_to_the_place_of_a_cell_and_the_outputs_stay(visits: Visits):
    page = visits.open(
        "/fully_connected?side=3&out_features=4", lang="zh", viewport=PHONE, touch=True
    )
    page.locator("[data-testid=grid-stepper][data-ready]").first.wait_for()
    place = page.locator("[data-grid=flat] [data-col='13']")
    output = page.locator("[data-grid=out] [data-row='0']")
    expect(place).not_to_be_in_viewport()
    page.locator("[data-grid='x.1'] [data-row='1'][data-col='1']").tap()
    expect(place).to_be_in_viewport()
    expect(place).to_have_attribute("data-ring", "true")
    expect(output).to_be_in_viewport()
    assert not has_sideways_scroll(page)
    assert visits.complaints == []


def test_a_row_and_its_term_light_each_other_and_large_scores_break_in_float32(visits: Visits):
    page = visits.open("/fully_connected?more=softmax&softmax_smoothing=2", lang="en")
    lab = page.locator("[data-testid=softmax-lab][data-ready]")
    lab.locator('tr[data-row="2"]').hover()
    expect(lab.locator(".loss [data-ring]")).to_have_attribute("data-term", "2")
    lab.locator('.loss [data-term="0"]').hover()
    expect(lab.locator("tr[data-ring]")).to_have_attribute("data-row", "0")
    gradient = lab.locator("th[data-column=gradient]")
    expect(gradient).to_have_text("∂L/∂z = p−y")
    lab.locator("[data-param=temperature]").press("ArrowRight")
    expect(gradient).to_have_text("∂L/∂z = (p−y)/T")
    lab.locator("[data-param=temperature]").press("ArrowLeft")
    _typed(page, "score of disc", "3")  # while the answer to the slider is under way
    scores = [float(lab.get_by_role("textbox").nth(row).input_value()) for row in range(3)]
    assert scores[0] == scores[1] == 3
    shares = softmax(np.array(scores), 0)
    for row in range(3):
        expect(_share(lab, row)).to_have_text(f"{shares[row]:.3f}")
    lab.get_by_role("button", name="Large scores").click()
    expect(_share(lab, 1)).to_have_text("nan")
    lab.get_by_role("checkbox").check()
    expect(_share(lab, 1)).not_to_have_text("nan")
    page.wait_for_url("**softmax_scores=0.0.100**")
    assert visits.complaints == []


def _typed(page: Page, name: str, text: str) -> None:
    field = page.get_by_role("textbox", name=name)
    field.fill(text)
    field.press("Enter")


def _share(lab: Locator, row: int) -> Locator:
    return lab.locator(f'tr[data-row="{row}"] [data-column="share"]')
