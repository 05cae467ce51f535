"""Inverse puzzles and the formula on trial, held against torch."""

from __future__ import annotations

from itertools import product

import pytest
import torch
from torch.nn import functional

from cnncore.shapes import WindowSpec
from lessons.machinery.puzzles import KERNEL_SIZES, PADDINGS, PUZZLES, STRIDES, Puzzle
from lessons.stride_padding.claims import claimed_out_size, trial
from lessons.stride_padding.reading import SIZE, WANTED, reading, settings

ALL = [puzzle for puzzles in PUZZLES.values() for puzzle in puzzles]


def torch_size(puzzle: Puzzle, spec: WindowSpec) -> int | None:
    size = puzzle.size
    if spec.kernel_size > size + 2 * spec.padding:
        return None
    if puzzle.pooling:
        return pooled_size(size, spec)
    x, weight = torch.zeros(1, 1, size), torch.zeros(1, 1, spec.kernel_size)
    return functional.conv1d(x, weight, stride=spec.stride, padding=spec.padding).shape[-1]


def pooled_size(size: int, spec: WindowSpec) -> int | None:
    x, settings = torch.zeros(1, 1, size), (spec.kernel_size, spec.stride, spec.padding)
    if spec.padding > spec.kernel_size / 2:
        with pytest.raises(RuntimeError, match="at most half"):
            functional.max_pool1d(x, *settings)
        return None
    return functional.max_pool1d(x, *settings).shape[-1]


@pytest.mark.parametrize("puzzle", ALL, ids=lambda puzzle: puzzle.puzzle_id)
def test_all_solutions_are_found_and_nothing_else(puzzle: Puzzle):
    strides, paddings = ((1,), (0,)) if puzzle.kernel_only else (STRIDES, PADDINGS)
    every = [WindowSpec(*numbers) for numbers in product(KERNEL_SIZES, strides, paddings)]
    right = {spec for spec in every if torch_size(puzzle, spec) == puzzle.goal}
    assert set(puzzle.solutions()) == right
    assert right, "a puzzle without a solution"


@pytest.mark.parametrize("puzzle", ALL, ids=lambda puzzle: puzzle.puzzle_id)
def test_an_attempt_says_how_far_off_it_is(puzzle: Puzzle):
    for numbers in product(KERNEL_SIZES, STRIDES, PADDINGS):
        attempt = puzzle.attempt(WindowSpec(*numbers))
        assert attempt.out_size == torch_size(puzzle, attempt.spec)
        if attempt.out_size is None:
            continue
        fits = attempt.least_travel <= attempt.travel <= attempt.most_travel
        assert fits == attempt.is_solved
        assert (attempt.windows_off < 0) == (attempt.travel < attempt.least_travel)
        assert (attempt.windows_off > 0) == (attempt.travel > attempt.most_travel)


def test_a_solution_that_leaps_over_cells_leaves_them_unread():
    leap = Puzzle(32, 16).attempt(WindowSpec(1, stride=2))
    assert (leap.is_solved, leap.travel % 2, leap.unread) == (True, 1, 16)
    assert Puzzle(5, 5).attempt(WindowSpec(3, padding=1)).unread == 0


def test_alexnet_without_padding_is_one_window_short():
    attempt = Puzzle(224, 55).attempt(WindowSpec(11, stride=4))
    assert (attempt.out_size, attempt.windows_off) == (54, -1)
    assert (attempt.travel, attempt.least_travel) == (213, 216)
    assert WindowSpec(11, stride=4, padding=2) in Puzzle(224, 55).solutions()


def test_the_common_formula_fails_the_first_example():
    case = trial(size=5, kernel_size=3, padding=0, stride=1)
    assert (case.claimed, case.counted) == (6, 3)
    assert not case.holds


def test_the_common_formula_holds_by_accident_when_the_kernel_is_three_times_the_padding():
    assert trial(size=5, kernel_size=3, padding=1, stride=1).holds
    assert trial(size=9, kernel_size=6, padding=2, stride=1).holds


def test_the_common_formula_holds_if_its_p_means_the_kernel_and_the_stride_divides():
    for size, kernel, stride in product(range(3, 13), range(1, 4), range(1, 4)):
        case = trial(size=size, kernel_size=kernel, padding=0, stride=stride)
        divides = (size - kernel) % stride == 0
        assert (claimed_out_size(size, kernel, stride) == case.counted) == divides


def test_no_output_where_the_kernel_does_not_fit():
    case = trial(size=3, kernel_size=11, padding=1, stride=2)
    assert case.counted is None
    assert not case.holds


def read_by_torch(spec: WindowSpec) -> list[int]:
    x = torch.zeros(1, 1, SIZE + 2 * spec.padding, requires_grad=True)
    functional.conv1d(x, torch.ones(1, 1, spec.kernel_size), stride=spec.stride).sum().backward()
    assert x.grad is not None
    return [int(count) for count in x.grad[0, 0]]


def test_what_is_read_is_counted_from_the_windows():
    found = set()
    for spec in settings():
        now = reading(spec)
        counts = read_by_torch(spec)
        assert list(now.counts) == counts
        assert now.between + now.beyond == counts.count(0)
        assert now.reads_all == (now.travel % spec.stride == 0 and spec.stride <= spec.kernel_size)
        if now.reads_all:
            found.add((spec.kernel_size, spec.stride))
    assert len(found) >= WANTED
