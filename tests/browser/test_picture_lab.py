"""The kernel on a picture in a real browser: numbers, pointer, keys, edits, address, theme."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import expect

from lessons.machinery.cells import format_number
from lessons.machinery.pictures import PICTURE_KERNELS, PICTURES, picture
from tests.browser.board import Board, conv
from tests.browser.chromium import wait_until_ready

PAGE = "/convolution"
LAB_WINDOW = ".window [data-role=input]"
LAB_KERNEL = ".middle [data-role=kernel]"
FEATURE_MAP = "root => ({...root.featureMap, values: [...root.featureMap.values]})"


@pytest.fixture
def lab(open_page) -> Board:
    """The lab, past its question."""
    lab = Board(open_page(PAGE, lang="en"), "picture-lab")
    lab.press("skip")
    return lab


def feature_map(lab: Board) -> np.ndarray:
    found = lab.root.evaluate(FEATURE_MAP)
    return np.array(found["values"]).reshape(found["height"], found["width"])


def test_maps_are_those_of_cnncore(lab):
    """Each picture once; tests/node holds all kernels against cnncore."""
    for name, (kernel, weight) in zip(PICTURES, PICTURE_KERNELS.items(), strict=False):
        lab.root.locator(f'[data-kind=picture] [data-value="{name}"]').click()
        lab.root.locator(f'[data-kind=kernel] [data-value="{kernel}"]').click()
        wanted = conv(picture(name), weight)
        np.testing.assert_allclose(feature_map(lab), wanted, atol=1e-8, err_msg=f"{name} {kernel}")


def test_own_kernel_is_convolved_and_kept_in_the_address(lab):
    lab.edit(LAB_KERNEL, 0, 1, "1/9")
    lab.edit(LAB_KERNEL, 2, 2, "-2.5")
    weight = PICTURE_KERNELS["vertical"].copy()
    weight[0, 1], weight[2, 2] = 1 / 9, -2.5
    np.testing.assert_allclose(feature_map(lab), conv(picture("house"), weight), atol=1e-8)
    lab.in_address("2.2.-2.5")
    lab.page.reload()
    wait_until_ready(lab.page)
    np.testing.assert_allclose(feature_map(lab), conv(picture("house"), weight), atol=1e-8)


def test_nonsense_in_the_kernel_is_refused_with_a_word(lab):
    before = feature_map(lab)
    lab.edit(LAB_KERNEL, 1, 1, "abc")
    expect(lab.cell(LAB_KERNEL, 1, 1)).to_have_text("0")
    lab.cell(LAB_KERNEL, 1, 1).click()
    lab.page.keyboard.type("1/0")
    lab.page.keyboard.press("Enter")
    expect(lab.root.locator(".refusal")).to_contain_text("1/0")
    assert (feature_map(lab) == before).all()


def test_pointer_on_either_picture_shows_the_window(lab):
    house = picture("house")
    for screen, offset in (("input", 1), ("output", 0)):
        spot = lab.root.locator(f"[data-screen={screen}]")
        box = spot.locator("canvas").bounding_box()
        assert box is not None
        pixel = box["width"] / (64 if screen == "input" else 62)
        row, col = 36, 15
        spot.hover(position={"x": (col + offset + 0.5) * pixel, "y": (row + offset + 0.5) * pixel})
        window = house[row : row + 3, col : col + 3]
        assert (lab.numbers(LAB_WINDOW) == window).all()
        total = float((window * PICTURE_KERNELS["vertical"]).sum())
        assert f"row {row + 1}, column {col + 1}" in lab.sentence
        assert f"= {format_number(total)} " in lab.sentence
        lab.page.mouse.move(2, 2)


def test_keys_move_the_window(lab):
    lab.root.locator("[data-screen=output]").focus()
    lab.page.keyboard.press("Home")
    assert "column 1 " in lab.sentence
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight"):
        lab.page.keyboard.press(key)
    assert "column 11 " in lab.sentence
    lab.page.keyboard.press("End")
    assert "column 62 " in lab.sentence
    assert int(lab.root.get_attribute("data-step") or -1) % 62 == 61


def test_kernel_on_the_picture_lands_in_the_address(lab):
    lab.root.locator('[data-kind=kernel] [data-value="cross"]').click()
    lab.root.locator('[data-kind=picture] [data-value="crosses"]').click()
    lab.in_address("picture_kernel=cross")
    lab.in_address("picture=crosses")


@pytest.mark.parametrize("choice", ["vertical", "blur"])
def test_guess_of_the_map_is_answered(open_page, choice):
    lab = Board(open_page(PAGE, lang="en"), "picture-lab")
    expect(lab.root.locator(".stage")).to_be_hidden()
    lab.root.locator(f'[data-option="{choice}"]').click()
    expect(lab.root.locator(".stage")).to_be_visible()
    expect(lab.root.locator(".verdict-chip")).to_have_count(1 if choice == "vertical" else 0)
    expect(lab.root.locator(".diagnosis")).to_have_count(0 if choice == "vertical" else 1)
    expect(lab.root.locator('[data-option="vertical"]')).to_contain_text("C ✓")


def test_maps_are_painted_again_in_the_other_theme(lab):
    # A plain area answers 0, and 0 is painted in the theme's own light tone.
    corner = """root => {
      const canvas = root.querySelector('[data-screen=output] canvas');
      return [...canvas.getContext('2d').getImageData(0, 0, 1, 1).data];
    }"""
    assert lab.root.evaluate(corner) == [255, 255, 255, 255]
    lab.page.emulate_media(color_scheme="dark")
    lab.page.wait_for_timeout(600)
    assert lab.root.evaluate(corner) == [0xE3, 0xE8, 0xEE, 255]


def test_a_lab_that_left_the_page_is_painted_without_complaint(lab, visits):
    # Leaving the page while the theme fades: the event arrives at nodes that have no colours.
    # The lab is back within the same turn: an answer of the server may still be on its way to it.
    lab.root.evaluate("""root => {
      const witness = root.querySelector('.witness');
      const place = root.parentNode;
      root.remove();
      witness.dispatchEvent(new Event('transitionend'));
      place.append(root);
    }""")
    lab.page.wait_for_timeout(50)
    assert visits.complaints == []
