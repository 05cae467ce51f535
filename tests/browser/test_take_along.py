"""A figure taken along, by key and mouse: the files are opened again."""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from lessons.machinery.strings import STRINGS
from tests.browser.axe import findings
from tests.browser.chromium import PHONE, Visits, has_sideways_scroll
from tests.browser.stepper import StepperOnPage

DRAWN_MS = 30_000
"""The first drawing starts a process."""


SHARES = """() => {
  navigator.canShare = ({ files }) => files.length === 1;
  navigator.share = async ({ files: [file] }) => { window.shared = file.name; };
}"""
"""A phone's own sheet, as far as a page knows of it."""


def along(page: Page) -> Locator:
    return page.get_by_test_id("take-along").first


def drawn(panel: Locator) -> None:
    expect(panel.locator(".panel[data-ready]")).to_have_count(1, timeout=DRAWN_MS)


def choose(panel: Locator, option: str, name: str) -> None:
    row = panel.locator(f"[data-option={option}]")
    row.get_by_role("button", name=name, exact=True).click()


def downloaded(panel: Locator) -> tuple[str, bytes]:
    drawn(panel)
    with panel.page.expect_download(timeout=DRAWN_MS) as waiting:
        panel.locator("[data-action=download]").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


@pytest.fixture
def opened(open_page) -> Locator:
    """The panel of the convolution's figure at its second step, opened by its key."""
    page = open_page("/convolution?step=1", lang="en", reduced_motion="reduce")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    stepper = StepperOnPage(page)
    stepper.root.locator("[data-action=next]").focus()
    page.keyboard.press("e")
    panel = along(page)
    expect(panel.locator("[data-option=format] [aria-pressed=true]")).to_be_focused()
    drawn(panel)
    return panel


def test_it_is_drawn_as_chosen_and_every_file_opens_again(opened: Locator):
    name, png = downloaded(opened)
    assert name == "convolution-k3-s1-p0-step2-en-light.png"
    assert Image.open(io.BytesIO(png)).size == (1920, 1080)

    choose(opened, "format", "SVG")
    choose(opened, "lang", "both")
    choose(opened, "theme", "dark")
    name, svg = downloaded(opened)
    assert name == "convolution-k3-s1-p0-step2-both-dark.svg"
    texts = {
        "".join(node.itertext()).strip()
        for node in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    }
    assert {str(number) for number in range(1, 26)} | {"35", "Input", "输入"} <= texts
    assert "40" not in texts  # the question hides it
    assert "?" in texts

    choose(opened, "format", "PDF")
    name, pdf = downloaded(opened)
    assert name.endswith(".pdf")
    fonts = set(re.findall(rb"/BaseFont /([\w-]+)", pdf))
    assert fonts
    assert len(re.findall(rb"/CharProcs|/FontFile\d?", pdf)) >= len(fonts)

    choose(opened, "format", "GIF")
    name, gif = downloaded(opened)
    assert name == "convolution-k3-s1-p0-steps-both-dark.gif"
    moving = Image.open(io.BytesIO(gif))
    assert getattr(moving, "n_frames", 1) == 9
    assert "loop" not in moving.info
    assert len(gif) < 500_000


def test_it_is_copied_and_its_description_is_the_learners_to_change(opened: Locator):
    page, field = opened.page, opened.locator("textarea")
    assert findings(page) == []
    opened.locator("[data-action=copy]").click()
    said = opened.get_by_role("status")
    expect(said).to_have_text(STRINGS.get("take_along.copied", "en"))
    kinds = page.evaluate(
        "async () => (await navigator.clipboard.read()).flatMap((item) => item.types)"
    )
    assert kinds == ["image/png"]
    expect(field).to_have_value(re.compile(r"row 1, column 2: .* = \?$"))
    given = field.input_value()
    field.fill("Mine")
    opened.locator("[data-action=copy-alt]").click()
    page.wait_for_function("async () => (await navigator.clipboard.readText()) === 'Mine'")
    choose(opened, "format", "SVG")
    drawn(opened)
    assert b"<title>Mine</title>" in downloaded(opened)[1]
    choose(opened, "format", "PNG")
    drawn(opened)
    opened.get_by_role("button", name=STRINGS.get("take_along.reset", "en")).click()
    expect(field).to_have_value(given)
    steps = opened.locator(".strip button")
    expect(steps).to_have_count(9)
    expect(steps.nth(1)).to_have_attribute("aria-pressed", "true")
    steps.nth(8).click()
    expect(field).to_have_value(re.compile(r"row 3, column 3: .* = 95$"))
    drawn(opened)
    expect(opened.locator(".name")).to_contain_text("-step9-")


def test_it_follows_the_figure_and_escape_leads_back(opened: Locator):
    page = opened.page
    StepperOnPage(page).press("last")
    drawn(opened)
    expect(opened.locator(".name")).to_contain_text("-step9-")
    opened.locator("[data-action=close]").focus()
    page.keyboard.press("Escape")
    expect(opened.locator(".take")).to_be_focused()
    expect(opened.locator(".panel")).to_have_count(0)
    expect(opened.locator(".take")).to_have_attribute("aria-expanded", "false")


def test_settings_that_leave_nothing_are_said(visits: Visits):
    page = visits.open("/convolution?size=3&kernel_size=5", lang="zh", reduced_motion="reduce")
    along(page).locator(".take").click()
    said = along(page).get_by_role("alert")
    expect(said).to_have_text(STRINGS.get("take_along.nothing", "zh"), timeout=DRAWN_MS)
    expect(along(page).locator("[data-action=download]")).to_be_disabled()
    assert all("422" in said for said in visits.complaints)
    visits.complaints.clear()


def test_on_a_phone_the_drawing_comes_first(open_page):
    page = open_page("/pooling", lang="zh", viewport=PHONE, touch=True, reduced_motion="reduce")
    page.evaluate(SHARES)
    panel = along(page)
    panel.locator(".take").click()
    drawn(panel)
    assert not has_sideways_scroll(page)
    sharing = panel.locator("[data-action=copy]")
    expect(sharing).to_have_text(STRINGS.get("take_along.share", "zh"))
    sharing.click()
    page.wait_for_function("() => window.shared === 'pooling-k2-s2-p0-step1-zh-light.png'")
    expect(panel.locator("[data-option=format]")).not_to_be_visible()
    picture, rows = (
        panel.locator(".picture").bounding_box(),
        panel.locator("summary").bounding_box(),
    )
    assert picture
    assert rows
    assert picture["y"] < rows["y"]
    panel.locator("summary").click()
    expect(panel.locator("[data-option=format]")).to_be_visible()
