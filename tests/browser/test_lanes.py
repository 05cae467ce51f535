"""The lanes of the lesson on channels under a real pointer: rings, edits, kernels, groups."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Locator, expect

from lessons.channels.cases import ChannelCase, example
from lessons.channels.figures import STEPPER
from lessons.machinery.cells import parse_number
from tests.browser.chromium import PHONE, has_sideways_scroll
from tests.browser.stepper import Place, StepperOnPage

PHONE_CELL = 30
PHONE_DIGIT = 13


class Lanes(StepperOnPage):
    """Lanes share a role, so a matrix is found by its id."""

    def grid(self, role: str) -> Locator:
        return self.root.locator(f'[role="grid"][data-grid="{role}"]')

    def ringed(self) -> set[str]:
        """The matrices that hold a ringed cell."""
        self.wait_until_drawn()
        return set(
            self.root.locator("[role=gridcell][data-ring]").evaluate_all(
                "ns => ns.map(n => n.closest('[role=grid]').dataset.grid)"
            )
        )

    def lane_sums(self) -> list[float | None]:
        self.wait_until_drawn()
        texts = self.root.locator(".lane:not([hidden]) .lane-sum .total").all_inner_texts()
        return [parse_number(text) for text in texts]


@pytest.fixture
def show(open_page):
    """``show("padding=1")``: the page with these settings."""

    def show(*settings: str, **how) -> Lanes:
        return Lanes(open_page(f"/channels?{'&'.join(settings)}", lang="en", **how))

    return show


def around(row: int, col: int) -> set[Place]:
    return {(row + i, col + j) for i in range(3) for j in range(3)}


def test_a_number_is_walked_from_its_products_to_every_map(show):
    lanes, case = show("out_channels=2", "step=3", "prediction=1"), example()
    lanes.cell("out", 0, 0).hover()
    assert lanes.ringed() == {"out", "part.0", "part.1", "part.2", "bias"}
    assert lanes.places("x.2", "data-active") == around(0, 0)
    assert lanes.lane_sums() == case.parts()[:, 0, 0].tolist()
    assert lanes.sentence.startswith("row 1, column 1 : R 3 + G (−9) + B (−2) + 2 = −6")
    lanes.cell("part.1", 0, 1).hover()
    assert lanes.places("x.1", "data-ring") == around(0, 1)
    assert lanes.places("x.0", "data-active") == set()
    lanes.cell("x.1", 0, 0).hover()
    assert lanes.ringed() == {"x.1", "part.1", "sum", "out", "map.1"}
    lanes.cell("weight.2", 0, 0).hover()
    assert lanes.places("x.2", "data-met") == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert len(lanes.places("out", "data-ring")) == 4

    lanes.edit("x.0", 0, 0, "9")
    lanes.edit("weight.1", 1, 1, "-1")
    lanes.edit("bias", 0, 0, "5")
    settings = STEPPER.defaults | {
        "out_channels": 2, "input_edits": {(0, 0): "9"}, "kernel_edits": {(4, 1): "-1"},
        "bias_edits": {(0, 0): "5"},
    }  # fmt: skip
    np.testing.assert_array_equal(lanes.numbers("out"), ChannelCase.of(settings).out())
    lanes.wait_for_address("bias_edits=0.0.5", "kernel_edits=4.1.-1", "input_edits=0.0.9")


def test_the_right_partial_sum_brings_a_second_kernel(show):
    lanes = show()
    second = lanes.root.locator('[data-kernel="2"]')
    expect(second).to_be_hidden()
    assert lanes.places("part.1", "data-masked") == {(0, 1)}
    lanes.root.get_by_test_id("band-answer").fill("7")
    lanes.press("answer")
    expect(second).to_be_visible()
    second.click()
    lanes.press("last")
    np.testing.assert_array_equal(lanes.numbers("out"), example(shown=1).out())
    np.testing.assert_array_equal(lanes.numbers("map.0"), example().out())
    lanes.cell("map.0", 1, 0).click()
    lanes.wait_for_address("step=2")
    np.testing.assert_array_equal(lanes.numbers("weight.0"), example().slices[0, 0])

    # Where there are gaps, as with 3 of 4, is the Node test's.
    marks = lanes.slider("groups").locator("xpath=..").locator(".illegal")
    assert marks.evaluate_all("ns => ns.map(n => n.dataset.values)") == ["2-4"]
    lanes.drag("groups", 2)
    assert lanes.message.startswith("2 groups cannot be made")
    assert lanes.slider("groups").get_attribute("aria-invalid") == "true"


def test_on_a_phone_cells_and_digits_can_be_read(show):
    lanes = show("size=6", "padding=1", "out_channels=4", viewport=PHONE)
    sizes = lanes.root.locator(".cell:visible").evaluate_all(
        "ns => ns.map(n => [n.offsetWidth, parseFloat(getComputedStyle(n).fontSize)])"
    )
    assert min(width for width, _ in sizes) >= PHONE_CELL
    assert min(digits for _, digits in sizes) >= PHONE_DIGIT
    assert not has_sideways_scroll(lanes.page)
