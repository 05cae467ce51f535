"""What an experiment says it holds equal, held against its runs."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import combinations

import numpy as np
import pytest

from cnncore.data import Augment, load
from cnncore.train import TrainConfig, check, initial_state
from cnncore.train.experiments import EXPERIMENTS
from lessons.experiments import GUIDES, PAGE
from lessons.experiments.changes import CHANGED_RUNS, changed_run

VARIED = {
    "batch_norm": {"learning_rate"},
    "broken": {"learning_rate", "init", "shuffle"},
    "step_decay": {"schedule"},
}
"""The settings that an experiment compares; all others are equal in its runs."""

APART = {"network", "data", "seed", "start"}
Weights = dict[str, np.ndarray]


def configs_of(experiment_id: str) -> list[TrainConfig]:
    return [run.config for run in EXPERIMENTS[experiment_id].runs]


def weights_of(config: TrainConfig) -> Weights:
    """The first weights that are drawn: those of convolutions and linear layers."""
    state = initial_state(config)
    norms = {n.rpartition(".")[0] for n in state if n.endswith("running_mean")}
    return {n: t.numpy() for n, t in state.items() if n.rpartition(".")[0] not in norms}


def agree(one: Weights, other: Weights) -> bool:
    """Whether layers of the same name and shape begin with the same numbers."""

    def is_common(name: str) -> bool:
        kernel = f"{name.rpartition('.')[0]}.weight"
        return kernel in one and kernel in other and one[kernel].shape == other[kernel].shape

    return all((one[name] == other[name]).all() for name in filter(is_common, one))


def held_weights(experiment_id: str) -> set[str]:
    experiment = EXPERIMENTS[experiment_id]
    if any(run.start_from for run in experiment.runs):
        return set()
    states = [weights_of(run.config) for run in experiment.runs]
    if not all(agree(one, other) for one, other in combinations(states, 2)):
        return set()
    shapes = [{name: w.shape for name, w in state.items()} for state in states]
    return {"weights" if all(s == shapes[0] for s in shapes) else "shared_weights"}


def held_data(experiment_id: str) -> set[str]:
    data = [config.data for config in configs_of(experiment_id)]
    if len(set(data)) == 1:
        return {"data"}
    if len({replace(one, test_shift=0) for one in data}) == 1:
        return {"train_pictures"}
    unchanged = {replace(one, augment=Augment()) for one in data}
    return {"test_pictures"} if len(unchanged) == 1 else set()


def held_order(experiment_id: str) -> set[str]:
    orders = {
        (c.seed, c.shuffle, c.batch_size, c.epochs, c.data.train_size, c.data.name)
        for c in configs_of(experiment_id)
    }
    return {"batches"} if len(orders) == 1 else set()


@pytest.mark.parametrize("experiment_id", GUIDES)
def test_what_is_held_is_what_the_page_says(experiment_id: str):
    configs = configs_of(experiment_id)
    found = held_weights(experiment_id) | held_data(experiment_id) | held_order(experiment_id)
    if len({config.network for config in configs}) == 1:
        found.add("network")
    differing = {
        field.name
        for field in fields(TrainConfig)
        if any(getattr(c, field.name) != getattr(configs[0], field.name) for c in configs)
    }
    assert differing - APART == VARIED.get(experiment_id, set())
    held = GUIDES[experiment_id].held
    assert set(held) == found | {"settings"}
    assert len(set(held)) == len(held)
    assert all(f"held.{what}" in PAGE for what in held)


def test_pictures_are_shown_where_runs_differ_in_them():
    differ = {name for name in GUIDES if len({c.data for c in configs_of(name)}) > 1}
    assert {name for name, guide in GUIDES.items() if guide.has_pictures} == differ


@pytest.mark.parametrize("experiment_id", GUIDES)
def test_the_changed_run_can_be_made_and_differs(experiment_id: str):
    arms = {run.label: run.config for run in EXPERIMENTS[experiment_id].runs}
    changed = changed_run(experiment_id, arms)
    assert changed != arms[CHANGED_RUNS[experiment_id].arm]
    check(changed, load(changed.data))
