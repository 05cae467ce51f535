"""The lab before Start: data, network and settings by hand and by keys, in a real browser."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from cnncore.network import Network, ledger, preset
from cnncore.network.offer import MAX_KERNEL_SIZE
from tests.browser.chromium import PHONE
from tests.browser.conftest import OpenPage

SHAPES = (3, 32, 32)
SETTLE_MS = 10_000


def builder(page: Page) -> Locator:
    return page.get_by_test_id("network-builder")


def names(page: Page) -> list[str]:
    return builder(page).locator(".block .block-name").all_inner_texts()


def network_in_address(page: Page) -> str | None:
    return parse_qs(urlsplit(page.url).query).get("network", [None])[0]


def expect_address(page: Page, text: str) -> None:
    expect(page).to_have_url(re.compile(rf"network={re.escape(text)}(&|$)"), timeout=SETTLE_MS)


def expect_network(page: Page, text: str) -> None:
    """The address holds the network, and the ledger on screen is that of cnncore."""
    expect_address(page, text)
    network = Network.from_text(text)
    book = ledger(network, SHAPES, 6)
    line = builder(page).locator('[data-line="params"] .entry')
    shown = [f"{row.params:,}" for row in book.rows]
    expect(line).to_have_text(["0", *shown, *["–"] * (len(network) - len(shown))])


def test_the_ledger_stands_in_the_columns_of_the_blocks(open_page: OpenPage):
    page = open_page("/training_lab", lang="en")
    book = ledger(preset("tiny_vgg", SHAPES), SHAPES, 6)
    shapes = builder(page).locator('[data-line="shape"] .entry')
    sizes = ["×".join(map(str, row.out_shape)) for row in book.rows]
    expect(shapes).to_have_text(["3×32×32", *sizes])
    expect(builder(page).locator('[data-line="params"] .total')).to_have_text("12,750")
    columns = builder(page).locator(".block").all()
    for column, cell in zip(columns, shapes.all()[1:], strict=True):
        block, entry = column.bounding_box(), cell.bounding_box()
        assert block is not None
        assert entry is not None
        assert abs(block["x"] + block["width"] / 2 - entry["x"] - entry["width"] / 2) < 2


def test_blocks_are_edited_with_keys_alone(open_page: OpenPage):
    page = open_page("/training_lab", lang="en")
    builder(page).locator('[data-index="3"]').focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+ArrowRight")
    expect_network(page, "c12k5p2-relu-m2-relu-c24p1-m2-flat-fc")
    page.keyboard.press("+")
    expect_network(page, "c12k5p2-relu-m2-relu-c28p1-m2-flat-fc")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Delete")
    expect_network(page, "c12k5p2-relu-m2-c28p1-m2-flat-fc")
    builder(page).locator('[data-action="undo"]').press("Enter")
    expect_network(page, "c12k5p2-relu-m2-relu-c28p1-m2-flat-fc")


def test_a_block_is_dragged_to_another_place(open_page: OpenPage):
    page = open_page("/training_lab", lang="en")
    start = builder(page).locator('[data-index="0"]').bounding_box()
    goal = builder(page).locator('[data-index="2"]').bounding_box()
    assert start is not None
    assert goal is not None
    page.mouse.move(start["x"] + 30, start["y"] + 30)
    page.mouse.down()
    page.mouse.move(start["x"] + 50, start["y"] + 30, steps=4)
    page.mouse.move(goal["x"] + 30, goal["y"] + 30, steps=6)
    page.mouse.up()
    expect_network(page, "relu-m2-c12k5p2-c24p1-relu-m2-flat-fc")


def test_a_block_is_added_where_its_joint_is(open_page: OpenPage):
    page = open_page("/training_lab", lang="en")
    builder(page).locator('[data-joint="1"]').click()
    builder(page).locator('[data-add="batch_norm"]').press("Enter")
    expect_network(page, "c12k5p2-bn-relu-m2-c24p1-relu-m2-flat-fc")


def test_every_setting_of_a_block_has_a_field(open_page: OpenPage):
    page = open_page("/training_lab?network=c8-flat-fc", lang="en")
    builder(page).locator('[data-index="0"]').click()
    form = builder(page).locator(".form")
    for name, value in (("kernel_size", "5"), ("stride", "2"), ("padding", "3"), ("dilation", "2")):
        form.locator(f'[data-field="{name}"]').fill(value)
        form.locator(f'[data-field="{name}"]').press("Enter")
    form.locator('[data-field="bias"]').uncheck()
    expect_network(page, "c8k5s2p3d2n-flat-fc")


def test_an_answer_does_not_eat_the_number_being_typed(open_page: OpenPage):
    page = open_page("/training_lab?network=c8k5-flat-fc", lang="en")
    builder(page).locator('[data-index="0"]').click()
    form = builder(page).locator(".form")
    form.locator('[data-field="padding"]').fill("2")
    form.locator('[data-field="padding"]').press("Enter")
    form.locator('[data-field="stride"]').fill("3")
    expect_network(page, "c8k5p2-flat-fc")
    expect(form.locator('[data-field="stride"]')).to_have_value("3")
    form.locator('[data-field="stride"]').press("Enter")
    expect_network(page, "c8k5s3p2-flat-fc")
    # More than the field takes: it shows what it took, also when that is what it held already.
    for _ in range(2):
        form.locator('[data-field="kernel_size"]').fill("99")
        form.locator('[data-field="kernel_size"]').press("Enter")
        expect(form.locator('[data-field="kernel_size"]')).to_have_value(str(MAX_KERNEL_SIZE))


def test_a_slow_press_counts_whatever_arrives_meanwhile(open_page: OpenPage):
    page = open_page("/training_lab?network=c8-flat-fc", lang="en")
    more = builder(page).locator(".block").first.locator(".channels button").last
    more.click()
    more.hover()
    page.mouse.down()
    expect_address(page, "c10-flat-fc")
    page.wait_for_timeout(300)
    running = "() => dispatchEvent(new CustomEvent('cnn-run', { detail: { state: 'running' } }))"
    page.evaluate(running)
    page.mouse.up()
    expect_network(page, "c12-flat-fc")


def test_an_impossible_stack_says_why_and_offers_a_way_out(open_page: OpenPage):
    page = open_page("/training_lab?network=c12-m2-fc", lang="en")
    problem = builder(page).locator(".problem")
    expect(problem).to_contain_text("layer 3 needs a flat vector")
    expect(builder(page).locator(".block").nth(2)).to_have_attribute("data-broken", "true")
    expect(page.locator('[data-action="start"]').first).to_be_disabled()
    problem.locator('[data-fix="0"]').click()
    expect_network(page, "c12-m2-flat-fc")
    expect(problem).to_be_hidden()
    expect(page.locator('[data-action="start"]').first).to_be_enabled()


def test_a_lessons_kernel_moves_into_the_first_layer(open_page: OpenPage):
    page = open_page("/convolution?kernel=sobel", lang="en")
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Training lab").click()
    builder(page).locator('[data-index="0"]').click()
    builder(page).locator('[data-action="kernel-in"]').click()
    expect_network(page, "c12p1w~1_0_1_~2_0_2_~1_0_1-relu-m2-c24p1-relu-m2-flat-fc")
    builder(page).locator('[data-field="frozen"]').check()
    expect_network(page, "c12p1fw~1_0_1_~2_0_2_~1_0_1-relu-m2-c24p1-relu-m2-flat-fc")


def test_a_preset_follows_the_data(open_page: OpenPage):
    page = open_page("/training_lab?network=lenet5", lang="en")
    strip = page.get_by_test_id("data-strip")
    strip.locator('[data-param="data"]').select_option("digits")
    expect(builder(page).locator('[data-line="shape"] .entry').first).to_have_text("1×8×8")
    expect(strip.locator(".classes li")).to_have_count(10)
    assert network_in_address(page) == "lenet5"
    book = ledger(preset("lenet5", (1, 8, 8)), (1, 8, 8), 10)
    expect(builder(page).locator('[data-line="params"] .total')).to_have_text(
        f"{book.totals.params:,}"
    )


def test_data_that_cannot_be_reached_offers_those_on_board(open_page: OpenPage):
    page = open_page("/training_lab?data=fashion_mnist", lang="en", ready=False)
    fault = page.get_by_test_id("data-strip").locator(".fault")
    expect(fault).to_contain_text("OpenML cannot be reached", timeout=60_000)
    expect(page.locator('[data-action="start"]').first).to_be_disabled()
    fault.locator('[data-instead="bars"]').click()
    expect(page.get_by_test_id("data-strip").locator(".classes li")).to_have_count(8)
    expect(page).to_have_url(re.compile("data=bars"))


def test_augmentations_are_previewed(open_page: OpenPage):
    page = open_page("/training_lab?data=digits", lang="en")
    strip = page.get_by_test_id("data-strip")
    strip.locator('[data-panel="augment"]').click()
    strip.locator('[data-param="shift"]').fill("2")
    expect(page).to_have_url(re.compile("augment=shift2"))
    expect(strip.locator(".film")).to_have_count(2)
    films = """(node) => [...node.querySelectorAll('.film')].map((film) => [...film.children]
        .map((c) => c.toDataURL()).join())"""
    expect(strip.locator(".film canvas")).to_have_count(16)
    page.wait_for_timeout(500)
    before, after = strip.evaluate(films)
    assert before != after


def test_settings_live_in_the_address_and_come_back(open_page: OpenPage):
    page = open_page("/training_lab", lang="en")
    settings = page.get_by_test_id("training-settings")
    settings.locator('[data-param="optimizer"]').select_option("adam")
    settings.locator('[data-param="learning_rate"]').fill("10")
    settings.locator('[data-param="schedule"] [data-value="cosine"]').click()
    settings.locator('[data-param="schedule"] [data-value="cosine"]').press("ArrowRight")
    settings.locator('[data-action="another-seed"]').click()
    for part in ("optimizer=adam", "learning_rate=0.001", "schedule=warmup", "seed=8"):
        expect(page).to_have_url(re.compile(part))
    page.goto(page.url)
    expect(settings.locator('[data-param="optimizer"]')).to_have_value("adam")
    expect(settings.locator('[data-param="seed"]')).to_have_value("8")


def test_a_phone_shows_one_column_and_folds_the_settings(open_page: OpenPage):
    page = open_page("/training_lab", lang="en", viewport=PHONE, touch=True)
    settings = page.get_by_test_id("training-settings")
    expect(settings.locator('[data-param="optimizer"]')).to_be_hidden()
    settings.locator('[data-action="drawer"]').click()
    expect(settings.locator('[data-param="optimizer"]')).to_be_visible()
    start = page.locator('[data-action="start"]').first.bounding_box()
    assert start is not None
    assert start["y"] + start["height"] <= PHONE[1]  # under the thumb, wherever the page stands


def test_without_motion_nothing_slides(open_page: OpenPage):
    page = open_page("/training_lab", lang="en", reduced_motion="reduce")
    builder(page).locator('[data-joint="0"]').click()
    builder(page).locator('[data-add="dropout"]').click()
    animations = builder(page).evaluate("(node) => node.getAnimations({subtree: true}).length")
    assert animations == 0
