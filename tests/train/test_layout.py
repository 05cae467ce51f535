"""Gradients in the layout of the maps: nothing is copied, and no number changes."""

import pytest
import torch
from torch.profiler import ProfilerActivity, profile

from cnncore.data import load
from cnncore.network import Network
from cnncore.train import run as run_module
from tests.train.runs import changed

NETWORKS = [
    "c6k3p1-relu-m2-flat-fc",
    "c6k3p1-bn-relu-m3s2-drop0.3-flat-fc16-relu-fc",
    "c6k3p1-m2-tanh-c8k3p1-bn-flat-fc",
]


@pytest.mark.parametrize("text", NETWORKS)
def test_the_numbers_are_those_of_any_layout(text, monkeypatch):
    quick = after_six_steps(text)
    monkeypatch.setattr(run_module, "keep_gradients_channels_last", lambda model: None)
    plain = after_six_steps(text)
    assert all(torch.equal(quick[name], plain[name]) for name in plain)


@pytest.mark.parametrize("text", NETWORKS[:2])
def test_a_pooling_before_a_flatten_copies_nothing_on_the_way_back(text):
    run = run_of(text)
    with profile(activities=[ProfilerActivity.CPU]) as seen:
        run.take_step()
    events = seen.events() or []
    assert "aten::max_pool2d_with_indices_backward" in {event.name for event in events}
    assert not [event for event in events if event.name == "aten::copy_" and in_pool(event)]


def in_pool(event) -> bool:
    """Whether this happened inside the backward pass of a pooling."""
    while (event := event.cpu_parent) is not None:
        if event.name == "aten::max_pool2d_with_indices_backward":
            return True
    return False


def after_six_steps(text: str) -> dict[str, torch.Tensor]:
    run = run_of(text)
    with run.own_random_numbers():
        for _ in range(6):
            run.take_step()
    return run.model.state_dict()


def run_of(text: str) -> run_module.Run:
    config = changed(network=Network.from_text(text))
    return run_module.Run(config, load(config.data))
