"""What a hand, a finger and a keyboard do in a lesson: each gesture once, in a real browser."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from playwright.sync_api import Locator, Page, expect

from lessons.machinery.languages import LANGUAGES
from lessons.machinery.strings import STRINGS
from tests.browser.chromium import PHONE, has_sideways_scroll
from tests.browser.stepper import StepperOnPage

SMALL = (1280, 720)
ZOOMED = (853, 480)
"""A window of 1280 x 720 at a zoom of 150 %."""
SIDEWAYS = (844, 390)

FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return [at.tagName.toLowerCase(), ...at.classList].join(".");
}"""


def wait_for_focus(page: Page, part: str) -> None:
    """Wait until the tag and classes of what has the focus begin so."""
    page.wait_for_function(f"part => ({FOCUSED})().startsWith(part)", arg=part)


def scrolled(page: Page) -> int:
    return page.locator(".stMain").evaluate("box => box.scrollTop")


class Finger:
    """One finger on a touch screen, as the browser itself sees it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session = page.context.new_cdp_session(page)

    def draw(self, path: Sequence[tuple[float, float]]) -> None:
        """Touch the first point, move on to the others, let go."""
        self._send("touchStart", path[0])
        for point in path[1:]:
            self._send("touchMove", point)
            self.page.evaluate("() => new Promise(requestAnimationFrame)")
        self._send("touchEnd")

    def swipe(self, start: Locator, part: float, to: tuple[float, float]) -> None:
        """From a place on something, given as a part of its width, this many pixels on."""
        box = start.bounding_box()
        assert box
        x, y = box["x"] + part * box["width"], box["y"] + box["height"] / 2
        steps = [i / 10 for i in range(11)] if any(to) else [0]
        self.draw([(x + i * to[0], y + i * to[1]) for i in steps])

    def _send(self, kind: str, *points: tuple[float, float]) -> None:
        places = [{"x": x, "y": y} for x, y in points]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})


def test_keys_are_at_work_from_the_first_moment(open_page):
    page = open_page("/stride_padding", lang="en", viewport=SMALL)
    stepper = StepperOnPage(page)
    for key, step in (
        ("ArrowRight", 1),
        ("ArrowRight", 2),
        ("Home", 0),
        ("End", 3),
        ("ArrowLeft", 2),
    ):
        page.keyboard.press(key)
        assert stepper.step == step, key
    page.keyboard.press("Space")
    expect(stepper.root.locator('[data-action="play"]')).to_have_text("Pause")
    page.keyboard.press("Space")
    play = stepper.root.locator('[data-action="play"]')
    page.locator(".stMain").evaluate("box => box.scrollTo(0, 0)")
    stepper.cell("output", 0, 0).focus()
    page.keyboard.press("Tab")
    expect(stepper.root.locator('[data-action="first"]')).to_be_focused()
    expect(play).to_be_in_viewport()
    expect(stepper.cell("output", 0, 0)).to_be_in_viewport()
    page.keyboard.press("PageDown")
    page.wait_for_function("() => document.querySelector('.stMain').scrollTop > 300")


def test_a_key_stays_with_the_control_that_needs_it(open_page):
    page = open_page("/stride_padding", lang="en", viewport=SMALL)
    stepper = StepperOnPage(page)
    for control in (
        page.get_by_test_id("band-answer"),
        page.locator(".stForm input").first,
        stepper.slider("padding"),
        stepper.cell("input", 0, 0),
    ):
        control.focus()
        page.keyboard.press("ArrowRight")
        assert stepper.step == 0
    # What is read aloud where the focus is.
    told = "0, padding, in the window, times 1"
    expect(stepper.cell("input", 0, 0)).to_have_accessible_name(told)
    expect(stepper.cell("output", 0, 0)).to_have_attribute("aria-current", "step")
    masked = STRINGS.get("stepper.cell_masked", "en")
    expect(stepper.cell("output", 0, 1)).to_have_accessible_name(masked)
    skip = stepper.root.locator('[data-action="skip"]')
    skip.focus()
    page.keyboard.press("ArrowRight")  # of no use to a button
    assert stepper.step == 1
    page.keyboard.press("Space")
    expect(skip).to_be_hidden()


def test_the_focus_stays_where_the_answer_is(open_page):
    page = open_page("/stride_padding", lang="en")
    recall = page.locator(".st-key-stride_padding-recall-card")
    chips = recall.locator("[class*=-option] button")
    follow = recall.locator("[class*=-recall-next] button")
    page.get_by_test_id("band-answer").focus()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    wait_for_focus(page, "div.verdict")
    stepper = StepperOnPage(page)
    stepper.root.locator('[data-action="again"]').focus()
    page.keyboard.press("Enter")
    wait_for_focus(page, "input.field")
    field = page.locator(".st-key-stride_padding-out_size-field input")
    field.focus()
    page.keyboard.type("99")
    page.keyboard.press("Enter")
    wait_for_focus(page, "div.finding")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Try again")).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    for chip in range(chips.count()):
        chips.nth(chip).focus()
        page.keyboard.press("Enter")
        expect(recall.locator(".finding")).to_be_visible()
        if follow.count():
            break
    follow.focus()
    page.keyboard.press("Enter")
    expect(recall.locator(".finding")).to_have_count(0)
    expect(chips.first).to_be_focused()


def test_a_swipe_that_scrolls_changes_no_slider(open_page):
    page = open_page("/stride_padding", lang="en", viewport=SIDEWAYS, touch=True)
    finger, stepper = Finger(page), StepperOnPage(page)
    scrubber = stepper.root.locator(".scrubber")
    scrubber.scroll_into_view_if_needed()
    before = scrolled(page)
    finger.swipe(scrubber, 0.9, (0, -120))
    assert scrolled(page) > before
    assert stepper.step == 0
    scrubber.scroll_into_view_if_needed()
    finger.swipe(scrubber, 0.6, (0, 0))
    stepper.wait_for_step(2)
    slider = stepper.slider("padding")
    slider.scroll_into_view_if_needed()
    before = scrolled(page)
    finger.swipe(slider, 0.9, (0, -120))
    assert scrolled(page) > before
    expect(slider).to_have_value("0")
    slider.scroll_into_view_if_needed()
    finger.swipe(slider, 0.9, (0, 0))
    expect(slider).not_to_have_value("0")
    finger.swipe(slider, 0.9, (-300, 2))
    expect(slider).to_have_value("0")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_tap_beside_the_open_menu_only_closes_it(open_page, lang):
    page = open_page("/", lang=lang, viewport=PHONE, touch=True)
    menu = page.get_by_test_id("stSidebar")
    page.get_by_role("button", name=STRINGS.get("shell.open", lang)).tap()
    expect(menu).to_have_attribute("data-collapsed", "false")
    close = page.get_by_role("button", name=STRINGS.get("shell.close", lang))
    box = close.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    links = page.locator("[data-testid=stSidebarNavLink]").first.bounding_box()
    assert links
    assert box["y"] + box["height"] <= links["y"]
    place = page.get_by_test_id("course-map").locator("[data-page]").first.bounding_box()
    assert place
    page.touchscreen.tap(place["x"] + place["width"] - 10, place["y"] + 10)
    expect(menu).to_have_attribute("data-collapsed", "true")
    assert "/convolution" not in page.url


@pytest.mark.parametrize("viewport", [ZOOMED, SIDEWAYS])
def test_a_low_window_shows_the_lesson_not_its_frame(open_page, viewport):
    page = open_page("/stride_padding", lang="zh", viewport=viewport)
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")
    page.locator(".stMain").evaluate("box => box.scrollTo(0, 400)")
    switch = page.locator(".st-key-shell-phone-bar")
    expect(switch).not_to_be_in_viewport()
    stepper = StepperOnPage(page)
    stepper.root.locator(".stage").evaluate("node => node.scrollIntoView({block: 'center'})")
    expect(stepper.cell("input", 0, 0)).to_be_in_viewport()
    expect(stepper.cell("output", 0, 0)).to_be_in_viewport()
    assert not has_sideways_scroll(page)


def test_on_a_phone_a_number_stands_with_what_it_changes(open_page):
    page = open_page("/stride_padding", lang="zh", viewport=PHONE, touch=True)
    stepper = StepperOnPage(page)
    stepper.grid("input").evaluate(
        """grid => document.querySelector(".stMain")
            .scrollBy(0, grid.getBoundingClientRect().top - 90)"""
    )
    more = page.get_by_role("button", name="填充加 1")
    expect(more).to_be_in_viewport()
    more.tap()
    stepper.wait_for_address("padding=1")
    expect(more).to_be_in_viewport()
    expect(stepper.grid("input")).to_be_in_viewport(ratio=1)
    dock = stepper.root.locator(".dock").bounding_box()
    number = stepper.cell("output", 1, 0).bounding_box()
    assert dock
    assert number
    assert number["y"] + number["height"] <= dock["y"]


@pytest.mark.parametrize(("page_id", "lang"), [("convolution", "en"), ("stride_padding", "zh")])
def test_the_narrowest_phone_does_not_scroll_sideways(open_page, page_id, lang):
    page = open_page(f"/{page_id}", lang=lang, viewport=(320, 640), touch=True)
    assert not has_sideways_scroll(page)
    last = StepperOnPage(page).root.locator('[data-action="last"]').bounding_box()
    skip = StepperOnPage(page).root.locator('[data-action="skip"]').bounding_box()
    assert last
    assert skip
    assert max(last["x"] + last["width"], skip["x"] + skip["width"]) <= 320


def test_a_slider_that_moves_on_is_one_entry_of_the_history(open_page):
    page = open_page("/stride_padding", lang="en")
    stepper = StepperOnPage(page)
    page.keyboard.press("End")
    stepper.slider("padding").focus()
    for padding in (1, 2, 3):
        page.keyboard.press("ArrowRight")
        stepper.wait_for_address(f"padding={padding}")
    stepper.slider("stride").focus()
    page.keyboard.press("ArrowLeft")
    stepper.wait_for_address("stride=1")
    page.go_back()
    page.wait_for_function("() => !location.search.includes('stride')")
    assert "padding=3" in page.url
    page.go_back()
    page.wait_for_function("() => !location.search.includes('padding')")
