"""The pictures above the curves: the same ones in all runs, so that what differs is seen."""

from __future__ import annotations

import pytest

from pages.ui.experiment.pictures import COUNT, pictures_of
from pages.ui.experiment.runs import arms_of


@pytest.mark.parametrize(
    ("experiment_id", "one", "other", "differs"),
    [
        ("shifted", "cnn_shift_0", "cnn_shift_1", {"test"}),
        ("augmentation", "none", "augmented", {"train"}),
        ("pixel_shuffle", "cnn_plain", "cnn_shuffled", {"train", "test"}),
        ("pixel_shuffle", "mlp_shuffled", "cnn_shuffled", set()),
    ],
)
def test_only_what_a_run_changes_looks_different(
    experiment_id: str, one: str, other: str, differs: set[str]
):
    arms = arms_of(experiment_id)
    first, second = (pictures_of(arms[arm]) for arm in (one, other))
    for side in ("train", "test"):
        assert len(set(first[side])) == COUNT
        assert (first[side] != second[side]) == (side in differs)
