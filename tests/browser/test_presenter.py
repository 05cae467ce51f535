"""The class window and the teacher's own in Chromium: each moves both, each may be closed."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from lessons.machinery.strings import STRINGS
from tests.browser.chromium import Visits, wait_until_ready
from tests.browser.test_class_view import DECK, settled

TEACHER = "[data-testid=class-presenter]"
SCREEN = (1280, 720)


def at(page: Page, slide: int, shown: int = 0) -> None:
    """Wait until the window is there."""
    node = page.locator(f"{DECK}, {TEACHER}")
    expect(node).to_have_attribute("data-slide", str(slide))
    expect(node).to_have_attribute("data-shown", str(shown))


def both(windows: tuple[Page, Page], slide: int, shown: int = 0) -> None:
    for window in windows:
        at(window, slide, shown)
    settled(windows[0])


def call(classroom: Page) -> Page:
    """The teacher's window, opened by its key."""
    with classroom.expect_popup() as popup:
        classroom.keyboard.press("n")
    teacher = popup.value
    wait_until_ready(teacher)
    expect(teacher.locator(TEACHER)).to_have_attribute("data-paired", "true")
    return teacher


def slide_of(teacher: Page, kind: str) -> int:
    """The first slide of a kind."""
    kinds = teacher.evaluate(
        """() => [...document.querySelectorAll("*")].map((node) => node.shadowRoot?.figure)
          .find((figure) => figure?.data?.notes).data.slides.map((slide) => slide.kind)"""
    )
    return kinds.index(kind) + 1


def test_either_window_moves_both(visits: Visits):
    classroom = visits.open("/convolution?view=class", lang="en", viewport=SCREEN, fresh=True)
    teacher = call(classroom)
    windows = (classroom, teacher)
    classroom.keyboard.press("PageDown")
    both(windows, 2)
    teacher.keyboard.press("PageDown")
    both(windows, 3)
    # A question: the answer is with the teacher, and with the class once it is revealed.
    right = teacher.locator("[data-testid=presenter-now] li[data-right=true]")
    expect(right).to_have_count(1)
    assert classroom.locator(f"{DECK} li[data-right]").count() == 0
    teacher.keyboard.press("a")
    teacher.keyboard.press("Enter")
    both(windows, 3, shown=1)
    expect(classroom.locator(f"{DECK} li[data-chosen=true]")).to_have_count(1)
    label = right.locator(".label").text_content()
    expect(classroom.locator(f"{DECK} li[data-right=true] .label")).to_have_text(label or "")
    _countdown_and_dark(classroom, teacher)
    _steps(classroom, teacher)


def _countdown_and_dark(classroom: Page, teacher: Page) -> None:
    teacher.keyboard.press("t")
    for window in (classroom, teacher):
        expect(window.get_by_role("timer")).to_be_visible()
    teacher.keyboard.press("Escape")
    for window in (classroom, teacher):
        expect(window.get_by_role("timer")).to_be_hidden()
    assert "view=class" in classroom.url  # it leaves nothing
    teacher.keyboard.press(".")
    expect(classroom.locator(f"{DECK} .black")).to_be_visible()
    expect(teacher.locator(f"{TEACHER} .dark")).to_be_visible()
    classroom.keyboard.press(".")
    expect(teacher.locator(f"{TEACHER} .dark")).to_be_hidden()


def _steps(classroom: Page, teacher: Page) -> None:
    """The figure is walked from the teacher's window."""
    figure = slide_of(teacher, "figure")
    for slide in range(4, figure + 1):
        teacher.keyboard.press("PageDown")
        both((classroom, teacher), slide)
    now = teacher.locator("[data-testid=presenter-now] .state")
    words = STRINGS.get("presenter.figure_step", "en")
    teacher.keyboard.press("ArrowRight")
    expect(now).to_contain_text(words.format(step=2, count=9))
    classroom.keyboard.press("ArrowRight")
    expect(now).to_contain_text(words.format(step=3, count=9))


def test_closing_one_harms_nothing_and_a_new_one_finds_the_state(visits: Visits):
    classroom = visits.open(
        "/convolution?view=class&slide=3", lang="zh", viewport=SCREEN, fresh=True
    )
    teacher = call(classroom)
    both((classroom, teacher), 3)
    teacher.close()
    classroom.keyboard.press("PageDown")
    at(classroom, 4)
    teacher = call(classroom)
    at(teacher, 4)
    classroom.close()
    expect(teacher.locator(TEACHER)).not_to_have_attribute("data-paired", "true")
    expect(teacher.get_by_role("status")).to_have_text(STRINGS.get("presenter.closed", "zh"))
    teacher.keyboard.press("PageDown")
    at(teacher, 5)
    with teacher.expect_popup() as popup:
        teacher.locator(f"{TEACHER} .open").click()
    again = popup.value
    wait_until_ready(again)
    both((again, teacher), 5)
    again.keyboard.press("PageUp")
    both((again, teacher), 4)
    expect(teacher.locator(TEACHER)).to_have_attribute("data-paired", "true")


def test_the_window_of_one_lesson_is_deaf_to_another(visits: Visits):
    classroom = visits.open("/pooling?view=class", lang="en", viewport=SCREEN, fresh=True)
    teacher = classroom.context.new_page()
    teacher.goto(f"{visits.address}/convolution?view=presenter&slide=2&lang=en")
    wait_until_ready(teacher)
    classroom.keyboard.press("End")
    expect(classroom.locator(DECK)).not_to_have_attribute("data-slide", "1")
    at(teacher, 2)
    expect(teacher.locator(f"{TEACHER} .open")).to_be_visible()
