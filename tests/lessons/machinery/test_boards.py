"""The boards: exactly one wrong cell with one explanation; kernels that can be found."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from lessons.machinery.boards import OUT_SIZE
from lessons.machinery.bug_board import NUM_OPTIONS, SLIPS, bug_board
from lessons.machinery.kernel_guess import LEVELS, guess_case, windows_of
from lessons.machinery.pictures import MAP_OPTIONS, PICTURE_KERNELS, PICTURES, SIZE, picture

SEEDS = range(200)


def torch_conv2d(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return F.conv2d(torch.from_numpy(x)[None, None], torch.from_numpy(weight)[None, None])[
        0, 0
    ].numpy()


# --- Find the bug ---


@pytest.mark.parametrize("seed", SEEDS)
def test_exactly_one_cell_is_wrong(seed):
    board = bug_board(seed)
    truth = torch_conv2d(board.x, board.weight)
    wrong = np.argwhere(board.printed != truth)
    assert [tuple(place) for place in wrong] == [board.cell]


@pytest.mark.parametrize("seed", SEEDS)
def test_only_the_named_slip_explains_the_printed_number(seed):
    board = bug_board(seed)
    printed = board.printed[board.cell]
    right = board.right_sum(board.cell).total
    assert len(set(board.options)) == NUM_OPTIONS
    explaining = [slip for slip in board.options if board.slip_sum(slip).total == printed]
    assert explaining == [board.slip]
    assert all(board.slip_sum(slip).total != right for slip in board.options)


@pytest.mark.parametrize("seed", range(20))
def test_written_sums_are_the_cells(seed):
    board = bug_board(seed)
    for cell in np.ndindex(OUT_SIZE, OUT_SIZE):
        assert board.right_sum(cell).total == board.out[cell]


def slip_by_definition(name: str, board) -> float:
    """Each slip once more, from torch and plain arithmetic."""
    row, column = board.cell
    truth = torch_conv2d(board.x, board.weight)
    window = board.x[row : row + 3, column : column + 3]
    products = (window * board.weight).ravel()
    definitions = {
        "not_moved": lambda: truth[row, column - 1],
        "moved_two": lambda: truth[row, column + 1],
        "swapped": lambda: truth[column, row],
        "term_forgotten": lambda: truth[row, column] - products[np.flatnonzero(products)[-1]],
        "added": lambda: (window + board.weight).sum(),
        "sign_lost": lambda: (window * np.abs(board.weight)).sum(),
        "flipped": lambda: torch_conv2d(board.x, board.weight[::-1, ::-1].copy())[row, column],
        "zero_as_one": lambda: truth[row, column] + window[board.weight == 0].sum(),
    }
    return float(definitions[name]())


@pytest.mark.parametrize("seed", range(60))
def test_slips_do_what_their_names_say(seed):
    board = bug_board(seed)
    for slip in board.options:
        assert board.slip_sum(slip).total == slip_by_definition(slip, board)


@pytest.mark.parametrize("seed", range(20))
def test_each_term_names_the_weight_it_uses(seed):
    board = bug_board(seed)
    for made in (board.right_sum(board.cell), *map(board.slip_sum, board.options)):
        assert sorted(term.spot for term in made.terms) == list(np.ndindex(3, 3))
    turned = bug_board(seed).slip_sum("flipped") if "flipped" in board.options else None
    for term in turned.terms if turned else ():
        assert term.weight == board.weight[term.spot]


def test_every_slip_occurs():
    assert {bug_board(seed).slip for seed in SEEDS} == set(SLIPS)


def test_a_board_depends_on_its_seed_alone():
    once = bug_board(7)
    bug_board.cache_clear()
    again = bug_board(7)
    assert (once.x == again.x).all()
    assert (once.cell, once.slip, once.options) == (again.cell, again.slip, again.options)


# --- Guess the kernel ---

UNIQUE = [level for level in LEVELS if level != "ramp"]


@pytest.mark.parametrize("level", LEVELS)
def test_target_is_torchs(level):
    for seed in range(10):
        case = guess_case(level, seed)
        assert np.allclose(case.target, torch_conv2d(case.x, case.hidden), atol=1e-12)
        assert case.is_solved_by(case.hidden)
        assert case.loss(case.hidden) == 0


@pytest.mark.parametrize("level", UNIQUE)
def test_input_tells_kernels_apart(level):
    for seed in range(20):
        case = guess_case(level, seed)
        assert case.rank == 9
        found = np.linalg.solve(windows_of(case.x), case.target.ravel())
        assert np.allclose(found.reshape(3, 3), case.hidden, atol=1e-9)


@pytest.mark.parametrize("level", LEVELS)
def test_descent_is_torchs(level):
    case = guess_case(level, 3)
    weight = torch.zeros(1, 1, 3, 3, dtype=torch.float64, requires_grad=True)
    x = torch.from_numpy(case.x)[None, None]
    target = torch.from_numpy(case.target)[None, None]
    optimizer = torch.optim.SGD([weight], lr=case.learning_rate)
    for step in case.descent:
        loss = F.mse_loss(F.conv2d(x, weight), target)
        assert np.allclose(step.weight, weight.detach()[0, 0].numpy(), atol=1e-9)
        assert step.loss == pytest.approx(loss.item(), abs=1e-9)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


@pytest.mark.parametrize("level", UNIQUE)
def test_descent_comes_near_the_hidden_kernel(level):
    for seed in range(20):
        case = guess_case(level, seed)
        losses = [step.loss for step in case.descent]
        assert all(b <= a for a, b in itertools.pairwise(losses))
        assert losses[-1] < 1e-3 * losses[0]


def test_ramp_hides_seven_directions():
    case = guess_case("ramp", 0)
    assert case.rank == 2
    centre = np.zeros((3, 3))
    centre[1, 1] = 5
    mean = np.full((3, 3), 5 / 9)
    assert case.is_solved_by(centre)
    assert case.is_solved_by(mean)
    assert not case.is_solved_by(np.eye(3))


def test_descent_on_the_ramp_heads_for_equal_weights():
    case = guess_case("ramp", 0)
    # From zeros, descent ends at the smallest of all solutions: that of the pseudo-inverse.
    goal = np.linalg.pinv(windows_of(case.x), rcond=1e-9) @ case.target.ravel()
    assert np.allclose(goal, 5 / 9)
    distances = [np.abs(step.weight - 5 / 9).max() for step in case.descent]
    assert distances[-1] < distances[len(distances) // 2] < distances[1]


@pytest.mark.parametrize("level", LEVELS)
def test_hints_are_true(level):
    for seed in range(10):
        case = guess_case(level, seed)
        for hint in case.hints:
            if hint.name == "sum":
                assert hint.values["sum"] == pytest.approx(case.hidden.sum())
            elif hint.name == "weight":
                place = int(hint.values["row"]) - 1, int(hint.values["column"]) - 1
                assert case.hidden[place] == hint.values["value"]
            elif hint.name == "window":
                row, column = int(hint.values["row"]) - 1, int(hint.values["column"]) - 1
                window = case.x[row : row + 3, column : column + 3]
                assert np.count_nonzero(window) == hint.values["count"] > 0


# --- Pictures ---


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_whole_greys(name):
    drawn = picture(name)
    assert drawn.shape == (SIZE, SIZE)
    assert drawn.dtype == np.uint8
    assert drawn.std() > 20
    assert (drawn == picture(name)).all()


def test_cross_kernel_tells_upright_from_slanted_crosses():
    out = torch_conv2d(picture("crosses").astype(np.float64), PICTURE_KERNELS["cross"])
    # Centres of the drawn crosses, as (row, column) of the window's corner.
    assert all(out[row - 1, column - 1] > 500 for row, column in ((10, 10), (31, 53), (50, 30)))
    assert all(out[row - 1, column - 1] < -500 for row, column in ((11, 34), (33, 12), (53, 53)))


SAID = {
    "vertical": {"left edges": -1, "right edges": 1, "level edges": 0},
    "flipped": {"left edges": 1, "right edges": -1, "level edges": 0},
    "horizontal": {"slopes": -1, "window top": -1, "horizon": -1, "eaves": 1, "window bottom": 1},
}
"""What the words for a map say of it (``map_said`` in the strings): orange is -1, blue 1."""
PLACES = {
    "left edges": ((19, 19), (38, 17), (48, 32)),
    "right edges": ((19, 39), (38, 28), (48, 38)),
    "level edges": ((28, 35), (52, 5)),
    "slopes": ((19, 19), (19, 39)),
    "window top": ((33, 21),),
    "window bottom": ((42, 21),),
    "horizon": ((52, 5),),
    "eaves": ((28, 35),),
}
"""Roof, window and door of the house, as (row, column) of the window's centre."""


@pytest.mark.parametrize("name", SAID)
def test_the_words_for_a_map_are_true(name: str):
    out = torch_conv2d(picture("house").astype(np.float64), MAP_OPTIONS[name].copy())
    for place, sign in SAID[name].items():
        signs = [np.sign(out[row - 1, column - 1]) for row, column in PLACES[place]]
        assert set(signs) == {sign}, place


def test_maps_to_choose_from_differ():
    maps = [
        torch_conv2d(picture("house").astype(np.float64), w.copy()) for w in MAP_OPTIONS.values()
    ]
    for i, one in enumerate(maps):
        assert all(not np.allclose(one, other) for other in maps[i + 1 :])
