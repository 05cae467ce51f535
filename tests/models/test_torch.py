"""Every network runs forward and backward on its smallest picture, with other ends."""

import pytest
import torch
from torch import nn

from cnncore.models import build, list_models, model, summarize
from cnncore.models.measuring import smallest_size

CLASSES, CHANNELS, BATCH = 7, 2, 2


@pytest.mark.parametrize("model_id", list_models())
def test_forward_and_backward_on_the_smallest_picture(model_id: str):
    size = smallest_size(model_id)
    summary = summarize(model_id, size, CLASSES, CHANNELS)
    built = build(model_id, CLASSES, CHANNELS, input_size=size)
    made = watched_shapes(built)
    out = built(torch.rand(BATCH, CHANNELS, size, size))
    assert out.shape == (BATCH, CLASSES)
    assert made == {row.name: row.out_shape for row in summary.rows}
    out.sum().backward()
    assert all(parameter.grad is not None for parameter in built.parameters())


def watched_shapes(built: nn.Module) -> dict[str, tuple[int, ...]]:
    """What every operator makes of one picture, filled in as the network runs; a join's by name."""
    shapes: dict[str, tuple[int, ...]] = {}
    for name, part in built.named_modules():
        path = f"{name}.{part.join}" if hasattr(part, "join") else name
        if not isinstance(part, nn.Sequential):

            def keep(_: nn.Module, __: object, out: torch.Tensor, path: str = path) -> None:
                shapes[path] = tuple(out.shape[1:])

            part.register_forward_hook(keep)
    return shapes


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
