"""What a learner has done outlives the page, the tab and the server, in the browser alone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.chromium import wait_until_ready
from tests.browser.test_lesson_questions import block, type_answer

STORED = 'localStorage.getItem("cnn_course.learner") ?? ""'
RIGHT = "convolution.out_size"


def answer_one(page: Page) -> None:
    """Answer a question of the lesson, and wait until the browser has written it down."""
    type_answer(page, RIGHT, "5")
    expect(block(page, f"{RIGHT}.card").locator(".chip-right")).to_have_text("✓ 5 right")
    page.wait_for_function(f'({STORED}).includes("done/convolution/asked")')


def is_answered(page: Page) -> None:
    expect(block(page, f"{RIGHT}.card").locator(".chip-right")).to_have_text("✓ 5 right")
    rail = page.get_by_role("navigation", name="Steps of this lesson")
    expect(rail.locator("[data-done]")).to_have_count(1)


def test_a_reload_and_another_tab_know_what_was_done(open_page):
    page = open_page("/convolution", lang="en")
    answer_one(page)
    page.reload()
    is_answered(page)
    other = page.context.new_page()
    other.goto(page.url)
    is_answered(other)
    other.get_by_role("link", name="Home").first.click()
    expect(other.get_by_role("button", name="Continue: Convolution")).to_be_visible()


PLACES_OF_THE_FOLD = """() => {
  window.places = [];
  const look = () => {
    const folds = [...document.querySelectorAll(".stMain summary")];
    const fold = folds.find((one) => one.textContent.includes("Your progress"));
    if (fold?.checkVisibility({ visibilityProperty: true })) {
      const top = Math.round(fold.getBoundingClientRect().top);
      if (top !== window.places.at(-1)) window.places.push(top);
    }
    requestAnimationFrame(look);
  };
  look();
}"""


def test_the_fold_below_the_map_stands_where_it_stays(open_page):
    page = open_page("/convolution", lang="en")
    answer_one(page)
    page.evaluate(PLACES_OF_THE_FOLD)
    page.get_by_role("link", name="Home").first.click()
    expect(page.get_by_test_id("course-map").get_by_role("link").first).to_be_visible()
    expect(page.get_by_text("Your progress")).to_be_visible()
    wait_until_ready(page)
    assert len(page.evaluate("window.places")) == 1


def test_one_button_forgets_everything(open_page):
    page = open_page("/convolution", lang="en")
    answer_one(page)
    page.get_by_role("link", name="Home").first.click()
    page.get_by_text("Your progress").click()
    page.get_by_role("button", name="Forget everything").click()
    page.get_by_role("button", name="Forget it").click()
    expect(page.get_by_role("button", name="Begin: Why convolution")).to_be_visible()
    page.wait_for_function(f'!({STORED}).includes("done/")')
    page.reload()
    expect(page.get_by_role("button", name="Begin: Why convolution")).to_be_visible()


def test_predictions_are_there_after_a_reload(open_page):
    page = open_page("/convolution", lang="en")
    figure = page.get_by_test_id("grid-stepper").first
    figure.locator('[data-action="skip"]').click()
    expect(figure.locator(".band")).to_have_attribute("data-state", "shown")
    page.wait_for_function(f'({STORED}).includes("predicted/convolution.0")')
    page.reload()
    expect(figure.locator(".band")).to_have_attribute("data-state", "shown")
