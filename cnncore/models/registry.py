"""All networks of the papers by their ids."""

from collections.abc import Callable, Mapping
from functools import cache, partial

from cnncore.arguments import choice
from cnncore.models.alexnet import alexnet_paper, alexnet_torchvision
from cnncore.models.lenet import lenet5_1998, lenet5_modern
from cnncore.models.model import Model
from cnncore.models.vgg import VGG_ROWS, vgg

MODELS: Mapping[str, Callable[[], Model]] = {
    "lenet5_1998": lenet5_1998,
    "lenet5_modern": lenet5_modern,
    "alexnet_paper": alexnet_paper,
    "alexnet_torchvision": alexnet_torchvision,
    **{f"vgg_{column}": partial(vgg, column) for column in VGG_ROWS},
}
"""What makes each network, in the order of the course."""


def list_models() -> tuple[str, ...]:
    """The ids of all networks, in the order of the course."""
    return tuple(MODELS)


@cache
def model(model_id: str) -> Model:
    """The network of that id.

    Raises:
        SettingError: `unknown_choice`.
    """
    return MODELS[choice("model_id", model_id, list_models())]()
