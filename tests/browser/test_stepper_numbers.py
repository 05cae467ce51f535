"""Numbers computed in the browser equal ``cnncore.ops``, over a table of cases."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import numpy as np
import pytest
from playwright.sync_api import Browser, expect

from cnncore.ops import conv2d
from lessons.machinery import presets
from lessons.machinery.cells import format_number, parse_number
from lessons.machinery.grid import GridCase
from pages.ui.lesson.stepper import case_key, parameters
from tests.browser.chromium import Visits, wait_until_ready
from tests.browser.stepper import StepperOnPage

CASES: dict[str, dict[str, object]] = {
    "notes": {},
    "stride_two": {"stride": 2},
    "zero_padding": {"padding": 1},
    "stride_does_not_divide": {"stride": 3, "padding": 1},
    "stride_beyond_kernel": {"size": 9, "stride": 4, "kernel_size": 2},
    "sobel_face": {"kernel": "sobel", "image": "face", "size": 9},
    "sharpen_reflect": {"kernel": "sharpen", "padding": 2, "padding_mode": "reflect", "size": 6},
    "blur_replicate": {"kernel": "blur", "padding": 3, "padding_mode": "replicate"},
    "circular_dilated": {"padding": 2, "padding_mode": "circular", "dilation": 2, "size": 6},
    "even_kernel": {"kernel": "sobel", "kernel_size": 4, "image": "random", "seed": 7, "size": 8},
    "flipped": {"kernel": "edge", "flip": 1, "image": "random", "seed": 3},
    "edited": {"input_edits": "0.0.-3_2.2.1/3", "kernel_edits": "1.1.0.25"},
    "edited_and_flipped": {"kernel": "edge", "flip": 1, "kernel_edits": "0.1.5"},
    "largest": {"size": 12, "padding": 3, "kernel_size": 7, "image": "random", "seed": 99},
    "smallest": {"size": 3, "kernel_size": 1, "image": "checkerboard"},
}


def _settings(query: dict[str, object]) -> dict[str, object]:
    values = {param.name: param.default for param in parameters("convolution")}
    for param in parameters("convolution"):
        if param.name in query:
            values[param.name], notice = param.parse(str(query[param.name]))
            assert notice is None
    return values


@pytest.fixture(scope="module")
def walking(browser: Browser, server: str) -> Iterator[StepperOnPage]:
    """One window for all cases: an address opened after another costs half of a new visitor."""
    visits = Visits(browser, server)
    yield StepperOnPage(visits.open("/convolution"))
    visits.close()
    assert visits.complaints == []


@pytest.mark.parametrize("name", CASES)
def test_numbers_equal_numpy(walking: StepperOnPage, server: str, name: str):
    settings = _settings(CASES[name])
    case = GridCase.of(settings)
    padded = case.padded
    expected = conv2d(
        padded[None], case.used_weight[None, None], stride=case.stride, dilation=case.dilation
    )[0]
    # The step is clamped to the last window, so that every output cell is computed.
    walking.page.goto(f"{server}/convolution?{urlencode({**CASES[name], 'step': 300})}")
    wait_until_ready(walking.page)
    if walking.places("output", "data-masked"):
        walking.press("skip")
        expect(walking.grid("output").locator("[data-masked]")).to_have_count(0)
    walking.press("last")
    exact = walking.page.evaluate(
        """() => new Promise((done) => {
            window.addEventListener('cnn-step', (e) => done(e.detail), {once: true});
            window.dispatchEvent(new CustomEvent('cnn-step-request',
                {detail: {channel: 'convolution'}}));
        })"""
    )
    np.testing.assert_allclose(np.array(exact["out"]), expected, atol=1e-12)
    np.testing.assert_allclose(np.array(exact["padded"]), padded, atol=1e-12)
    np.testing.assert_allclose(np.array(exact["weight"]), case.used_weight, atol=1e-12)
    assert exact["caseKey"] == case_key(settings)
    shown = walking.grid("output").locator(".digit").all_inner_texts()
    assert shown == [format_number(value) for value in expected.ravel()]


NUMBERS = [
    "-2",
    "+0.5",
    "1/9",
    "−3",
    "0,25",
    " 7 ",
    "",
    "abc",
    "1/0",
    "1/2/3",
    "0.5/2",
    "1e3",
    "9999",
    "10000",
    "-9999.5",
    ".5",
    "5.",
    "--1",
    "1/ 3",
    "123456789012345",
]


def test_typed_numbers_mean_the_same_on_both_sides(open_page):
    """The browser refuses and accepts what ``lessons.machinery.cells.parse_number`` does."""
    stepper = StepperOnPage(open_page("/convolution?image=checkerboard&kernel_size=1", lang="en"))
    for text in NUMBERS:
        before = stepper.cell("input", 0, 1).locator(".digit").inner_text()
        stepper.cell("input", 0, 1).click()
        stepper.root.locator("input.editor").fill(text)
        stepper.page.keyboard.press("Enter")
        stepper.wait_until_drawn()
        value = parse_number(text)
        expected = before if value is None else format_number(value)
        assert stepper.cell("input", 0, 1).locator(".digit").inner_text() == expected, text


def test_preset_table_is_whole():
    for name in presets.INPUT_NAMES:
        for size in presets.INPUT_SIZES:
            grid = presets.input_grid(name, size, seed=5)
            assert grid.shape == (size, size)
            assert np.array_equal(grid, np.round(grid)), "the browser is sent whole numbers"
