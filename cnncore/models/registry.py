"""All networks of the papers by their ids."""

from collections.abc import Callable, Mapping
from functools import cache, partial

from cnncore.arguments import choice
from cnncore.models.alexnet import alexnet_paper, alexnet_torchvision
from cnncore.models.bn_inception import bn_inception, bn_inception_slim
from cnncore.models.googlenet import googlenet_paper, googlenet_torchvision
from cnncore.models.inception import inception_v3, inception_v4
from cnncore.models.inception_resnet import (
    inception_resnet_v1,
    inception_resnet_v2,
    inception_resnet_v2_paper,
)
from cnncore.models.lenet import lenet5_1998, lenet5_modern
from cnncore.models.mobilenet import mobilenet_v1, mobilenet_v2
from cnncore.models.model import Model
from cnncore.models.resnet import resnet
from cnncore.models.vgg import VGG_ROWS, vgg

MODELS: Mapping[str, Callable[[], Model]] = {
    "lenet5_1998": lenet5_1998,
    "lenet5_modern": lenet5_modern,
    "alexnet_paper": alexnet_paper,
    "alexnet_torchvision": alexnet_torchvision,
    **{f"vgg_{column}": partial(vgg, column) for column in VGG_ROWS},
    "resnet18": partial(resnet, 18),
    "resnet34": partial(resnet, 34),
    "resnet50": partial(resnet, 50),
    "resnet50_paper_stride": partial(resnet, 50, paper_stride=True),
    "resnet101": partial(resnet, 101),
    "resnet101_paper_stride": partial(resnet, 101, paper_stride=True),
    "resnet152": partial(resnet, 152),
    "resnet152_paper_stride": partial(resnet, 152, paper_stride=True),
    "googlenet_paper": googlenet_paper,
    "googlenet_torchvision": googlenet_torchvision,
    "bn_inception": bn_inception,
    "bn_inception_slim": bn_inception_slim,
    "inception_v3": inception_v3,
    "inception_v4": inception_v4,
    "inception_resnet_v1": inception_resnet_v1,
    "inception_resnet_v2": inception_resnet_v2,
    "inception_resnet_v2_paper": inception_resnet_v2_paper,
    "mobilenet_v1_1.00": partial(mobilenet_v1, 1.0),
    "mobilenet_v1_0.75": partial(mobilenet_v1, 0.75),
    "mobilenet_v1_0.50": partial(mobilenet_v1, 0.5),
    "mobilenet_v1_0.25": partial(mobilenet_v1, 0.25),
    "mobilenet_v2": mobilenet_v2,
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
