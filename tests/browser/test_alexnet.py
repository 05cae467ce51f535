"""Lanes, windows and crops under a real pointer and keys: what is shown, what the address keeps."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.chromium import PHONE


def test_layers_and_variants_by_mouse_and_key(open_page) -> None:
    page = open_page("/alexnet?layer=conv3", lang="en")
    board = page.get_by_test_id("two-lanes")
    said = board.get_by_role("status")
    expect(said).to_contain_text("conv3, 384 maps of 13×13, every kernel reads both sides")
    board.locator("[data-layer=fc6]").click()
    page.wait_for_url(re.compile("layer=fc6"))
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(said).to_contain_text("conv5")
    expect(board.locator("[data-layer=conv5]")).to_be_focused()
    page.keyboard.press("3")
    page.wait_for_url(re.compile("variant=torchvision"))
    expect(board.locator("[data-variant=torchvision]")).to_have_attribute("aria-checked", "true")
    expect(said).to_contain_text("every kernel reads all 256 channels")
    expect(board.locator(".flow[data-crosses]")).to_have_count(0)
    page.emulate_media(media="print")
    expect(board.get_by_text("pool5", exact=True)).to_be_visible()  # the names of the columns
    page.emulate_media(media="null")


def test_on_a_phone_the_gpus_are_named_above_their_lanes(open_page) -> None:
    board = open_page("/alexnet", lang="en", viewport=PHONE).get_by_test_id("two-lanes")
    told, first = (
        board.locator(".gpus").bounding_box(),
        board.locator(".block").first.bounding_box(),
    )
    assert told
    assert first
    assert told["y"] + told["height"] <= first["y"]


def test_the_window_and_the_crop_follow_hand_and_keys(open_page) -> None:
    page = open_page("/alexnet?more=overlap_augment", lang="en")
    page.locator("[class*='overlap_reads']").get_by_text("Just show me").click()
    windows = page.get_by_test_id("read-counts")
    expect(windows.get_by_role("status")).to_contain_text("columns 1 to 3")
    box = windows.locator(".map").bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 20, box["y"] + 60, steps=4)
    expect(windows.get_by_role("status")).to_contain_text("columns 5 to 7")
    page.mouse.up()
    page.wait_for_url(re.compile("pool_column=2"))
    windows.get_by_role("button", name="2×2").click()
    expect(windows.get_by_role("status")).to_contain_text("No window reads the last 1 column")

    crops = page.get_by_test_id("crop-lab")
    crops.locator(".whole").focus()
    page.keyboard.press("Shift+ArrowDown")
    expect(crops).to_contain_text("from row 16 and column 24 on")
    crops.get_by_role("button", name="Mirror").click()
    page.wait_for_url(re.compile("crop_flip=1"))
    colour = "node => [...node.getContext('2d').getImageData(112, 112, 1, 1).data]"
    before = crops.locator("canvas").evaluate(colour)
    slider = crops.locator("[data-axis='0']")
    slider.fill("100")
    after = crops.locator("canvas").evaluate(colour)
    assert after != before
    expect(crops).to_contain_text("R +42.4")
