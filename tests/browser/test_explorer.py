"""The explorer under a real pointer and keys: levels, card, address, sizes, pictures, a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from cnncore.models import model
from tests.browser.chromium import PHONE, Visits, has_sideways_scroll

RESNET, ALEXNET = (model(each).title for each in ("resnet50", "alexnet_paper"))
SHOWN = "/?view=explorer&models=resnet50.alexnet_paper"


@pytest.fixture
def explored(visit, live_server: str) -> Iterator[Visits]:
    with visit(live_server) as visits:
        yield visits


def board_of(page: Page) -> Locator:
    board = page.get_by_test_id("explorer")
    expect(board.locator(".box").first).to_be_attached()
    return board


def box(board: Locator, part: str) -> Locator:
    return board.locator(f'.box[data-id="{part}"]')


def opened(board: Locator, part: str) -> None:
    expect(board).to_have_attribute("data-open", part)


def test_keys_lead_in_and_out_again(explored: Visits) -> None:
    page = explored.open(SHOWN, lang="en", reduced_motion="reduce")
    board = board_of(page)
    box(board, "conv1").focus()
    page.keyboard.press("End")
    expect(box(board, "fc")).to_be_focused()
    page.keyboard.press("Home")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(board.locator(".said")).to_contain_text("conv3_x.block1: 512 maps of 28×28")
    page.keyboard.press("Enter")
    opened(board, "conv3_x.block1")
    page.wait_for_url(re.compile(r"open=conv3_x\.block1"))
    projection = box(board, "conv3_x.block1.residual.skip.projection")
    expect(box(board, "conv3_x.block1.residual.body.conv1")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(projection).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    opened(board, "conv3_x.block1.residual.skip.projection.conv")
    expect(board.locator("[data-grid=out] [data-current]")).to_have_count(1)
    expect(board.locator(".crumbs button")).to_have_text(
        [RESNET, "conv3_x", "block1", "projection", "conv"]
    )
    for part in ("conv3_x.block1.residual.skip.projection", "conv3_x.block1", "conv3_x", ""):
        page.keyboard.press("Escape")
        opened(board, part)


def test_a_pointer_sees_the_numbers_and_opens_in_place(explored: Visits) -> None:
    page = explored.open(SHOWN + "&measure=mult_adds", lang="en")
    board = board_of(page)
    skips = board.locator('.skip[data-kind="identity"]')
    assert skips.evaluate_all("nodes => nodes.filter((n) => n.getAttribute('d')).length") == 12
    box(board, "conv4_x.block2").hover()
    card = board.locator(".card")
    expect(card.locator("[data-fact=params]")).to_have_text("1,117,184 (4.4%)")
    box(board, "conv4_x.block2").click()
    opened(board, "conv4_x.block2")
    expect(board.locator('.edge[data-kind="skip"]')).to_have_count(1)
    board.get_by_role("button", name="conv4_x", exact=True).click()
    opened(board, "conv4_x")
    board.get_by_role("button", name=ALEXNET).click()
    expect(board.locator(".totals")).to_contain_text("60,965,224 parameters")
    opened(board, "")


def test_a_size_that_is_too_small_names_the_layer_and_the_way_out(explored: Visits) -> None:
    page = explored.open(SHOWN + "&model=alexnet_paper", lang="zh")
    board = board_of(page)
    board.locator("[data-param=size]").fill("30")
    page.keyboard.press("Enter")
    problem = board.locator(".problem")
    expect(problem).to_contain_text("pool2")
    problem.get_by_role("button").click()
    expect(problem).to_be_hidden()
    page.wait_for_url(re.compile(r"size=\d+"))
    board.locator("[data-param=size]").fill("3.5")
    page.keyboard.press("Enter")
    expect(problem).to_contain_text("1024")


def test_a_picture_passes_through_on_a_phone(explored: Visits) -> None:
    page = explored.open(
        SHOWN + "&model=alexnet_paper&size=67", lang="en", viewport=PHONE, touch=True
    )
    board = board_of(page)
    expect(board).to_have_attribute("data-direction", "down")
    board.get_by_role("button", name="Flower").click()
    expect(board).to_have_attribute("data-maps", "done")
    assert board.locator("image.map").count() == 8
    box(board, "conv3").tap()
    expect(board.locator(".dock")).to_contain_text("885,120")
    board.locator(".dock [data-action=open]").tap()
    opened(board, "conv3")
    assert not has_sideways_scroll(page)
    with page.expect_download() as download:
        board.locator("[data-action=svg]").click()
    assert download.value.suggested_filename == "alexnet_paper.svg"
    assert "<image" in download.value.path().read_text(encoding="utf-8")


def test_without_the_network_there_is_a_sentence_and_a_second_chance(explored: Visits) -> None:
    page = explored.open(SHOWN, lang="en")
    board = board_of(page)
    page.route("**/models/**", lambda route: route.abort())
    board.get_by_role("button", name=ALEXNET).click()
    expect(board.locator(".problem")).to_contain_text("could not be loaded")
    page.unroute("**/models/**")
    explored.complaints.clear()
    board.locator(".problem button").click()
    expect(board.locator(".totals")).to_contain_text("60,965,224 parameters")
    explored.complaints.clear()
