"""The stepper of a transposed convolution, below another one on the same page."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import expect

from lessons.dilated_transposed.figures import TRANSPOSED
from lessons.dilated_transposed.stamps import StampCase
from tests.browser.stepper import StepperOnPage

EXAMPLE = StampCase.of(TRANSPOSED.defaults)


@pytest.fixture
def show(open_page):
    """``show("padding=1")``: the figure of the stamps with these settings."""

    def show(*settings: str) -> StepperOnPage:
        query = "&".join(f"transposed_{each}" for each in settings)
        page = open_page(f"/dilated_transposed?{query}", lang="en")
        return StepperOnPage(page, "dilated_transposed-transposed")

    return show


def test_stamps_by_hand(show):
    stepper = show("step=1")
    assert stepper.places("output", "data-masked") == {(0, 2)}
    assert stepper.sentence.endswith("output row 1, column 3 : 1×3 + 2×1 = ?")
    first = StepperOnPage(stepper.page, "dilated_transposed-stepper").step

    stepper.cell("input", 1, 0).hover()
    assert "+" not in stepper.cell("output", 0, 2).inner_text()
    stamp = {(row, column) for row in (2, 3, 4) for column in (0, 1, 2)}
    assert stepper.places("output", "data-ring") == stepper.places("output", "data-active") == stamp
    stepper.cell("output", 2, 2).hover()
    assert stepper.places("input", "data-ring") == {(0, 0), (0, 1)}
    assert stepper.places("kernel", "data-ring") == {(2, 2), (2, 0)}
    assert stepper.sentence == "row 3, column 3 : 1×9 + 2×7 = 23"
    stepper.cell("kernel", 0, 0).hover()
    assert stepper.places("output", "data-ring") == {(0, 0), (0, 2), (2, 0), (2, 2)}
    assert len(stepper.places("input", "data-met")) == 4

    stepper.root.get_by_test_id("band-answer").fill("3")
    stepper.press("answer")
    expect(stepper.root.locator(".verdict")).to_contain_text("3 is the first stamp only")
    stepper.press("last")
    stepper.wait_for_step(3)
    np.testing.assert_array_equal(stepper.numbers("output"), EXAMPLE.out())
    stepper.wait_for_address("transposed_step=3")
    assert StepperOnPage(stepper.page, "dilated_transposed-stepper").step == first

    stepper.root.get_by_role("button", name="As a convolution").click()
    stepper.press("last")
    stepper.wait_for_step(24)
    np.testing.assert_array_equal(stepper.numbers("output"), EXAMPLE.out())
    np.testing.assert_array_equal(stepper.numbers("kernel"), EXAMPLE.weight[::-1, ::-1])
    assert stepper.numbers("input").shape == (7, 7)


def test_what_is_cut_off_stands_around_the_output(show):
    stepper = show("padding=1", "output_padding=1", "step=3")
    case = StampCase(EXAMPLE.x, EXAMPLE.weight, (2, 2), (1, 1), (1, 1))
    shown = stepper.numbers("output")
    assert shown.shape == (5, 5)
    hidden = np.isnan(shown[1:, 1:])  # one cell awaits the prediction
    assert hidden.sum() == 1
    np.testing.assert_array_equal(shown[1:, 1:][~hidden], case.out()[~hidden])
    cut = {(row, column) for row in range(5) for column in range(5) if 0 in (row, column)}
    assert stepper.places("output", "data-padding") == cut
    stepper.cell("output", 1, 3).hover()
    assert stepper.sentence.startswith("row 1, column 3 :")
    assert stepper.places("output", "data-ring") == {(1, 3)}
    stepper.cell("output", 0, 0).hover()
    assert stepper.sentence.startswith("this cell is cut off")
