"""What a teacher hands out, opened by a student: a link with fixed settings."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from lessons.machinery.strings import STRINGS


def test_a_fixed_setting_is_in_sight_and_nobody_moves_it(open_page):
    page = open_page("/convolution?fix=kernel_size,image&kernel_size=2", lang="en")
    slider = page.locator("input[data-param=kernel_size]").first
    expect(slider).to_be_disabled()
    expect(slider).to_have_value("2")
    said = page.locator(".slider[data-fixed]")
    expect(said).to_contain_text(STRINGS.get("share.fixed", "en"))
    expect(said).to_have_attribute("title", STRINGS.get("share.fixed_message", "en"))
    expect(page.locator("[data-preset=edge]").first).to_be_disabled()
    cell = page.locator("[data-role=input] [data-row='4'][data-col='4']")
    cell.dblclick()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(cell).to_have_text("25")
    free = page.locator("input[data-param=stride]").first
    free.focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"stride=2"))
    assert "fix=kernel_size%2Cimage" in page.url
    assert "kernel_size=2" in page.url
