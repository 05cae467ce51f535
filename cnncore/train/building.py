"""From a network as data to a torch module with readable names.

A layer is called by its kind and its number among its kind: conv1, relu1, pool1, conv2, linear1,
residual1; the last linear layer is always called classifier. Inserting a batch norm or a dropout
therefore renames no other layer with weights.
"""

from collections import Counter, OrderedDict
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from cnncore.data.catalogue import INFOS, load
from cnncore.data.config import DataConfig
from cnncore.layers import layer_of
from cnncore.network.blocks import Block, Depthwise, Inception, Residual
from cnncore.network.errors import NetworkError
from cnncore.network.ledger import ledger
from cnncore.network.network import Network
from cnncore.network.operators import Activation, Conv, Linear, kernel_rows
from cnncore.train import modules
from cnncore.train.config import TrainConfig
from cnncore.train.errors import TrainError
from cnncore.train.initialization import initialize
from cnncore.train.weights import matching, weights_from_bytes

CLASSIFIER = "classifier"


def data_shape(data: DataConfig) -> tuple[tuple[int, int, int], int]:
    """(channels, height, width) of a picture, and the number of classes."""
    info = INFOS[data.name]
    if info.in_shape is None or info.num_classes is None:  # an upload decides itself
        dataset = load(data)
        return dataset.in_shape, dataset.num_classes
    return info.in_shape, info.num_classes


def build(config: TrainConfig) -> nn.Sequential:
    """The network of a run with its starting weights, channels last.

    Same seed, same weights, layer by layer (`cnncore.train.initialization`). Over them go
    `config.start`, where names and shapes agree, and the kernels built in lessons.

    Raises:
        SettingError: the stack cannot work; the code is that of the ledger's problem.
        TrainError: `config.start` cannot be read.
    """
    in_shape, num_classes = data_shape(config.data)
    model = assemble(config.network, in_shape, num_classes)
    initialize(model, config.init, config.seed)
    if config.start is not None:
        state = model.state_dict()
        state.update(matching(weights_from_bytes(config.start), state))
        model.load_state_dict(state)
    _place_kernels(model, config.network)
    return model.to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]


def initial_state(config: TrainConfig) -> dict[str, Tensor]:
    """The weights a run begins with, by name."""
    return {name: tensor.clone() for name, tensor in build(config).state_dict().items()}


def assemble(network: Network, in_shape: Sequence[int], num_classes: int) -> nn.Sequential:
    """The module of a network; its weights are not drawn yet, and no random number is used up.

    Raises:
        SettingError: the stack cannot work.
    """
    book = ledger(network, in_shape, num_classes)
    if book.problem is not None:
        raise TrainError(book.problem.code, **book.problem.values)
    shapes = [tuple(in_shape), *(row.out_shape for row in book.rows)]
    with torch.random.fork_rng(devices=[]):
        layers = [_layer(b, shapes[i], shapes[i + 1]) for i, b in enumerate(network)]
    return nn.Sequential(OrderedDict(zip(layer_names(network), layers, strict=True)))


def layer_names(network: Network) -> tuple[str, ...]:
    """What each block's module is called."""
    linears = [i for i, block in enumerate(network) if isinstance(block, Linear)]
    counts: Counter[str] = Counter()
    names = []
    for index, block in enumerate(network):
        kind = block.name if isinstance(block, Activation) else block.kind
        counts[kind] += 1
        is_last = bool(linears) and index == linears[-1]
        names.append(CLASSIFIER if is_last else f"{kind}{counts[kind]}")
    return tuple(names)


def _layer(block: Block, in_shape: Sequence[int], out_shape: Sequence[int]) -> nn.Module:
    channels = in_shape[0]
    match block:
        case Residual():
            settings = (block.out_channels, block.stride, block.batch_norm, block.skip)
            return modules.Residual(channels, *settings)
        case Inception():
            reduced = (block.b3x3_reduce, block.b3x3, block.b5x5_reduce, block.b5x5)
            return modules.Inception(channels, block.b1x1, *reduced, block.pool_proj)
        case Depthwise():
            return modules.Depthwise(channels, block.out_channels, block.stride, block.batch_norm)
        case _:
            return layer_of(block, tuple(in_shape), tuple(out_shape))


@torch.no_grad()
def _place_kernels(model: nn.Sequential, network: Network) -> None:
    """Put lessons' kernels into channel 0 of their layers, and freeze what is to be frozen."""
    for block, layer in zip(network, model, strict=True):
        if not isinstance(block, Conv):
            continue
        if not isinstance(layer, nn.Conv2d):
            raise NetworkError("unknown_kind", kind=type(layer).__name__, choices=("conv",))
        if block.kernel is not None:
            rows = torch.tensor(kernel_rows(block.kernel, block.kernel_size))
            layer.weight[0] = rows / layer.weight.shape[1]
            if layer.bias is not None:
                layer.bias[0] = 0.0
        layer.requires_grad_(not block.frozen)
