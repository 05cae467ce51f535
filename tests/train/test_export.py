"""What is taken away works elsewhere, and what is brought back is checked."""

import csv
import io
import math
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import torch

from cnncore.data import Augment, DataConfig, store
from cnncore.network import Network, list_presets, preset
from cnncore.train import (
    TrainConfig,
    TrainError,
    assemble,
    build,
    load_weights,
    weights_from_bytes,
    weights_of_state,
    weights_to_bytes,
)
from cnncore.train.export import as_script, curves_csv, script_files
from tests.train.runs import DIGITS, SMALL, Script, events_of, losses_of, of_type

SHAPES = DataConfig("shapes", train_size=96, test_size=40)
EVERYTHING = Network.from_text(
    "c8p1fw1_0_~1_2_0_~2_1_0_~1-maxout-m2-c8p1n-bn-prelu-drop0.3-flat-fc16-rrelu-fc"
)
SCRIPTS = {
    "all augmentations": TrainConfig(
        EVERYTHING,
        replace(SHAPES, augment=Augment(2, True, 1, 0.1, 0.1)),
        epochs=2,
        label_smoothing=0.1,
        weight_decay=0.001,
        schedule="warmup",
        shuffle=False,
    ),
    "digits, changed by hand": TrainConfig(
        preset("residual8", (1, 8, 8)),
        replace(DIGITS, test_shift=1, pixel_shuffle=True, train_size=96),
        epochs=2,
        optimizer="adam",
        learning_rate=0.002,
        schedule="cosine",
        changes=((2, {"do": "learning_rate", "value": 0.001}),),
    ),
    "bars from given weights": TrainConfig(
        Network.from_text("c2p1-relu-m4-inc2_2_2_2_2_2-dw4-gap-flat-fc"),
        DataConfig("bars", train_size=96, test_size=40),
        epochs=2,
        init="he",
        start=weights_to_bytes({"conv1.weight": torch.full((2, 1, 3, 3), 0.25)}),
    ),
}


def run_script(script: str, folder: Path) -> str:
    (folder / "train.py").write_text(script, encoding="utf-8")
    command = [sys.executable, "-I", "-W", "error", "train.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("case", SCRIPTS)
def test_the_script_prints_the_loss_the_lab_printed(case: str, tmp_path: Path):
    finished = events_of(SCRIPTS[case])[-1]
    script = as_script(SCRIPTS[case], finished["last_loss"])
    assert "cnncore" not in script
    printed = run_script(script, tmp_path)
    loss = f"{finished['last_loss']:.6f}"
    assert f"last loss {loss}, the lab printed {loss}" in printed
    assert f"test loss {finished['test_loss']:.6f}" in printed


def test_a_stopped_run_on_an_upload(tmp_path: Path):
    rng = np.random.default_rng(0)
    groups = {name: rng.integers(0, 256, (20, 32, 32, 3), np.uint8) for name in "ab"}
    data = DataConfig("upload", upload=store({name: list(g) for name, g in groups.items()}))
    config = TrainConfig(Network.from_text("c4-relu-m4-flat-fc"), data, epochs=9, batch_size=8)
    finished = events_of(config, Script({3: [{"do": "stop"}]}))[-1]
    assert finished["step"] < 36
    files = script_files(config, finished["last_loss"], finished["step"])
    (tmp_path / "pictures.npz").write_bytes(files["pictures.npz"])
    printed = run_script(files["train.py"].decode(), tmp_path)
    assert f"last loss {finished['last_loss']:.6f}, " in printed


def test_a_run_without_a_step_prints_what_it_began_with(tmp_path: Path):
    finished = events_of(SMALL, Script({0: [{"do": "stop"}]}))[-1]
    assert (finished["step"], finished["last_loss"]) == (0, None)
    script = as_script(SMALL, math.nan, finished["step"])
    assert f"test loss {finished['test_loss']:.6f}" in run_script(script, tmp_path)


def test_a_loss_that_is_no_number_can_stand_in_a_script(tmp_path: Path):
    """The lab has nan for a run that broke."""
    printed = run_script(as_script(SMALL, math.nan, 2), tmp_path)
    assert "the lab printed nan" in printed


@pytest.mark.parametrize("name", [name for name in list_presets() if name != "empty"])
def test_every_preset_has_a_script_that_compiles(name: str):
    for data, in_shape in ((DIGITS, (1, 8, 8)), (DataConfig("cifar10"), (3, 32, 32))):
        script = as_script(TrainConfig(preset(name, in_shape), data), 1.0)
        compile(script, "train.py", "exec")


def test_weights_go_out_and_come_back():
    control = Script()
    finished = events_of(SMALL, control)[-1]
    file = weights_of_state(control.states[-1])
    model = assemble(SMALL.network, (1, 8, 8), 10)
    load_weights(model, file)
    fresh = events_of(replace(SMALL, start=file))
    assert of_type(fresh, "test")[0]["test_loss"] is not None
    state = build(replace(SMALL, start=file)).state_dict()
    assert all(torch.equal(state[n], t) for n, t in model.state_dict().items())
    assert finished["weights_key"]


def refused_code(file: bytes) -> str:
    model = assemble(SMALL.network, (1, 8, 8), 10)
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    with pytest.raises(TrainError) as refused:
        load_weights(model, file)
    assert all(torch.equal(before[n], t) for n, t in model.state_dict().items())
    return refused.value.code


def test_strange_weights_are_refused():
    good = dict(build(SMALL).state_dict())
    buffer = io.BytesIO()
    torch.save(good, buffer)
    assert refused_code(buffer.getvalue()) == "weights_unreadable"  # a pickle
    assert refused_code(b"") == "weights_unreadable"
    assert refused_code(b"\xff" * 64) == "weights_unreadable"
    assert refused_code(weights_to_bytes(good)[:-7]) == "weights_unreadable"
    assert refused_code(bytes(21_000_000)) == "weights_too_large"
    infinite = good | {"conv1.bias": torch.full((6,), float("inf"))}
    assert refused_code(weights_to_bytes(infinite)) == "weights_not_finite"
    smaller = {name: tensor for name, tensor in good.items() if name != "conv1.bias"}
    assert refused_code(weights_to_bytes(smaller)) == "weights_mismatch"
    larger = good | {"conv9.bias": torch.zeros(6)}
    assert refused_code(weights_to_bytes(larger)) == "weights_mismatch"
    reshaped = good | {"conv1.bias": torch.zeros(7)}
    assert refused_code(weights_to_bytes(reshaped)) == "weights_mismatch"
    many = {f"{i}": torch.zeros(0) for i in range(60_000)}
    assert refused_code(weights_to_bytes(many)) == "weights_too_many"


@pytest.mark.parametrize(
    "dtype", [torch.float16, torch.bfloat16, torch.float64, torch.float8_e4m3fn]
)
def test_weights_of_another_precision_are_taken(dtype: torch.dtype):
    model = build(SMALL)
    weights = {
        n: t.to(dtype) if t.is_floating_point() else t for n, t in model.state_dict().items()
    }
    load_weights(model, weights_to_bytes(weights))
    for name, tensor in model.state_dict().items():
        assert torch.equal(tensor, weights[name].to(tensor.dtype))


def test_weights_are_plain_safetensors():
    state = build(SMALL).state_dict()
    again = safetensors.torch.load(weights_to_bytes(state))
    assert all(torch.equal(again[name], tensor) for name, tensor in state.items())
    assert set(weights_from_bytes(weights_to_bytes(state))) == set(state)


def test_the_curves_as_a_table():
    events = events_of(SMALL)
    rows = list(csv.DictReader(io.StringIO(curves_csv(events))))
    assert [int(row["step"]) for row in rows] == list(range(25))
    assert [float(row["batch_loss"]) for row in rows[1:]] == losses_of(events)
    tested = [int(row["step"]) for row in rows if row["test_accuracy"]]
    assert tested == [test["step"] for test in of_type(events, "test")]
