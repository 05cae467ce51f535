"""The lesson on VGG: its columns, the copied table, the budget, the program."""

from __future__ import annotations

from itertools import product
from typing import Any

from lessons.vgg import code
from lessons.vgg.budget import GOALS, PIECES, Spent, fewest
from lessons.vgg.claims import CLAIMS
from lessons.vgg.columns import NAMES, column, columns
from lessons.vgg.growth import number, trials
from lessons.vgg.jitter import TESTED, score_maps
from lessons.vgg.misprint import Hunt, counted, printed, right, wrong


def test_every_layer_with_weights_is_in_the_table_and_nothing_is_left_over():
    for found in columns():
        layers = [layer for stage in found.stages for layer in stage] + list(found.linear)
        assert sum(layer.params for layer in layers) == found.params
        assert sum(layer.mult_adds for layer in layers) == found.mult_adds
        assert sum(layer.kind != "lrn" for layer in layers) == found.depth
    assert [found.depth for found in columns()] == [11, 11, 13, 16, 16, 19]
    assert {found.linear_params for found in columns()} == {123_642_856}


def test_the_copy_has_its_mistakes_and_no_others():
    assert set(wrong()) == {"A.1", "A-LRN.2", "E.3", "E.4", "E.5"}
    assert [name for name in NAMES if printed(name) == right(name)] == ["B", "C", "D"]
    assert right("C")[4] == ("conv3-512", "conv3-512", "conv1-512")
    assert {name: counted(name) for name in ("A", "A-LRN", "E")} == {
        "A": (11, 11), "A-LRN": (11, 12), "E": (19, 16),
    }  # fmt: skip
    assert Hunt.of(frozenset({"A.1", "B.1"})) == Hunt(1, 4, 1)


def test_no_stack_reaches_a_goal_with_fewer_weights():
    for goal in GOALS:
        stacks = (k for n in range(1, 6) for k in product(PIECES, repeat=n))
        reached = [Spent.of(each).squares for each in stacks if Spent.of(each).field == goal]
        assert min(reached) == fewest(goal)


def test_the_program_runs_as_printed_and_counts_what_the_rows_count():
    names: dict[str, Any] = {}
    exec(code.configuration() + code.PYTHON + code.NUMPY + code.TORCH, names)
    assert names["params"] == column("D").params
    assert sum(p.numel() for p in names["net"].parameters()) == column("D").params
    assert names["fc6"] == column("D").linear[0].mult_adds
    assert names["scores"].shape == (1, 1000)


def test_claims_trials_and_tests_have_their_numbers():
    assert sum(claim.holds for claim in CLAIMS) == 2
    for claim in CLAIMS:
        found = claim.evidence()
        assert all(len(row) == len(found.heads) for row in found.rows), claim.name
    assert {len(trial.reached) for trial in trials()} == {5}
    assert number() == 12
    assert [score_maps(side) for side in TESTED] == [(8, 2), (12, 6), (16, 10)]
