"""Every network runs forward and backward on its smallest picture, with other ends."""

import pytest
import torch
from torch import nn

from cnncore.models import build, list_models, summarize
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
