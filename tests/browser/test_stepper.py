"""The grid stepper in a real browser: pointer, keys, edits, address."""

from __future__ import annotations

from urllib.parse import urlencode

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from cnncore.ops import conv2d
from lessons.machinery import presets
from lessons.machinery.strings import STRINGS
from tests.browser.chromium import LAPTOP, PHONE, wait_until_ready
from tests.browser.stepper import StepperOnPage

NOTES = np.array([[35, 40, 45], [60, 65, 70], [85, 90, 95]])


@pytest.fixture
def stepper(open_page) -> StepperOnPage:
    return StepperOnPage(open_page("/convolution", lang="en"))


def show(open_page, path: str, **options) -> StepperOnPage:
    return StepperOnPage(open_page(path, **{"lang": "en", **options}))


def test_first_cell_is_worked_and_the_second_is_the_learners(stepper):
    assert stepper.sentence == "row 1, column 1 : 1×1 + 3×1 + 7×1 + 11×1 + 13×1 = 35"
    assert stepper.places("output", "data-masked") == {(0, 1)}
    assert stepper.root.get_attribute("data-ready") == "true"


def test_output_cell_lights_its_window(stepper):
    stepper.cell("output", 1, 1).hover()
    window = {(r, c) for r in (1, 2, 3) for c in (1, 2, 3)}
    assert stepper.places("input", "data-active") == window
    assert stepper.sentence.endswith("= 65")
    stepper.page.mouse.move(2, 2)
    assert stepper.sentence.endswith("= 35")


def test_input_cell_lights_every_output_it_feeds(stepper):
    stepper.cell("input", 0, 1).hover()
    assert stepper.places("output", "data-ring") == {(0, 0), (0, 1)}
    stepper.cell("input", 2, 2).hover()
    assert len(stepper.places("output", "data-ring")) == 9


def test_from_one_grid_straight_into_another(stepper):
    stepper.cell("output", 1, 1).hover()
    stepper.cell("input", 0, 1).hover()
    assert stepper.places("output", "data-ring") == {(0, 0), (0, 1)}
    stepper.cell("output", 2, 2).hover()
    assert stepper.sentence.endswith("= 95")


def test_kernel_cell_lights_its_product(stepper):
    stepper.cell("kernel", 0, 2).hover()
    assert stepper.places("input", "data-ring") == {(0, 2)}
    ringed = stepper.root.locator(".terms .term[data-ring]")
    expect(ringed).to_have_text("+ 3×1")


def test_masked_cell_stays_hidden_everywhere(stepper):
    stepper.press("next")
    assert stepper.step == 1
    assert stepper.sentence.endswith("= ?")
    expect(stepper.cell("output", 0, 1)).to_have_text("?")
    panel = stepper.page.get_by_test_id("code-sync")
    expect(panel.locator('[data-shows="value"] .shown')).to_have_text("?")
    expect(panel.locator(".tensor")).to_contain_text("?")
    expect(panel.locator(".tensor")).not_to_contain_text("40")


def test_sweep_gives_the_notes_answer(stepper):
    stepper.root.locator('[data-action="skip"]').click()
    expect(stepper.grid("output").locator("[data-masked]")).to_have_count(0)
    stepper.press("last")
    assert stepper.step == 8
    np.testing.assert_array_equal(stepper.numbers("output"), NOTES)


def test_play_pause_and_speed(stepper):
    stepper.root.locator('[data-speed="4"]').click()
    stepper.press("play")
    stepper.wait_for_step(2)
    stepper.press("play")
    paused_at = stepper.step
    stepper.page.wait_for_timeout(700)
    assert stepper.step == paused_at
    stepper.wait_for_address(f"step={paused_at}")


def test_scrubbing(stepper):
    stepper.root.locator(".bars").scroll_into_view_if_needed()
    box = stepper.root.locator(".bars").bounding_box()
    assert box
    stepper.page.mouse.move(box["x"] + 3, box["y"] + 5)
    stepper.page.mouse.down()
    stepper.page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 5)
    assert stepper.step == 4
    stepper.page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 5)
    stepper.page.mouse.up()
    assert stepper.step == 8


def test_keyboard_alone(stepper):
    page = stepper.page
    stepper.root.locator('[data-action="next"]').focus()
    for key, step in [
        ("ArrowRight", 1),
        ("ArrowRight", 2),
        ("ArrowLeft", 1),
        ("End", 8),
        ("Home", 0),
    ]:
        page.keyboard.press(key)
        assert stepper.step == step, key
    page.keyboard.press("End")
    stepper.root.locator('[data-action="back"]').focus()
    # Into the input grid: arrows move between cells, Enter edits, Escape gives up.
    stepper.cell("input", 0, 0).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(stepper.cell("input", 1, 1)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("9")
    page.keyboard.press("Escape")
    expect(stepper.cell("input", 1, 1).locator(".digit")).to_have_text("7")
    page.keyboard.type("-2")
    page.keyboard.press("Enter")
    expect(stepper.cell("input", 1, 1).locator(".digit")).to_have_text("−2")
    stepper.wait_for_address("input_edits=1.1.-2")


def test_slider_redraws_while_dragged_and_lands_in_the_address(stepper):
    stepper.drag("kernel_size", 5, release=False)
    assert stepper.numbers("kernel").shape == (5, 5)
    assert "kernel_size" not in stepper.page.url
    stepper.page.mouse.up()
    stepper.wait_for_address("kernel_size=5")
    stepper.drag("padding", 1)
    stepper.wait_for_address("padding=1", "kernel_size=5")
    assert stepper.places("input", "data-padding") >= {(0, 0), (6, 6)}


def test_editing_cells_with_fractions_and_signs(stepper):
    stepper.edit("kernel", 0, 0, "1/2")
    stepper.edit("input", 0, 0, "-4")
    assert stepper.sentence.startswith("row 1, column 1 : −4×0.5 + 3×1")
    stepper.wait_for_address("input_edits=0.0.-4", "kernel_edits=0.0.1%2F2")


def test_nonsense_is_refused_with_a_word_and_the_old_value_stays(stepper):
    for nonsense in ("abc", "1/0", "--3", "123456", "1e5", "<b>"):
        stepper.edit("input", 2, 2, nonsense)
        expect(stepper.cell("input", 2, 2).locator(".digit")).to_have_text("13")
        assert nonsense[:14] in stepper.message
        assert "old number stays" in stepper.message


@pytest.mark.parametrize("viewport", [LAPTOP, PHONE])
def test_the_word_about_nonsense_is_in_sight(open_page, viewport):
    stepper = show(open_page, "/convolution", viewport=viewport)
    stepper.edit("input", 0, 0, "abc")
    message = stepper.root.locator(".message")
    expect(message).to_be_in_viewport(ratio=1)
    dock = stepper.root.locator(".dock").bounding_box()
    box = message.bounding_box()
    assert dock
    assert box
    assert box["y"] + box["height"] <= dock["y"] + 1  # on a phone the dock floats


def test_edits_wait_for_their_size_to_return(stepper):
    stepper.edit("kernel", 2, 2, "7")
    stepper.drag("kernel_size", 2)
    stepper.wait_for_address("kernel_size=2")
    assert stepper.numbers("kernel").shape == (2, 2)
    stepper.drag("kernel_size", 3)
    expect(stepper.cell("kernel", 2, 2)).to_have_text("7")


def test_kernel_larger_than_the_input_says_what_would_fit(open_page):
    stepper = show(open_page, "/convolution?kernel_size=7")
    assert "spans 7 cells" in stepper.message
    assert "kernel of 5" in stepper.message
    assert "padding 1" in stepper.message
    assert stepper.numbers("input").shape == (5, 5)
    stepper.drag("padding", 1)
    expect(stepper.root.locator(".message")).to_be_hidden()
    assert stepper.numbers("output").shape == (1, 1)


def test_reflection_needs_something_to_mirror(open_page):
    stepper = show(open_page, "/convolution?size=3&padding=3&padding_mode=reflect")
    assert "at most 2 rings" in stepper.message


def test_stride_that_does_not_divide_shades_unread_cells(open_page):
    stepper = show(open_page, "/stride_padding?stride=3&padding=1")
    unread = stepper.places("input", "data-unread")
    assert unread == {(r, c) for r in range(7) for c in range(7) if 6 in (r, c)}
    formula = stepper.page.get_by_test_id("formula")
    expect(formula).to_contain_text("4 ÷ 3 = 1 remainder 1")


def test_formula_follows_the_slider_during_the_drag(open_page):
    stepper = show(open_page, "/stride_padding")
    stepper.drag("stride", 1, release=False)
    expect(stepper.page.get_by_test_id("formula")).to_contain_text("2 ÷ 1 = 2 exactly")
    stepper.page.mouse.up()


def test_what_is_shown_is_numpys(open_page):
    """One demanding case from the presets to the digits; tests/node holds a table against NumPy."""
    query = {"kernel": "sobel", "image": "face", "size": 7, "padding": 2, "dilation": 2}
    address = urlencode(query | {"padding_mode": "reflect", "input_edits": "1.1.-3", "step": 300})
    stepper = show(open_page, f"/convolution?{address}")
    if stepper.places("output", "data-masked"):
        stepper.press("skip")
        expect(stepper.grid("output").locator("[data-masked]")).to_have_count(0)
    stepper.press("last")
    x = presets.input_grid("face", 7)
    x[1, 1] = -3
    out = conv2d(
        np.pad(x, 2, mode="reflect")[None],
        presets.kernel_grid("sobel", 3)[None, None],
        dilation=2,
    )[0]
    assert (stepper.numbers("output") == out).all()


def test_flip_turns_the_kernel(open_page):
    stepper = show(open_page, "/convolution?kernel=edge")
    np.testing.assert_array_equal(stepper.numbers("kernel")[0], [-1, 0, 1])
    stepper.root.locator(".switch").click()
    np.testing.assert_array_equal(stepper.numbers("kernel")[0], [1, 0, -1])
    stepper.wait_for_address("flip=1")


def test_random_input_changes_with_its_seed(stepper):
    before = stepper.numbers("input")
    random = stepper.root.locator('[data-preset="random"]')
    random.click()
    stepper.wait_for_address("image=random")
    first = stepper.numbers("input")
    random.click()
    stepper.wait_for_address("seed=1")
    stepper.page.wait_for_timeout(300)
    assert not np.array_equal(first, before)
    assert not np.array_equal(stepper.numbers("input"), first)


def test_copied_link_gives_the_same_picture_in_a_second_browser(stepper, open_page):
    stepper.edit("kernel", 1, 1, "3")
    stepper.drag("padding", 2)
    stepper.press("last")
    stepper.wait_for_address("padding=2", "kernel_edits", "step=")
    address = stepper.page.url.partition("/convolution")[2]
    other = show(open_page, f"/convolution{address}", lang=None, locale="zh-CN")
    for role in ("input", "kernel", "output"):
        np.testing.assert_array_equal(other.numbers(role), stepper.numbers(role))
    assert other.sentence == stepper.sentence


def test_language_switch_keeps_every_setting(stepper):
    page: Page = stepper.page
    stepper.edit("input", 0, 0, "8")
    stepper.drag("stride", 2)
    stepper.wait_for_address("stride=2")
    before = {role: stepper.numbers(role) for role in ("input", "kernel")}
    page.get_by_test_id("stSidebar").get_by_text("中文", exact=True).click()
    stepper.wait_for_address("lang=zh", "stride=2", "input_edits=0.0.8")
    expect(stepper.root.locator(".block-input .name-word")).to_have_text("输入")
    for role, numbers in before.items():
        np.testing.assert_array_equal(stepper.numbers(role), numbers)


def test_chips_follow_the_language(open_page):
    stepper = show(open_page, "/stride_padding")
    chip = stepper.root.locator('[data-scenario="same"]')
    expect(chip).to_have_text(STRINGS.get("stepper.scenario_same", "en"))
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")
    stepper.page.get_by_test_id("stSidebar").get_by_text("中文", exact=True).click()
    expect(chip).to_have_text(STRINGS.get("stepper.scenario_same", "zh"))


def test_bad_parameters_fall_back_with_a_word(open_page):
    stepper = show(open_page, "/convolution?kernel_size=99&image=cat&input_edits=0.0.x&stride=2")
    assert stepper.numbers("kernel").shape == (3, 3)
    assert stepper.numbers("output").shape == (2, 2)
    main = stepper.page.get_by_test_id("stMain")
    expect(main).to_contain_text("kernel_size=99")
    expect(main).to_contain_text("image=cat")
    expect(main).to_contain_text("0.0.x")


def test_reduced_motion_moves_nothing(open_page):
    stepper = show(open_page, "/convolution", reduced_motion="reduce")
    stepper.press("next")
    frame = stepper.root.locator('[data-frame="window"]')
    assert frame.evaluate("n => getComputedStyle(n).transitionDuration") in ("0s", "")


def test_touch_taps_an_output_cell(open_page):
    stepper = show(open_page, "/convolution", viewport=PHONE, touch=True)
    stepper.cell("output", 2, 2).tap()
    assert stepper.step == 8
    dock = stepper.root.locator(".dock")
    assert dock.evaluate("n => getComputedStyle(n).position") == "sticky"


def test_a_reload_keeps_the_setting(stepper):
    stepper.drag("stride", 2)
    stepper.wait_for_address("stride=2")
    stepper.page.reload()
    wait_until_ready(stepper.page)
    assert stepper.numbers("output").shape == (2, 2)


REBUILD = """async () => {
  const everywhere = [...document.querySelectorAll("*")];
  const parentElement = everywhere.find((node) => node.shadowRoot?.figure?.exchange).shadowRoot;
  const { data, send } = parentElement.figure;
  const files = performance.getEntriesByType("resource").map((entry) => entry.name);
  const script = await import(files.find((name) => name.endsWith("/grid_stepper/component.js")));
  const { state: setStateValue, trigger: setTriggerValue } = send;
  const call = { data, parentElement, setStateValue, setTriggerValue };
  const { host } = parentElement;
  const [place, after] = [host.parentNode, host.nextSibling];
  const cleanUp = script.default(call);
  host.remove();
  cleanUp();
  place.insertBefore(host, after);
  script.default(call);
}"""


def test_an_edit_cut_off_by_a_rebuild_reaches_the_new_grid(stepper):
    """The frame may take a component down and set it up anew; the number typed last is not lost."""
    stepper.cell("input", 1, 1).click()
    stepper.page.keyboard.type("9")
    stepper.page.evaluate(REBUILD)
    stepper.wait_for_address("input_edits=1.1.9")
    expect(stepper.cell("input", 1, 1).locator(".digit")).to_have_text("9")
    assert stepper.step == 0


def test_the_question_mark_of_the_prompt_is_that_of_the_grid(stepper):
    mark = stepper.root.locator(".band-prompt .mark")
    expect(mark).to_have_text("?")
    colour = "node => getComputedStyle(node).color"
    assert mark.evaluate(colour) == stepper.cell("output", 0, 1).evaluate(colour)


def assert_side_by_side(stepper: StepperOnPage) -> None:
    """Input, sign, kernel, arrow, terms and output, one after the other, none over the next."""
    edges = stepper.root.locator(".stage").evaluate(
        """stage => [".block-input .grid", ".operator", ".block-kernel .grid", ".arrow",
          ".terms-body", ".block-output .grid"]
          .map((name) => stage.querySelector(name).getBoundingClientRect())
          .flatMap((box) => [Math.round(box.left), Math.round(box.right)])"""
    )
    assert edges == sorted(edges)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_another_kernel_moves_nothing_on_the_page(open_page, lang: str):
    """Longer sums and legends of signed scales have their room beforehand: the page never jumps."""
    stepper = show(open_page, "/convolution", lang=lang)
    heights = set()
    for name in ("x", "edge", "sobel", "sharpen", "blur"):
        stepper.root.locator(f'[data-presets="kernel"] [data-preset="{name}"]').click()
        for place in ((0, 0), (2, 2)):
            stepper.cell("output", *place).click()
            stepper.wait_until_drawn()
            heights.add(stepper.root.locator(".stage").evaluate("node => node.offsetHeight"))
            assert_side_by_side(stepper)
    assert len(heights) == 1
