"""The puzzles on a board in a real browser: numbers, pointer, keys, edits, address, both solved."""

from __future__ import annotations

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from lessons.machinery.bug_board import bug_board
from lessons.machinery.cells import format_number
from lessons.machinery.kernel_guess import guess_case
from lessons.machinery.strings import STRINGS
from tests.browser.board import Board, conv
from tests.browser.chromium import PHONE, has_sideways_scroll

PAGE = "/convolution"

# --- Find the bug ---

BUG_OUT = "[data-role=output]"


def open_bug(open_page, seed: int, **options) -> Board:
    return Board(open_page(f"{PAGE}?more=bug&bug_seed={seed}", lang="en", **options), "bug-board")


def test_bug_board_is_solved_by_mouse(open_page):
    case, board = bug_board(3), open_bug(open_page, 3)
    assert (board.numbers("[data-role=input]") == case.x).all()
    assert (board.numbers(BUG_OUT) == case.printed).all()
    innocent = next(c for c in np.ndindex(3, 3) if c != case.cell)
    board.cell(BUG_OUT, *innocent).click()
    expect(board.root.locator(".diagnosis .total")).to_have_text(
        format_number(float(case.out[innocent]))
    )
    board.cell(BUG_OUT, *case.cell).click()
    wrong_slip = next(slip for slip in case.options if slip != case.slip)
    board.root.locator(f'[data-slip="{wrong_slip}"]').click()
    made = format_number(case.slip_sum(wrong_slip).total)
    expect(board.root.locator(".diagnosis .total")).to_have_text(made)
    board.root.locator(f'[data-slip="{case.slip}"]').click()
    expect(board.root).to_have_attribute("data-state", "solved")
    totals = [format_number(float(out[case.cell])) for out in (case.out, case.printed)]
    expect(board.root.locator(".sums .total")).to_have_text(totals)


def test_bug_board_by_keyboard_alone(open_page):
    case, board = bug_board(5), open_bug(open_page, 5)
    board.cell(BUG_OUT, 0, 0).focus()
    for key, times in (("ArrowDown", case.cell[0]), ("ArrowRight", case.cell[1])):
        for _ in range(times):
            board.page.keyboard.press(key)
    board.page.keyboard.press("Enter")
    expect(board.root).to_have_attribute("data-state", "slip")
    board.root.locator(f'[data-slip="{case.options[0]}"]').focus()
    for _ in range(case.options.index(case.slip)):
        board.page.keyboard.press("Tab")
    board.page.keyboard.press("Enter")
    expect(board.root).to_have_attribute("data-state", "solved")


def test_hover_shows_the_window_but_not_its_sum(open_page):
    board = open_bug(open_page, 2)
    board.cell(BUG_OUT, 1, 2).hover()
    active = board.root.locator("[data-role=input] [data-active]")
    places = active.evaluate_all("ns => ns.map(n => [+n.dataset.row, +n.dataset.col])")
    assert {tuple(p) for p in places} == {(r, c) for r in (1, 2, 3) for c in (2, 3, 4)}
    assert board.sentence == ""


def ringed(board: Board, grid: str, attribute: str = "data-ring") -> set[tuple[int, int]]:
    cells = board.root.locator(f"{grid} [{attribute}]")
    places = cells.evaluate_all("ns => ns.map(n => [+n.dataset.row, +n.dataset.col])")
    return {tuple(place) for place in places}


def test_kernel_cell_rings_its_product_on_the_bug_board(open_page):
    case, board = bug_board(0), open_bug(open_page, 0)
    kernel, spot = "[data-role=kernel]", tuple(np.argwhere(case.weight == 2)[0])
    board.cell(kernel, *spot).hover()
    assert ringed(board, kernel) == {spot}
    meets = {(spot[0] + r, spot[1] + c) for r in range(3) for c in range(3)}
    assert ringed(board, "[data-role=input]", "data-met") == meets
    assert ringed(board, "[data-role=input]") == set()  # no window yet, so no product
    innocent = next(c for c in np.ndindex(3, 3) if c != case.cell)
    board.cell(BUG_OUT, *innocent).click()
    expect(board.root.locator(".diagnosis .sum")).to_be_visible()
    board.cell(kernel, *spot).hover()
    partner = (innocent[0] + spot[0], innocent[1] + spot[1])
    assert ringed(board, "[data-role=input]") == {partner}
    term = board.root.locator(".sum .term[data-ring]")
    expect(term).to_contain_text(f"{format_number(float(case.x[partner]))}×2")
    board.cell("[data-role=input]", *partner).hover()
    assert ringed(board, kernel) == {spot}
    expect(term).to_have_count(1)


def test_the_forgotten_term_is_struck_out(open_page):
    seed = next(seed for seed in range(99) if bug_board(seed).slip == "term_forgotten")
    case, board = bug_board(seed), open_bug(open_page, seed)
    board.cell(BUG_OUT, *case.cell).click()
    board.root.locator(f'[data-slip="{case.slip}"]').click()
    expect(board.root).to_have_attribute("data-state", "solved")
    terms = [term for term in case.right_sum(case.cell).terms if term.value]
    struck = board.root.locator(".sum del")
    expect(struck).to_have_count(1)
    shown = f"{format_number(terms[-1].x)}×{format_number(terms[-1].weight)}"
    assert re.sub("[()]", "", struck.inner_text()).removeprefix("+ ") == shown
    expect(board.root).to_contain_text(STRINGS.get("bug_board.left_out", "en"))


def test_another_board_is_the_next_seed(open_page):
    board = open_bug(open_page, 4)
    board.press("next-board")
    board.in_address("bug_seed=5")
    expect(board.root.locator(".band")).to_contain_text("Board 5")
    assert (board.numbers(BUG_OUT) == bug_board(5).printed).all()


# --- Guess the kernel ---

MINE = "[data-part=kernel]"


def open_guess(open_page, level: str, seed: int, **options) -> Board:
    path = f"{PAGE}?more=guess&guess={level}&guess_seed={seed}"
    return Board(open_page(path, lang="en", **options), "kernel-guess")


def fill_in(board: Board, weight: np.ndarray) -> None:
    for (row, col), value in np.ndenumerate(weight):
        if value:
            board.edit(MINE, row, col, format_number(value).replace("−", "-"))


def test_hidden_kernel_solves_the_guess(open_page):
    case, board = guess_case("blur", 2), open_guess(open_page, "blur", 2)
    assert (board.numbers("[data-part=input]") == case.x).all()
    fill_in(board, case.hidden)
    expect(board.root).to_have_attribute("data-wrong", "0")
    expect(board.root.locator(".reveal .verdict-chip")).to_be_visible()
    expect(board.root.locator(".reveal")).to_contain_text("hidden kernel")


def test_loss_and_difference_follow_each_cell(open_page):
    case, board = guess_case("sharpen", 6), open_guess(open_page, "sharpen", 6)
    weight = np.zeros((3, 3))
    for row, col, value in ((1, 1, 2.0), (0, 2, -1.5), (2, 0, 0.25)):
        board.edit(MINE, row, col, str(value))
        weight[row, col] = value
        out = conv(case.x, weight)
        np.testing.assert_allclose(board.numbers("[data-part=output]"), out, atol=1e-9)
        np.testing.assert_allclose(
            board.numbers("[data-part=difference]"), out - case.target, atol=1e-9
        )
        shown = float(board.root.locator("[data-loss=yours]").inner_text())
        assert shown == pytest.approx(case.loss(weight), rel=0.006)


def test_hover_rings_the_partners_in_the_guess(open_page):
    board = open_guess(open_page, "edge", 4)
    board.cell(MINE, 0, 2).hover()
    assert ringed(board, MINE) == {(0, 2)}
    meets = {(row, 2 + col) for row in range(3) for col in range(3)}
    assert ringed(board, "[data-part=input]", "data-met") == meets
    board.cell("[data-part=input]", 0, 1).hover()
    for part in ("output", "target", "difference"):
        assert ringed(board, f"[data-part={part}]") == {(0, 0), (0, 1)}
    board.cell("[data-part=target]", 2, 2).hover()
    assert ringed(board, "[data-part=output]") == {(2, 2)}
    window = {(row, col) for row in (2, 3, 4) for col in (2, 3, 4)}
    assert ringed(board, "[data-part=input]") == window


def test_nonsense_in_the_guess_is_refused(open_page):
    board = open_guess(open_page, "cross", 1)
    board.edit(MINE, 0, 0, "2")
    board.edit(MINE, 0, 0, "1/0")
    expect(board.root.locator(".refusal")).to_contain_text("1/0")
    expect(board.cell(MINE, 0, 0)).to_have_text("2")


def test_descent_is_numpys_at_every_step(open_page):
    case = guess_case("edge", 2)
    board = open_guess(open_page, "edge", 2, reduced_motion="reduce")
    board.press("descend")
    scrub = board.root.locator("input.scrub")
    for step in (0, 1, 7, 40, len(case.descent) - 1):
        scrub.evaluate(
            "(node, step) => { node.value = step; node.dispatchEvent(new Event('input')); }", step
        )
        shown = board.numbers("[data-part=its-kernel]")
        np.testing.assert_allclose(shown, case.descent[step].weight, atol=0.0051)


def test_descent_plays_and_pauses(open_page):
    board = open_guess(open_page, "cross", 2)
    board.press("descend")
    board.page.wait_for_timeout(700)
    board.press("play")
    paused = board.root.locator("input.scrub").input_value()
    assert int(paused) > 1
    board.page.wait_for_timeout(400)
    assert board.root.locator("input.scrub").input_value() == paused


def test_ramp_takes_another_kernel_and_says_why(open_page):
    board = open_guess(open_page, "ramp", 1)
    board.edit(MINE, 1, 1, "5")
    expect(board.root.locator(".reveal")).to_contain_text("not the hidden kernel")
    expect(board.root.locator(".because")).to_contain_text("fix only 2 numbers")


def test_hints_come_one_by_one(open_page):
    board = open_guess(open_page, "cross", 1)
    for count in (1, 2, 3):
        board.press("hint")
        expect(board.root.locator(".hints li")).to_have_count(count)
    expect(board.root.locator('[data-action="hint"]')).to_be_disabled()


def test_copied_guess_is_restored(open_page):
    board = open_guess(open_page, "sharpen", 8)
    board.edit(MINE, 1, 1, "5")
    board.in_address("guess_cells=1.1.5")
    path = re.sub(r"^https?://[^/]+", "", board.page.url)
    again = Board(open_page(path), "kernel-guess")
    expect(again.cell(MINE, 1, 1)).to_have_text("5")
    assert (again.numbers("[data-part=target]") == guess_case("sharpen", 8).target).all()


# --- All of them ---


def test_both_solved_marks_the_step(open_page):
    case, guess = bug_board(9), guess_case("cross", 3)
    page = open_page(f"{PAGE}?more=bug_guess&bug_seed=9&guess=cross&guess_seed=3", lang="en")
    bug, mine = Board(page, "bug-board"), Board(page, "kernel-guess")
    bug.cell(BUG_OUT, *case.cell).click()
    bug.root.locator(f'[data-slip="{case.slip}"]').click()
    expect(bug.root).to_have_attribute("data-state", "solved")
    fill_in(mine, guess.hidden)
    expect(mine.root.locator(".reveal")).to_contain_text("hidden kernel")
    rail = page.get_by_test_id("section-rail").locator('[data-step="construct"]')
    expect(rail).to_have_attribute("data-done", "")
    expect(bug.root).to_have_attribute("data-state", "solved")


def test_boards_have_room_on_a_phone(open_page):
    page = open_page(f"{PAGE}?more=bug_guess&picture=dusk&guess=random", lang="en", viewport=PHONE)
    for test_id in ("picture-lab", "bug-board", "kernel-guess"):
        board = Board(page, test_id)
        expect(board.root).to_have_attribute("data-ready", "true")
        small = board.root.locator("[role=gridcell]").evaluate_all(
            "cells => cells.filter(c => c.offsetWidth && c.offsetWidth < 44).length"
        )
        assert small == 0
        overflow = board.root.evaluate("root => root.scrollWidth - root.clientWidth")
        assert overflow <= 0
    assert not has_sideways_scroll(page)


def test_bad_addresses_fall_back_with_a_word(open_page):
    page = open_page(f"{PAGE}?more=bug_guess&bug_seed=-1&guess=nose&picture=cat", lang="en")
    board = Board(page, "bug-board")
    assert (board.numbers(BUG_OUT) == bug_board(1).printed).all()
    for name in ("bug_seed", "guess", "picture"):
        expect(page.get_by_text(re.compile(rf"says {name}="))).to_be_visible()


def test_language_switch_keeps_the_boards(open_page):
    case = bug_board(6)
    page = open_page(f"{PAGE}?more=bug_guess&bug_seed=6&guess=edge", lang="en")
    bug, mine = Board(page, "bug-board"), Board(page, "kernel-guess")
    bug.cell(BUG_OUT, *case.cell).click()
    expect(bug.root).to_have_attribute("data-state", "slip")
    mine.edit(MINE, 0, 0, "-1")
    mine.in_address("guess_cells=0.0.-1")
    page.locator('[data-testid="stSidebar"]').get_by_text(
        STRINGS.get("nav.language_zh", "zh"), exact=True
    ).click()
    expect(bug.root.locator("h3").first).not_to_have_text("Find the wrong cell")
    expect(bug.root).to_have_attribute("data-state", "slip")
    expect(mine.cell(MINE, 0, 0)).to_have_text("−1")
