"""An exported file says whose weights it holds; what it says is read, never trusted."""

import json

import pytest
import torch

from cnncore.data import DataConfig
from cnncore.network import Network
from cnncore.train import TrainConfig
from cnncore.train.origin import Origin, origin_of, with_origin
from cnncore.train.weights import weights_from_bytes, weights_to_bytes
from tests.train.runs import changed, events_of, of_type

CONFIG = TrainConfig(Network.from_text("c8-relu-flat-fc"), DataConfig("shapes"))
STATE = {"0.weight": torch.arange(6.0).reshape(2, 3)}


def test_a_file_keeps_its_weights_and_says_whose_they_are():
    file = with_origin(weights_to_bytes(STATE), CONFIG, ("圆", "square"))
    assert torch.equal(weights_from_bytes(file)["0.weight"], STATE["0.weight"])
    assert origin_of(file) == Origin("c8-relu-flat-fc", "shapes", ("圆", "square"))


GOOD = {"network": "flat-fc", "data": "digits", "classes": '["0", "1"]'}


@pytest.mark.parametrize(
    "metadata",
    [
        None,
        {},
        {**GOOD, "network": "<script>"},
        {**GOOD, "network": "c8-" * 10_000},
        {**GOOD, "classes": "[1, 2]"},
        {**GOOD, "classes": '{"a": 1}'},
        {**GOOD, "classes": "[" * 5_000},
        {**GOOD, "classes": json.dumps(["x"] * 5_000)},
    ],
)
def test_what_makes_no_sense_is_no_origin(metadata: dict[str, str] | None):
    assert origin_of(weights_to_bytes(STATE, metadata)) is None
    assert origin_of(weights_to_bytes(STATE, GOOD)) is not None


def test_no_file_is_no_origin():
    for file in (b"", b"\x80\x04pickle" * 20, b"\xff" * 64):
        assert origin_of(file) is None


def test_a_run_can_show_its_first_weights_without_a_step():
    config = changed(changes=((0, {"do": "stop"}),), evaluate_every=1_000_000)
    events = events_of(config)
    [test] = of_type(events, "test")
    assert (test["step"], test["pictures"]) == (0, 100)
    assert of_type(events, "step") == []
    assert (events[-1]["reason"], events[-1]["step"]) == ("stopped", 0)
    assert events[-1]["test_accuracy"] == test["test_accuracy"]
