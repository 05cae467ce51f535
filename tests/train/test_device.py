"""Where a run computes. On a machine without a card: what is asked of one, and the refusal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import dask.config
import numpy as np
import pytest
import torch

from cnncore.data import Augment
from cnncore.jobs import training
from cnncore.train import TrainError
from cnncore.train.device import RandomNumbers
from cnncore.train.initialization import generator_for
from tests.train.runs import SMALL, Script, changed, events_of, losses_of, numbers_of

HAS_CARD = torch.cuda.is_available()
CPU = torch.device("cpu")


def test_the_processor_is_the_default():
    assert numbers_of(events_of(SMALL, device="cpu")) == numbers_of(events_of(SMALL))


@pytest.mark.parametrize("name", ["cuda:99", "tpu", "", "meta", *(() if HAS_CARD else ("cuda",))])
def test_a_device_that_is_not_there_is_refused_at_once(name: str):
    with pytest.raises(TrainError) as refused:
        events_of(SMALL, device=name)
    assert refused.value.code == "device_unavailable"
    assert "cpu" in str(refused.value)


def test_a_worker_computes_where_its_settings_say():
    config = SMALL.as_dict()
    with dask.config.set({"cnn-course.device": "tpu"}), pytest.raises(TrainError) as refused:
        list(training.run(config, Script(), None))
    assert refused.value.code == "device_unavailable"
    assert list(training.run(config, Script(), None))[-1]["reason"] == "done"


def test_random_numbers_begin_with_the_seed_and_go_on():
    random = RandomNumbers(3, CPU)
    assert torch.equal(random.state, generator_for(3, "dropout").get_state())
    before = random.current()
    random.use(random.state)
    first = torch.rand(4)
    random.use(random.state)
    assert torch.equal(torch.rand(4), first)
    random.use(before)
    assert torch.equal(random.current(), before)


def test_nothing_is_read_from_a_card_without_a_copy(monkeypatch: pytest.MonkeyPatch):
    """A card's numbers become NumPy's only by way of `cpu()`: here every device is such a card."""
    fetched: set[int] = set()
    to_host, to_numpy = torch.Tensor.cpu, torch.Tensor.numpy

    def cpu(tensor: torch.Tensor) -> torch.Tensor:
        copy = to_host(tensor).detach().clone(memory_format=torch.preserve_format)
        fetched.add(copy.untyped_storage().data_ptr())
        return copy

    def numpy(tensor: torch.Tensor) -> np.ndarray:
        assert tensor.untyped_storage().data_ptr() in fetched, "numpy() without cpu()"
        return to_numpy(tensor)

    plane: Callable = __import__("cnncore.train.observer").train.observer.principal_plane

    def on_the_host(features: np.ndarray) -> object:
        monkeypatch.setattr(torch.Tensor, "numpy", to_numpy)
        try:
            return plane(features)
        finally:
            monkeypatch.setattr(torch.Tensor, "numpy", numpy)

    monkeypatch.setattr("cnncore.train.observer.principal_plane", on_the_host)
    monkeypatch.setattr(torch.Tensor, "cpu", cpu)
    monkeypatch.setattr(torch.Tensor, "numpy", numpy)
    assert events_of(SMALL)[-1]["reason"] == "done"


@pytest.mark.skipif(not HAS_CARD, reason="no card here")
def test_a_card_gives_nearly_the_numbers_of_the_processor():
    """Without dropout, which is the device's own."""
    plain = changed(
        network=SMALL.network.from_text("c6k3p1-relu-m2-flat-fc"),
        data=replace(SMALL.data, augment=Augment(shift=1, noise=0.1, colour=0.1)),
    )
    np.testing.assert_allclose(
        losses_of(events_of(plain, device="cuda"))[:3], losses_of(events_of(plain))[:3], rtol=1e-3
    )
