"""The stack under a real pointer and keys: what lights up, what the address keeps."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

STACK = "stack=c3p1-c3p1-m2s2-c3p1-c3&picture=16&layer=4&unit=3"


@pytest.fixture
def page(open_page) -> Page:
    return open_page(f"/receptive_field?{STACK}", lang="en")


def lit(board: Locator) -> list[int]:
    """Units lit of each map, the last map first."""
    paths = board.locator(".unit.is-lit").evaluate_all(
        "nodes => nodes.map((node) => node.getAttribute('d').split('M').length - 1)"
    )
    return [int(count) for count in paths]


def point(board: Locator, level: int, share: float) -> None:
    track = board.locator(f".track[data-level='{level}']")
    box = track.bounding_box()
    assert box
    track.hover(position={"x": box["width"] * share, "y": box["height"] / 2})


def test_pointing_picking_and_keys(page: Page) -> None:
    board = page.get_by_test_id("field-stack").first
    said = board.locator(".said")
    expect(said).to_contain_text("Unit 4 of conv 3 sees columns 3 to 12 of the picture")
    assert lit(board) == [0, 1, 3, 6, 8, 10]
    point(board, 2, 0.5)
    expect(said).to_contain_text("of conv 2 sees")
    assert lit(board) == [0, 0, 0, 1, 3, 5]
    page.mouse.move(5, 5)
    expect(said).to_contain_text("Unit 4 of conv 3")

    point(board, 2, 0.5)
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url(re.compile(r"layer=2"))
    board.locator(".track[data-level='2']").focus()
    page.keyboard.press("Home")
    expect(said).to_contain_text("Unit 1 of conv 2 sees columns 1 to 3")
    expect(said).to_contain_text("2 lie in the padding")
    assert lit(board) == [0, 0, 0, 1, 2, 3]
    page.keyboard.press("ArrowUp")
    expect(said).to_contain_text("Unit 1 of pool 1")
    expect(board.locator(".track[data-level='3']")).to_be_focused()
    page.wait_for_url(re.compile(r"^(?!.*layer=).*unit=0"))  # the layer is the one it began with


def test_layers_are_added_changed_and_removed(page: Page) -> None:
    board = page.get_by_test_id("field-stack").first
    sizes = board.locator(".rows .number[data-name=size] b")
    assert sizes.all_inner_texts() == ["14", "10", "6", "5", "3", "1"]
    board.locator("[data-setting=stride][data-by='1']").click()
    assert sizes.all_inner_texts() == ["18", "10", "6", "5", "3", "1"]
    page.wait_for_url(re.compile(r"c3s2p1"))
    board.locator("[data-action=add]").click()
    assert sizes.all_inner_texts() == ["26", "18", "10", "6", "5", "3", "1"]
    board.locator("[data-action=remove]").click()
    board.get_by_role("button", name="dilations 1, 2, 3").click()
    assert sizes.all_inner_texts() == ["13", "7", "3", "1"]
    page.wait_for_url(re.compile(r"c3p3d3"))
