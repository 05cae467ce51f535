"""The columns of VGG and the budget under a real pointer and keys."""

from __future__ import annotations

import re

from playwright.sync_api import expect


def test_columns_come_one_by_one_and_cells_are_read_by_hand_and_keys(open_page) -> None:
    page = open_page("/vgg", lang="en")
    board = page.get_by_test_id("configurations")
    said = board.locator(".said")
    for _ in range(2):
        board.locator("[data-action=next]").click()
    assert board.locator(".stage >> nth=0").locator(".stack[data-shown]").count() == 3
    expect(board.locator(".versus")).to_have_text("B against A-LRN")
    expect(board.locator(".stack[data-now] [data-mark=added]")).to_have_count(2)
    page.wait_for_url(re.compile(r"columns=3"))
    board.locator("[data-cell=conv4_2][data-index='0']").hover()
    expect(said).to_contain_text("A, conv4_2: convolution 3×3, 512 → 512 channels, maps of 28×28")
    page.mouse.move(5, 5)
    expect(said).to_contain_text("B, conv1_1")
    board.locator("[data-lit]").focus()
    for key in ("End", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
    expect(said).to_contain_text("A-LRN, fc7: fully connected, 4096 → 4096")
    page.wait_for_url(re.compile(r"column=A-LRN&cell=fc7"))


def test_a_stack_is_built_with_keys_and_each_that_reaches_the_goal_is_kept(open_page) -> None:
    page = open_page("/vgg", lang="en")
    board = page.get_by_test_id("kernel-budget")
    said = board.locator(".said")
    board.locator(".layer").click()
    board.locator("[data-piece='5']").click()
    expect(said).to_contain_text("You reach 5 of 7: 2 more")
    assert board.locator(".cone >> nth=1").locator(".missing").count() == 2
    page.keyboard.press("3")
    expect(said).to_contain_text("Exactly 7, for 34 C²")
    for key in ("Delete", "Delete", "3", "3", "3"):
        page.keyboard.press(key)
    expect(said).to_contain_text("Fewest: exactly 7 for 27 C² weights, 44.9% fewer")
    assert board.locator(".try").all_inner_texts() == ["7×7", "5×5, 3×3", "3×3, 3×3, 3×3"]
    page.wait_for_url(re.compile(r"kernels=3-3-3"))
    page.emulate_media(media="print")
    expect(board.get_by_text("5×5, 3×3", exact=True)).to_be_visible()


def test_blocks_are_marked_by_hand_and_keys_and_crops_are_drawn(open_page) -> None:
    page = open_page("/vgg?more=misprint_jitter", lang="en")
    table = page.get_by_test_id("misprint")
    table.locator("[data-block='A.1']").click()
    page.wait_for_url(re.compile(r"marked=A\.1"))
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(table.locator("[aria-pressed=true]")).to_have_count(2)
    page.wait_for_url(re.compile(r"marked=A\.1_A\.2"))

    board = page.get_by_test_id("scale-jitter")
    before = board.locator(".said").inner_text()
    board.locator("[data-action=draw]").click()
    expect(board.locator(".said")).not_to_have_text(before)
    expect(board.locator(".past:not([hidden])")).to_have_count(1)
    board.get_by_role("button", name="S fixed").click()
    board.get_by_role("slider").press("Home")
    expect(board.locator(".said")).to_contain_text("224×224 out of 384×256")
    page.wait_for_url(re.compile(r"jitter_mode=fixed&jitter_scale=256&jitter_draw=1"))
