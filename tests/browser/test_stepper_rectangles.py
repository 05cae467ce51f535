"""Height and width apart: the lock, the address, where legal values end, what a weight meets."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import expect

from cnncore.ops import conv2d
from lessons.machinery.presets import ramp
from tests.browser.chromium import LAPTOP, PHONE, has_sideways_scroll
from tests.browser.stepper import StepperOnPage

UNEQUAL = "size=5x7&kernel_size=1x3&padding=0x1"


def show(open_page, path: str, **options) -> StepperOnPage:
    return StepperOnPage(open_page(path, **{"lang": "en", **options}))


def lock(stepper: StepperOnPage):
    return stepper.root.locator('[data-action="lock"]')


def test_the_lock_is_closed_and_one_slider_sets_both_axes(open_page):
    stepper = show(open_page, "/convolution")
    expect(lock(stepper)).to_have_attribute("aria-pressed", "true")
    expect(stepper.slider("kernel_size")).to_have_count(1)
    stepper.drag("kernel_size", 4)
    stepper.wait_for_address("kernel_size=4")
    assert "kernel_size=4x" not in stepper.page.url
    assert stepper.numbers("kernel").shape == (4, 4)


def test_a_rectangle_from_the_lock_to_a_reload_and_back(open_page):
    stepper = show(open_page, "/convolution")
    lock(stepper).click()
    expect(stepper.slider("kernel_size")).to_have_count(2)
    stepper.drag("kernel_size", 1, axis=0, release=False)
    assert stepper.numbers("kernel").shape == (1, 3)
    assert "kernel_size" not in stepper.page.url
    stepper.page.mouse.up()
    stepper.wait_for_address("kernel_size=1x3")
    cells = stepper.grid("kernel").locator("[role=gridcell]")
    stepper.page.reload()
    expect(cells).to_have_count(3)
    expect(lock(stepper)).to_have_attribute("aria-pressed", "false")
    stepper.page.go_back()
    expect(cells).to_have_count(9)
    expect(lock(stepper)).to_have_attribute("aria-pressed", "true")
    stepper.page.go_forward()
    expect(cells).to_have_count(3)
    stepper.press("skip")
    expect(stepper.grid("output").locator("[data-masked]")).to_have_count(0)
    stepper.press("last")
    weight = stepper.numbers("kernel")
    expected = conv2d(ramp(5)[None], weight[None, None])[0]
    np.testing.assert_array_equal(stepper.numbers("output"), expected)


def test_closing_the_lock_takes_the_width_for_both(open_page):
    stepper = show(open_page, f"/convolution?{UNEQUAL}")
    expect(lock(stepper)).to_have_attribute("aria-pressed", "false")
    lock(stepper).click()
    stepper.wait_for_address("size=7", "padding=1")
    assert "kernel_size" not in stepper.page.url  # 3 is where it begins
    expect(lock(stepper)).to_have_attribute("aria-pressed", "true")
    assert stepper.numbers("input").shape == (9, 9)
    assert stepper.numbers("kernel").shape == (3, 3)


def test_an_address_with_a_pair_that_cannot_be_says_so(open_page):
    stepper = show(open_page, "/convolution?kernel_size=1x99&size=5x5")
    assert stepper.numbers("kernel").shape == (3, 3)
    expect(stepper.page.get_by_test_id("stMain")).to_contain_text("kernel_size=1x99")


def test_a_slider_marks_where_legal_ends_and_the_message_says_why(open_page):
    stepper = show(open_page, "/convolution")
    slider = stepper.slider("kernel_size")
    beyond = slider.locator("xpath=..").locator(".illegal")
    expect(beyond).to_be_visible()
    marked, track = beyond.bounding_box(), slider.bounding_box()
    assert marked
    assert track
    thumb = 22
    part = (marked["x"] - track["x"] - thumb / 2) / (track["width"] - thumb)
    assert part == pytest.approx((5.5 - 1) / (7 - 1), abs=0.01)  # 5 fits, 6 does not
    expect(slider).not_to_have_attribute("aria-invalid", "true")
    stepper.drag("kernel_size", 6)
    assert "spans 6 cells" in stepper.message
    expect(slider).to_have_attribute("aria-invalid", "true")
    described = slider.get_attribute("aria-describedby")
    assert stepper.root.locator(f"#{described}").inner_text() == stepper.message
    # With a border it fits again, and the mark is gone.
    stepper.drag("padding", 1)
    expect(slider).not_to_have_attribute("aria-invalid", "true")
    expect(beyond).to_be_hidden()


def test_what_does_not_fit_names_its_side(open_page):
    stepper = show(open_page, "/convolution?size=5x7&kernel_size=7x3")
    assert "spans 7 rows" in stepper.message
    assert "kernel height of 5" in stepper.message
    expect(stepper.slider("kernel_size", 0)).to_have_attribute("aria-invalid", "true")
    expect(stepper.slider("kernel_size", 1)).not_to_have_attribute("aria-invalid", "true")


def test_a_weight_marks_every_cell_it_meets(open_page):
    stepper = show(open_page, f"/stride_padding?stride=1x2&{UNEQUAL}")
    stepper.cell("kernel", 0, 2).hover()
    columns = {2 + 2 * i for i in range(4)}
    assert stepper.places("input", "data-met") == {(r, c) for r in range(5) for c in columns}
    assert stepper.places("input", "data-ring") == {(0, 2)}
    assert stepper.places("kernel", "data-ring") == {(0, 2)}
    assert not stepper.places("output", "data-ring")
    mark = stepper.cell("input", 0, 4).evaluate("n => getComputedStyle(n, '::before').clipPath")
    assert mark.startswith("polygon")
    stepper.page.mouse.move(2, 2)
    assert stepper.places("input", "data-met") == set()


def test_the_formula_has_a_line_for_each_side_while_they_differ(open_page):
    stepper = show(open_page, f"/stride_padding?{UNEQUAL}&stride=2x1")
    equations = stepper.page.get_by_test_id("formula").locator(".equation")
    labels = equations.evaluate_all("ns => ns.map(n => n.getAttribute('aria-label'))")
    assert labels == [
        "height: floor((5 + 2*0 - 1) / 2) + 1 = 3",
        "width: floor((7 + 2*1 - 3) / 1) + 1 = 7",
    ]
    expect(stepper.root.locator('.ruler[data-along="rows"]')).to_be_visible()
    lock(stepper).click()
    expect(equations).to_have_count(1)
    expect(stepper.root.locator('.ruler[data-along="rows"]')).to_be_hidden()


OVERLAPS = """stage => {
  const names = [".block", ".operator", ".arrow", ".terms", ".sum", ".formula", ".legend"];
  const boxes = names.flatMap((name) => [...stage.querySelectorAll(name)])
    .filter((node) => node.offsetWidth)
    .map((node) => [node.className, node.getBoundingClientRect()]);
  return boxes.flatMap(([a, one], i) => boxes.slice(i + 1)
    .filter(([, two]) => one.left < two.right - 1 && two.left < one.right - 1
      && one.top < two.bottom - 1 && two.top < one.bottom - 1).map(([b]) => `${a} over ${b}`));
}"""


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize(
    ("page_id", "query"),
    [
        ("convolution", UNEQUAL),
        ("stride_padding", "size=12x4&kernel_size=5x1&padding=3x0&stride=3x1"),
    ],
    ids=["wide", "high"],
)
def test_a_rectangle_has_room(open_page, page_id: str, viewport, query: str):
    stepper = show(open_page, f"/{page_id}?{query}", viewport=viewport)
    assert not has_sideways_scroll(stepper.page)
    assert stepper.root.locator(".stage").evaluate(OVERLAPS) == []
    inside = stepper.root.evaluate(
        """root => { const edge = root.getBoundingClientRect().right + 1;
        return [...root.querySelectorAll(".stage :not(.lane-bar)")].filter((n) => n.offsetWidth > 1
          && n.getBoundingClientRect().right > edge).map((n) => n.className); }"""
    )
    assert inside == []
