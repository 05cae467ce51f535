"""What an operator is called in a table, with all its exact settings: "conv 3×3 /2 p=1"."""

from cnncore.arguments import pair
from cnncore.network.operators import (
    RBF,
    Activation,
    ConnectedConv,
    Conv,
    Dropout,
    Join,
    Linear,
    LocalResponseNorm,
    Operator,
    Pool,
    Scale,
    Size,
    SubSample,
)


def label(block: Operator) -> str:
    """An operator and its settings; those that change nothing are left out.

    Example:
        >>> label(Conv(64, kernel_size=(1, 7), stride=2, padding=(0, 3), groups=2))
        'conv 1×7 /2 p=0×3 g=2'
    """
    match block:
        case Conv():
            settings = [_window("conv", block), _setting("d", block.dilation, 1)]
            settings.append(_setting("g", block.groups, 1))
            return " ".join(filter(None, settings))
        case ConnectedConv():
            return f"conv {_both(block.kernel_size)}, {block.connections} connections"
        case Pool(mode="global_avg"):
            return "global avg pool"
        case Pool():
            return _window(f"{block.mode} pool", block, usual_stride=None) + _ceil(block)
        case SubSample():
            return f"sub-sampling {_both(block.kernel_size)} /{block.kernel_size}"
        case Activation():
            return block.name
        case LocalResponseNorm():
            return f"lrn n={block.size}"
        case Dropout():
            return f"dropout {block.p:g}"
        case Scale():
            return f"scale {block.factor:g}"
        case Linear():
            return "linear"
        case RBF():
            return "rbf"
        case Join():
            return block.how
        case _:
            return block.kind.replace("_", " ")


def _window(word: str, block: Conv | Pool, *, usual_stride: int | None = 1) -> str:
    """A window's size, its stride unless it is the usual one, its padding unless 0."""
    stride = block.kernel_size if block.stride is None else block.stride
    step = f" /{_one_or_both(stride)}" if stride != usual_stride else ""
    return f"{word} {_both(block.kernel_size)}{step}{_padding(block.padding)}"


def _ceil(block: Pool) -> str:
    return " ceil" if block.ceil_mode else ""


def _padding(padding: Size) -> str:
    return f" p={_one_or_both(padding)}" if padding != 0 else ""


def _setting(letter: str, value: Size, default: int) -> str:
    return "" if value == default else f"{letter}={_one_or_both(value)}"


def _both(size: Size) -> str:
    vertical, horizontal = pair("size", size, minimum=0)
    return f"{vertical}×{horizontal}"


def _one_or_both(size: Size) -> str:
    return str(size) if isinstance(size, int) else _both(size)
