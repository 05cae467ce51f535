"""What a snapshot shows is what the network holds."""

import numpy as np
import pytest
import torch

from cnncore.data import DataConfig, load
from cnncore.network import Network, list_presets, preset
from cnncore.train import TrainConfig, assemble
from cnncore.train.evaluation import evaluate
from cnncore.train.inside import (
    dead_units,
    map_blocks,
    maps_of_picture,
    outputs,
    principal_plane,
    sample_maps,
)
from cnncore.train.observer import untrained
from cnncore.train.packing import (
    pack_picture,
    pack_range,
    pack_signed,
    unpack_picture,
    unpack_range,
    unpack_signed,
)
from tests.train.runs import SMALL, changed, events_of, of_type

RNG = np.random.default_rng(0)


def test_arrays_survive_packing():
    array = RNG.normal(size=(4, 3, 5, 5)).astype(np.float32)
    np.testing.assert_allclose(
        unpack_signed(pack_signed(array)), array, atol=float(np.abs(array).max()) / 250
    )
    np.testing.assert_allclose(
        unpack_range(pack_range(array)), array, atol=float(np.ptp(array)) / 500
    )
    positive = np.maximum(array, 0)
    assert pack_range(positive)["low"] == 0
    assert unpack_range(pack_range(positive)).min() == 0
    picture = RNG.integers(0, 256, (6, 5, 3)).astype(np.uint8)
    np.testing.assert_array_equal(unpack_picture(pack_picture(picture)), picture)
    assert pack_signed(np.full((2, 2), np.nan))["scale"] == 0.0


def test_one_picture_has_the_first_maps_that_its_batch_gives_it():
    dataset = load(DataConfig("digits", train_size=64, test_size=40))
    for text in ("c4-relu-c8-relu-flat-fc", "c4-bn-tanh-flat-fc"):
        network = Network.from_text(text)
        model = assemble(network, dataset.in_shape, dataset.num_classes).eval()
        batch = torch.from_numpy(dataset.x_test[:3].copy())
        shown = maps_of_picture(network, model, batch[2])
        assert shown is not None
        told = sample_maps(network, outputs(model, batch), 2)[0]
        np.testing.assert_allclose(unpack_range(shown), unpack_range(told), atol=0.02)
    mlp = Network.from_text("flat-fc")
    assert maps_of_picture(mlp, assemble(mlp, dataset.in_shape, 10), batch[0]) is None


@pytest.mark.parametrize("name", [name for name in list_presets() if name != "empty"])
def test_every_preset_can_be_looked_into(name: str):
    config = TrainConfig(
        preset(name, (1, 8, 8)), DataConfig("digits", train_size=64, test_size=40), epochs=1
    )
    events = events_of(config)
    snapshot = of_type(events, "snapshot")[-1]
    assert snapshot["kernels"] is not None
    assert bool(snapshot["maps"]) == (name not in ("mlp", "linear"))
    assert sum(snapshot["sample"]["probs"]) == pytest.approx(1, abs=1e-3)
    assert len(snapshot["gradients"]) == len(events[0]["layers"])
    points = of_type(events, "embedding")[0]["points"]
    assert len(points) == 40
    assert np.isfinite(points).all()
    first, *_, last = (e for e in of_type(events, "snapshot") if e["confusion"])
    assert np.sum(first["confusion"]) == events[0]["evaluation_size"]
    assert np.sum(last["confusion"]) == 40


@pytest.mark.parametrize("name", ["lenet5", "residual8", "mlp"])
def test_what_a_run_begins_with_is_known_before_it(name: str):
    data = DataConfig("digits", train_size=64, test_size=40)
    config = TrainConfig(preset(name, (1, 8, 8)), data, epochs=1, sample=3, init="he")
    events = events_of(config)
    first = of_type(events, "snapshot")[0]
    known = untrained(config, load(data))
    assert known["layers"] == events[0]["layers"]
    begun = known["snapshot"]
    assert begun["step"] == first["step"] == 0
    assert begun["kernels"] == first["kernels"]
    assert begun["sample"] == first["sample"] | {"probs": pytest.approx(first["sample"]["probs"])}
    assert len(begun["maps"]) == len(first["maps"])
    for mine, its in zip(begun["maps"], first["maps"], strict=True):
        assert (mine["layer"], mine["shape"]) == (its["layer"], its["shape"])
        # A batch of one is summed in another order than a batch of twelve.
        error = np.abs(unpack_range(mine) - unpack_range(its)).max()
        assert error <= 1.01 * its["scale"] / 255


def test_maps_are_those_after_the_activation():
    network = Network.from_text("c4p1-bn-relu-m2-c3p1-tanh-flat-fc")
    assert map_blocks(network) == [(0, 2), (4, 5)]
    model = assemble(network, (1, 8, 8), 10)
    x = torch.randn(3, 1, 8, 8)
    made = outputs(model, x)
    maps = sample_maps(network, made, index=1)
    assert [entry["name"] for entry in maps] == ["conv1", "conv2"]
    np.testing.assert_allclose(unpack_range(maps[0]), made[2][1].numpy(), atol=0.02)
    torch.testing.assert_close(made[-1], model.eval()(x))


def test_dead_units_are_counted():
    network = Network.from_text("c4p1-relu-flat-fc5-relu-fc")
    model = assemble(network, (1, 8, 8), 10)
    state = model.state_dict()  # shares its memory with the model
    state["conv1.weight"][:3] = 0
    state["conv1.bias"][:] = torch.tensor([-1.0, -1.0, 1.0, 1.0])
    state["linear1.bias"][0] = -1e6
    dead = dead_units(network, outputs(model, torch.randn(4, 1, 8, 8)))
    assert dead["total"] == 9
    assert dead["count"] >= 3


def test_the_plane_is_that_of_the_principal_components():
    features = RNG.normal(size=(50, 7)).astype(np.float32) * [9, 4, 1, 1, 1, 1, 1]
    features = features.astype(np.float32)
    points, explained = principal_plane(features)
    centred = features - features.mean(0)
    _, sizes, directions = np.linalg.svd(centred.astype(np.float64), full_matrices=False)
    np.testing.assert_allclose(np.abs(points), np.abs(centred @ directions[:2].T), atol=1e-3)
    np.testing.assert_allclose(explained, sizes[:2] ** 2 / (sizes**2).sum(), rtol=1e-4)
    flipped, _ = principal_plane(np.ascontiguousarray(features))
    np.testing.assert_array_equal(points, flipped)
    assert principal_plane(features[:, :1])[0].shape == (50, 2)


def test_mistakes_are_the_surest_wrong_answers():
    events = events_of(SMALL)
    items = of_type(events, "mistakes")[0]["items"]
    assert items
    sureness = [item["probs"][item["predicted"]] for item in items]
    assert sureness == sorted(sureness, reverse=True)
    dataset = load(SMALL.data)
    for item in items:
        assert item["label"] != item["predicted"]
        np.testing.assert_array_equal(unpack_picture(item), dataset.test_pictures[item["index"]])


def test_gradients_and_updates_are_measured():
    config = changed(
        network=Network.from_text("flat-fc"), optimizer="sgd", learning_rate=0.1, snapshot_count=1
    )
    snapshot = of_type(events_of(config), "snapshot")[-1]
    (row,) = snapshot["gradients"]
    assert row["name"] == "classifier"
    assert row["norm"] > 0
    assert 0 < row["update"] < 1


def test_evaluation_leaves_the_network_as_it_was():
    model = assemble(SMALL.network, (1, 8, 8), 10).train()
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    result = evaluate(model, torch.randn(70, 1, 8, 8), torch.zeros(70, dtype=torch.long))
    assert model.training
    assert all(torch.equal(before[name], t) for name, t in model.state_dict().items())
    assert result.accuracy == (result.predicted == 0).mean()
    assert result.loss == pytest.approx(-np.log(result.probs[:, 0]).mean(), rel=1e-4)
