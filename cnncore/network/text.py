"""Networks as short text that survives in an address and reads like the network.

Blocks are joined by ``-``; a block is a word and its settings, of which defaults are left out:

    c12k5s2p2d1g3n   conv: out_channels, kernel_size, stride, padding, dilation, groups, no bias
    c8f              ... frozen;  c8w1_0_~1_2_0_~2_1_0_~1: a lesson's kernel (``~`` is minus)
    m2 m3s2p1 a2     max and average pooling: kernel_size, stride, padding;  gap: global average
    relu tanh ...    an activation by its name
    bn  drop0.5  flat
    fc84  fc         linear; without a number: one output per class
    res16s2n         residual block: out_channels, stride, no batch norm;  plain16: without skip
    inc16_24_32_4_8_8   inception: b1x1, b3x3_reduce, b3x3, b5x5_reduce, b5x5, pool_proj
    dw32s2n          depthwise separable block: out_channels, stride, no batch norm

Letters, digits and ``-_.~`` are exactly what an address carries unescaped (RFC 3986, 2.3).
"""

import re
from collections.abc import Callable, Iterable

from cnncore.network.blocks import Block, Depthwise, Inception, Residual
from cnncore.network.errors import NetworkError
from cnncore.network.operators import (
    ACTIVATIONS,
    Activation,
    BatchNorm,
    Conv,
    Dropout,
    Flatten,
    Linear,
    Pool,
)

MAX_TEXT = 10_000  # characters; an address longer than this is no address
_NUMBER = r"(\d{1,6})"


def blocks_to_text(blocks: Iterable[Block]) -> str:
    """The blocks as text.

    Example:
        >>> blocks_to_text((Conv(12, kernel_size=5, padding=2), Activation(), Flatten(), Linear()))
        'c12k5p2-relu-flat-fc'
    """
    return "-".join(_write(block) for block in blocks)


def blocks_from_text(text: str) -> tuple[Block, ...]:
    """The blocks a text stands for.

    Raises:
        NetworkError: `unreadable_block` names the part that is not understood.
        SettingError: a setting without meaning.
    """
    if len(text) > MAX_TEXT:
        raise NetworkError("unreadable_block", text=text[:40] + "...")
    return tuple(_read(word) for word in text.split("-")) if text else ()


def _write(block: Block) -> str:
    match block:
        case Conv():
            return _write_conv(block)
        case Pool(mode="global_avg"):
            return "gap"
        case Pool():
            text = ("m" if block.mode == "max" else "a") + str(block.kernel_size)
            stride = "" if block.stride is None else f"s{block.stride}"
            return text + stride + (f"p{block.padding}" if block.padding else "")
        case Activation():
            return block.name
        case BatchNorm():
            return "bn"
        case Dropout():
            return "drop" + f"{block.p:.4f}".rstrip("0").rstrip(".")
        case Flatten():
            return "flat"
        case Linear():
            return f"fc{block.out_features}" if block.out_features else "fc"
        case Residual():
            return _write_strided("res" if block.skip else "plain", block)
        case Depthwise():
            return _write_strided("dw", block)
        case Inception():
            channels = (
                *(block.b1x1, block.b3x3_reduce, block.b3x3),
                *(block.b5x5_reduce, block.b5x5, block.pool_proj),
            )
            return "inc" + "_".join(map(str, channels))


def _write_conv(block: Conv) -> str:
    text = f"c{block.out_channels}"
    for letter, value, default in (
        ("k", block.kernel_size, 3),
        ("s", block.stride, 1),
        ("p", block.padding, 0),
        ("d", block.dilation, 1),
        ("g", block.groups, 1),
    ):
        text += f"{letter}{value}" if value != default else ""
    text += ("" if block.bias else "n") + ("f" if block.frozen else "")
    if block.kernel is not None:
        numbers = block.kernel.replace(";", ",").replace("-", "~").replace("+", "")
        text += "w" + numbers.replace(",", "_")
    return text


def _write_strided(word: str, block: Residual | Depthwise) -> str:
    stride = f"s{block.stride}" if block.stride != 1 else ""
    return f"{word}{block.out_channels}{stride}{'' if block.batch_norm else 'n'}"


def _read(word: str) -> Block:
    if word in ACTIVATIONS:
        return Activation(word)
    for pattern, reader in _READERS:
        if found := pattern.fullmatch(word):
            return reader(found)
    raise NetworkError("unreadable_block", text=word[:80])


def _read_conv(found: re.Match[str]) -> Conv:
    channels, kernel_size, stride, padding, dilation, groups = (
        None if text is None else int(text) for text in found.groups()[:6]
    )
    no_bias, frozen, numbers = found.groups()[6:]
    kernel_size = 3 if kernel_size is None else kernel_size
    return Conv(
        out_channels=int(channels or 0),
        kernel_size=kernel_size,
        stride=1 if stride is None else stride,
        padding=padding or 0,
        dilation=1 if dilation is None else dilation,
        groups=1 if groups is None else groups,
        bias=not no_bias,
        frozen=bool(frozen),
        kernel=None if numbers is None else _rows(numbers, kernel_size),
    )


def _rows(numbers: str, kernel_size: int) -> str:
    cells = numbers.replace("~", "-").split("_")
    width = max(kernel_size, 1)
    return ";".join(",".join(cells[i : i + width]) for i in range(0, len(cells), width))


def _read_pool(found: re.Match[str]) -> Pool:
    letter, kernel_size, stride, padding = found.groups()
    return Pool(
        mode="max" if letter == "m" else "avg",
        kernel_size=int(kernel_size),
        stride=None if stride is None else int(stride),
        padding=int(padding or 0),
    )


def _read_residual(found: re.Match[str]) -> Residual:
    word, channels, stride, no_norm = found.groups()
    return Residual(int(channels), int(stride or 1), not no_norm, skip=word == "res")


def _read_depthwise(found: re.Match[str]) -> Depthwise:
    channels, stride, no_norm = found.groups()
    return Depthwise(int(channels), int(stride or 1), not no_norm)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Block]], ...] = (
    (
        re.compile(
            rf"c{_NUMBER}(?:k{_NUMBER})?(?:s{_NUMBER})?(?:p{_NUMBER})?(?:d{_NUMBER})?"
            rf"(?:g{_NUMBER})?(n)?(f)?(?:w([0-9._~e]{{1,4000}}))?"
        ),
        _read_conv,
    ),
    (re.compile(rf"([ma]){_NUMBER}(?:s{_NUMBER})?(?:p{_NUMBER})?"), _read_pool),
    (re.compile("gap"), lambda _: Pool("global_avg")),
    (re.compile("bn"), lambda _: BatchNorm()),
    (re.compile(r"drop(\d{1,3}(?:\.\d{1,4})?)"), lambda found: Dropout(float(found[1]))),
    (re.compile("flat"), lambda _: Flatten()),
    (re.compile(rf"fc{_NUMBER}?"), lambda found: Linear(int(found[1] or 0))),
    (re.compile(rf"(res|plain){_NUMBER}(?:s{_NUMBER})?(n)?"), _read_residual),
    (re.compile(rf"dw{_NUMBER}(?:s{_NUMBER})?(n)?"), _read_depthwise),
    (
        re.compile("inc" + "_".join([_NUMBER] * 6)),
        lambda found: Inception(*(int(text) for text in found.groups())),
    ),
)
