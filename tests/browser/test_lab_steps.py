"""One step, one epoch, back to the same weights, and again with other seeds: the real engine."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage

TRAINING_MS = 120_000
"""A cold engine on a busy machine."""

# What the first layer's kernels look like now, as the browser painted them.
KERNELS = """(node) => [...node.querySelectorAll('[data-panel="kernels"] .tile canvas')]
    .map((canvas) => canvas.toDataURL()).join()"""


def transport(page: Page) -> Locator:
    return page.get_by_test_id("live-transport")


def press(page: Page, action: str) -> None:
    transport(page).locator(f'[data-action="{action}"]').click()


def at(page: Page, state: str, step: int) -> None:
    expect(transport(page)).to_have_attribute("data-state", state, timeout=TRAINING_MS)
    expect(transport(page)).to_have_attribute("data-step", str(step), timeout=TRAINING_MS)


def kernels(page: Page) -> str:
    panels = page.get_by_test_id("live-panel")
    panels.locator('[data-panel="kernels"]').scroll_into_view_if_needed()
    page.wait_for_timeout(600)  # they fade over
    return panels.evaluate(KERNELS)


@pytest.mark.slow
def test_step_by_step_and_back_to_the_same_weights(open_page: OpenPage):
    page = open_page("/training_lab?data=digits&network=c8p1-relu-flat-fc&epochs=3", lang="en")
    untrained = kernels(page)
    assert untrained
    panels = page.get_by_test_id("live-panel")
    expect(panels.locator('[data-panel="maps"] [data-role="maps"] canvas')).to_have_count(8)
    expect(panels.locator('[data-panel="gradients"] .bar-row')).to_have_count(2)
    cells = panels.locator('[data-panel="confusion"] [role="gridcell"]')
    expect(cells).to_have_count(100)
    assert cells.all_inner_texts() == [""] * 100  # nothing was tested yet
    press(page, "step")
    at(page, "paused", 1)
    press(page, "step")
    at(page, "paused", 2)
    press(page, "epoch")
    at(page, "paused", 44)  # 1437 training pictures in batches of 32
    assert kernels(page) != untrained
    loss = page.locator('[data-panel="loss"] svg').first.get_attribute("aria-label")
    press(page, "reset")
    at(page, "empty", 0)
    assert kernels(page) == untrained
    press(page, "epoch")
    at(page, "paused", 44)
    # The same first weights and the same batches: the same numbers.
    expect(page.locator('[data-panel="loss"] svg').first).to_have_attribute("aria-label", loss)
    press(page, "start")
    at(page, "done", 132)


@pytest.mark.slow
def test_three_seeds_and_they_outlive_a_reload(open_page: OpenPage):
    page = open_page("/training_lab?data=digits&epochs=1&network=linear", lang="en")
    press(page, "start")
    at(page, "done", 44)
    page.locator(".st-key-training_lab-compare button").click()
    compare = page.get_by_test_id("run-compare")
    compare.locator('[data-action="repeat"]').click(timeout=20_000)
    cell = compare.locator('tr[data-letter="A"] .strong')
    seeds = compare.locator('tr[data-letter="A"] [data-column="seed"]')
    expect(seeds).to_have_text("7, 8, 9", timeout=TRAINING_MS)
    expect(cell).to_have_text(re.compile(r"\d+\.\d ± \d+\.\d"))
    expect(compare.locator('[data-range="run-A-test"]')).to_have_count(1)
    shown = cell.inner_text()
    page.reload()
    expect(seeds).to_have_text("7, 8, 9", timeout=20_000)
    expect(cell).to_have_text(shown)
