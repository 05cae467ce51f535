"""Settings of a run: read back as written, nonsense refused, limits kept."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from cnncore.data import Augment, DataConfig
from cnncore.errors import SettingError
from cnncore.network import Network, preset
from cnncore.train import TrainConfig, TrainError, build, initial_state, train
from cnncore.train.schedules import schedule_factor
from cnncore.train.timetable import timetable
from tests.train.runs import SMALL, changed, events_of


def test_settings_survive_as_json():
    config = changed(
        data=DataConfig("shapes", augment=Augment(flip=True)),
        start=b"\x00\x01\xff",
        changes=((3, {"do": "learning_rate", "value": 0.1}),),
        evaluate_every=5,
        schedule="cosine",
    )
    assert TrainConfig.from_dict(json.loads(json.dumps(config.as_dict()))) == config


REFUSED: dict[str, dict[str, Any]] = {
    "unknown_field": {"lr": 0.1},
    "unknown_choice": {"optimizer": "adamw"},
    "out_of_range": {"learning_rate": 0.0},
    "too_small": {"batch_size": 0},
    "not_an_integer": {"epochs": 1.5},
    "not_a_number": {"weight_decay": "much"},
    "not_a_flag": {"shuffle": "yes"},
    "weights_unreadable": {"start": "%%%"},
    "not_a_mapping": {"network": "lenet5"},
    "unknown_command": {"changes": [[3, {"do": "pause"}]]},
}


@pytest.mark.parametrize("code", REFUSED)
def test_nonsense_is_refused(code: str):
    with pytest.raises(SettingError) as refused:
        TrainConfig.from_dict(SMALL.as_dict() | REFUSED[code])
    assert refused.value.code == code


LIMITS: dict[str, dict[str, Any]] = {
    "too_many_params": {"network": Network.from_text("c64p1-flat-fc500-fc")},
    "too_much_memory": {
        "network": Network.from_text("-".join(["c256p1-relu"] * 3) + "-gap-flat-fc"),
        "data": DataConfig("shapes", train_size=1100, test_size=10),
        "batch_size": 1024,
    },
    "batch_too_large": {"batch_size": 300},
    "batch_of_one": {"batch_size": 1, "network": Network.from_text("c6-flat-fc16-bn-fc")},
    "nothing_to_learn": {"network": Network.from_text("c10k8f-flat")},
    "linear_needs_flatten": {"network": Network.from_text("c6-fc")},
}


@pytest.mark.parametrize("code", LIMITS)
def test_what_cannot_run_is_refused_before_it_starts(code: str):
    with pytest.raises(TrainError) as refused:
        train(changed(**LIMITS[code]))
    assert refused.value.code == code


@pytest.mark.parametrize("text", ["c4-bn-relu-flat-fc", "c4-res4-dw4-gap-flat-fc"])
def test_batch_norm_over_maps_takes_single_pictures(text: str):
    """A map of 8x8 is 64 values per channel; on a map of one cell it is refused, as torch does."""
    events = events_of(changed(batch_size=1, network=Network.from_text(text), epochs=1))
    assert events[-1]["reason"] == "done"
    with pytest.raises(TrainError) as refused:
        train(changed(batch_size=1, network=Network.from_text(f"gap-{text.split('-', 1)[1]}")))
    assert refused.value.code == "batch_of_one"


def weights(config: TrainConfig) -> dict[str, torch.Tensor]:
    return initial_state(config)


def test_a_locked_start_has_the_same_weights_where_shapes_agree():
    first = weights(changed(network=Network.from_text("c6p1-relu-m2-c8p1-relu-flat-fc")))
    other = weights(changed(network=Network.from_text("c6p1-bn-tanh-a2-c8p1-drop0.5-flat-fc")))
    for name in ("conv1.weight", "conv1.bias", "conv2.weight", "classifier.weight"):
        assert torch.equal(first[name], other[name])
    assert not torch.equal(first["conv1.weight"], weights(SMALL)["conv1.weight"][:6] + 1)
    assert not torch.equal(first["conv1.weight"], weights(changed(seed=1))["conv1.weight"])


@pytest.mark.parametrize("init", ["default", "he", "xavier", "zero", "too_large"])
def test_starting_weights_have_the_size_they_should(init: str):
    network = Network.from_text("c64p1-relu-c64p1-relu-gap-flat-fc")
    weight = weights(changed(network=network, init=init))["conv2.weight"]
    expected = {
        "default": (1 / (64 * 9 * 3)) ** 0.5,
        "he": (2 / (64 * 9)) ** 0.5,
        "xavier": (6 / (2 * 64 * 9) / 3) ** 0.5,
        "zero": 0.0,
        "too_large": 1.0,
    }[init]
    assert weight.std().item() == pytest.approx(expected, rel=0.03)


def test_a_kernel_from_a_lesson_starts_in_channel_0():
    network = Network.from_text("c4w1_0_~1_2_0_~2_1_0_~1-relu-flat-fc")
    config = TrainConfig(network, DataConfig("shapes"))
    kernel = build(config).state_dict()["conv1.weight"][0]
    np.testing.assert_allclose(
        kernel.sum(0).numpy(), [[1, 0, -1], [2, 0, -2], [1, 0, -1]], atol=1e-6
    )


def test_a_frozen_layer_does_not_move():
    network = Network.from_text("c4fw1_0_~1_2_0_~2_1_0_~1-relu-m2-flat-fc")
    config = changed(network=network, weight_decay=0.1)
    before = initial_state(config)
    *_, last = (e for e in train(config) if e.type == "snapshot")
    gradients = last.as_dict()["gradients"]
    assert [row["name"] for row in gradients] == ["classifier"]
    assert last.as_dict()["kernels"]["scale"] == pytest.approx(
        before["conv1.weight"].abs().max().item()
    )


def test_schedules():
    def factors(schedule: str) -> list[float]:
        return [round(schedule_factor(schedule, step, 20), 3) for step in (0, 1, 9, 10, 15, 19)]

    assert factors("constant") == [1, 1, 1, 1, 1, 1]
    assert factors("step") == [1, 1, 1, 0.1, 0.01, 0.01]
    assert factors("warmup") == [0.5, 1, 1, 1, 1, 1]
    assert factors("cosine")[0] == 1
    assert factors("cosine")[3] == 0.5
    assert factors("cosine")[-1] < 0.01


def test_testing_stays_cheap_unless_asked_for():
    config = TrainConfig(preset("tiny_vgg", (3, 32, 32)), DataConfig("shapes"))
    due = timetable(config, 2400, 600)
    tested = (len(due.tests) - 1) * due.test_pictures
    assert tested <= 0.06 * 900 * 32
    assert len(due.tests) >= 8
    assert due.tests <= due.snapshots
    assert max(due.tests) == due.total_steps == 900
    due = timetable(replace(config, evaluate_every=20), 2400, 600)
    assert (len(due.tests), due.test_pictures) == (46, 600)
