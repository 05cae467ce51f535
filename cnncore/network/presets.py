"""Networks to begin from, each fitted to the pictures it will see.

The CIFAR networks follow He et al. 2015 (arXiv:1512.03385, section 4.2): 16, 32 and 64 channels, n
blocks each, 6n + 2 layers. Their shortcuts where the shape changes are 1x1 convolutions (option B).
"""

from collections.abc import Callable, Sequence

from cnncore.arguments import choice
from cnncore.network.blocks import Block, Depthwise, Inception, Residual
from cnncore.network.network import Network
from cnncore.network.operators import Activation, BatchNorm, Conv, Flatten, Linear, Pool

Blocks = tuple[Block, ...]

RELU = Activation("relu")
CLASSIFIER: Blocks = (Flatten(), Linear())
GLOBAL_CLASSIFIER: Blocks = (Pool("global_avg"), Flatten(), Linear())


def lenet5(in_shape: Sequence[int]) -> Blocks:
    """LeNet-5 as usually rebuilt: full second convolution, pooling without parameters, tanh.

    32x32 without padding, as published; 28x28 with padding 2, which is the same thing; smaller
    pictures keep their size in the second convolution too. Source: LeCun et al. 1998, figure 2.
    """
    side = min(in_shape[1:])
    tanh = Activation("tanh")
    return (
        *(Conv(6, kernel_size=5, padding=0 if side >= 32 else 2), tanh, Pool("avg")),
        *(Conv(16, kernel_size=5, padding=0 if side >= 28 else 2), tanh, Pool("avg")),
        *(Flatten(), Linear(120), tanh, Linear(84), tanh, Linear()),
    )


def tiny_vgg(in_shape: Sequence[int]) -> Blocks:
    """Two convolutions with pooling between: the smallest network worth watching."""
    del in_shape  # fits every picture of 4x4 or more
    return (
        *(Conv(12, kernel_size=5, padding=2), RELU, Pool()),
        *(Conv(24, padding=1), RELU, Pool()),
        *CLASSIFIER,
    )


def cifar_resnet(depth: int, *, skip: bool) -> Callable[[Sequence[int]], Blocks]:
    """The plain or residual network of `depth` = 6n + 2 layers."""

    def blocks(in_shape: Sequence[int]) -> Blocks:
        del in_shape  # strides of the last two stages leave at least one cell of any picture
        stages = tuple(
            Residual(channels, stride=2 if channels > 16 and i == 0 else 1, skip=skip)
            for channels in (16, 32, 64)
            for i in range((depth - 2) // 6)
        )
        stem = (Conv(16, padding=1, bias=False), BatchNorm(), RELU)
        return (*stem, *stages, *GLOBAL_CLASSIFIER)

    return blocks


def inception_mini(in_shape: Sequence[int]) -> Blocks:
    """A convolution and two inception modules with a pooling between them."""
    del in_shape
    return (
        *(Conv(16, padding=1), RELU, Pool()),
        Inception(b1x1=8, b3x3_reduce=8, b3x3=16, b5x5_reduce=4, b5x5=8, pool_proj=8),
        Pool(),
        Inception(b1x1=16, b3x3_reduce=16, b3x3=32, b5x5_reduce=4, b5x5=8, pool_proj=8),
        *GLOBAL_CLASSIFIER,
    )


def mobilenet_mini(in_shape: Sequence[int]) -> Blocks:
    """A convolution and four depthwise separable blocks, two of which halve the map."""
    del in_shape
    return (
        *(Conv(16, padding=1, bias=False), BatchNorm(), RELU),
        *(Depthwise(32), Depthwise(64, stride=2), Depthwise(64), Depthwise(128, stride=2)),
        *GLOBAL_CLASSIFIER,
    )


def mlp(in_shape: Sequence[int]) -> Blocks:
    """No convolution: two hidden layers that see every pixel."""
    del in_shape
    return (Flatten(), Linear(128), RELU, Linear(64), RELU, Linear())


def linear(in_shape: Sequence[int]) -> Blocks:
    """No hidden layer: softmax regression, one template per class."""
    del in_shape
    return CLASSIFIER


def empty(in_shape: Sequence[int]) -> Blocks:
    """Nothing yet. Its ledger has a problem (`no_classifier`) whose fix is a first network."""
    del in_shape
    return ()


PRESETS: dict[str, Callable[[Sequence[int]], Blocks]] = {
    "lenet5": lenet5,
    "tiny_vgg": tiny_vgg,
    "plain8": cifar_resnet(8, skip=False),
    "plain20": cifar_resnet(20, skip=False),
    "plain32": cifar_resnet(32, skip=False),
    "residual8": cifar_resnet(8, skip=True),
    "residual20": cifar_resnet(20, skip=True),
    "residual32": cifar_resnet(32, skip=True),
    "inception_mini": inception_mini,
    "mobilenet_mini": mobilenet_mini,
    "mlp": mlp,
    "linear": linear,
    "empty": empty,
}


def list_presets() -> tuple[str, ...]:
    """The names of all presets, in the order to show them."""
    return tuple(PRESETS)


def preset(name: str, in_shape: Sequence[int]) -> Network:
    """The network of that name for pictures of `in_shape` (channels, height, width).

    Raises:
        SettingError: `unknown_choice`.

    Example:
        >>> preset("tiny_vgg", (3, 32, 32)).as_text()
        'c12k5p2-relu-m2-c24p1-relu-m2-flat-fc'
    """
    return Network(PRESETS[choice("preset", name, list_presets())](in_shape))
