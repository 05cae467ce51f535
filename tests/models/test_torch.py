"""Every network runs forward and backward on its smallest picture, with other ends."""

import pytest
import torch

from cnncore.models import build, list_models, model, summarize
from cnncore.models.building import follow
from cnncore.models.measuring import smallest_size

CLASSES, CHANNELS, BATCH = 7, 2, 2


@pytest.mark.parametrize("model_id", list_models())
def test_forward_and_backward_on_the_smallest_picture(model_id: str):
    size = smallest_size(model_id)
    summary = summarize(model_id, size, CLASSES, CHANNELS)
    built = build(model_id, CLASSES, CHANNELS, input_size=size)
    made: dict[str, tuple[int, ...]] = {}
    x = torch.rand(BATCH, CHANNELS, size, size)
    out = follow(built, x, lambda path, maps: made.update({path: tuple(maps.shape[1:])}))
    assert out.shape == (BATCH, CLASSES)
    assert made == {row.name: row.out_shape for row in summary.rows}
    out.sum().backward()
    assert all(parameter.grad is not None for parameter in built.parameters())


WITH_HEADS = {
    # golden.json: `with_aux_heads` of torchvision's, the notes of the two others
    "googlenet_paper": (13_378_280, 2),
    "googlenet_torchvision": (13_004_888, 2),
    "inception_v3": (27_161_264, 1),
}


def test_only_these_have_auxiliary_classifiers():
    assert {model_id for model_id in list_models() if model(model_id).aux} == WITH_HEADS.keys()


@pytest.mark.parametrize("model_id", WITH_HEADS)
def test_auxiliary_classifiers_speak_in_training_only(model_id: str):
    params, heads = WITH_HEADS[model_id]
    with torch.device("meta"):
        built = build(model_id, aux=True)
        assert sum(parameter.numel() for parameter in built.parameters()) == params
        x = torch.empty(2, *model(model_id).in_shape)
        assert [out.shape for out in built(x)] == [(2, 1000)] * (1 + heads)
        assert built.eval()(x).shape == (2, 1000)
