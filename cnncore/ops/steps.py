"""Steps are data: one record for every window a convolution or pooling looks at.

Every animation, export and question reads these records; none of them computes a product itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from cnncore.arguments import choice, pair
from cnncore.errors import SettingError
from cnncore.ops.batches import expect_shape, floating, numbers
from cnncore.ops.padding import pad
from cnncore.ops.pooling import PoolPlan, lowest, max_and_winner, pool_divisors, pool_plan
from cnncore.ops.windows import Pair, Windows, zero_padded
from cnncore.shapes import conv_out_size

# torch.nn.Conv2d's words for what torch.nn.functional.pad calls its mode
PADDING_MODES = {
    "zeros": "constant",
    "reflect": "reflect",
    "replicate": "replicate",
    "circular": "circular",
}


@dataclass(frozen=True, slots=True, eq=False)
class WindowStep:
    """What happens at one position of the window.

    Attributes:
        index: which step this is, from 0, row by row.
        position: (row, column) of the output cell.
        corner: (row, column) of the window's top left cell on the padded grid.
        rows: the rows of the padded grid that are read, holes of a dilated kernel left out.
        cols: the columns likewise.
        window: the numbers read.
        kernel: what they are multiplied with. Average pooling uses the same share everywhere; max
            pooling uses 1 for the winner and 0 for the rest, as its gradient will.
        products: window times kernel, number by number.
        total: the output cell: all products summed, plus the bias of a convolution. Pooling a
            (C, H, W) image gives a tuple, one total per channel.

    Shape:
        window, kernel, products: (KH, KW) for an (H, W) image, (C, KH, KW) for a (C, H, W) image
    """

    index: int
    position: Pair
    corner: Pair
    rows: tuple[int, ...]
    cols: tuple[int, ...]
    window: np.ndarray
    kernel: np.ndarray
    products: np.ndarray
    total: float | tuple[float, ...]


def padded_grid(
    input: np.ndarray, padding: int | Pair = 0, padding_mode: str = "zeros"
) -> np.ndarray:
    """The image with its border, as the window of `conv2d_steps` sees it.

    Args:
        input: the image.
        padding: cells per side.
        padding_mode: "zeros", "reflect", "replicate" or "circular", as torch.nn.Conv2d.

    Shape:
        input: (H, W) or (C, H, W)    returns: the same, higher and wider by 2 * padding

    Raises:
        SettingError: a wrong rank, an unknown mode, or a border the mode cannot fill.
    """
    image = _image(input)
    vertical, horizontal = pair("padding", padding, minimum=0)
    mode = PADDING_MODES[choice("padding_mode", padding_mode, tuple(PADDING_MODES))]
    channels = image.reshape(-1, *image.shape[-2:])
    padded = pad(channels, (horizontal, horizontal, vertical, vertical), mode)
    return padded.reshape(*image.shape[:-2], *padded.shape[-2:])


def conv2d_steps(
    input: np.ndarray,
    weight: np.ndarray,
    bias: float | np.ndarray | None = None,
    stride: int | Pair = 1,
    padding: int | Pair = 0,
    dilation: int | Pair = 1,
    padding_mode: str = "zeros",
) -> Iterator[WindowStep]:
    """One record per window of a convolution with one kernel.

    Args:
        input: one image; whole numbers stay whole numbers.
        weight: one kernel with as many channels as the image.
        bias: the number added to each total; None adds nothing.
        stride: cells from one window to the next.
        padding: cells per side.
        dilation: distance between two cells of the kernel.
        padding_mode: what the border holds, in the words of torch.nn.Conv2d.

    Shape:
        input: (H, W) or (C, H, W)    weight: (KH, KW) or (C, KH, KW)

    Returns:
        H_out * W_out records, row by row; illegal settings raise at once, not at the first record.

    Raises:
        SettingError: as `conv2d`, or a padding mode that cannot fill the border.

    Example:
        >>> image = np.arange(1, 26).reshape(5, 5)
        >>> kernel = np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]])
        >>> [step.total for step in conv2d_steps(image, kernel, stride=2)]
        [35, 45, 85, 95]
    """
    image, kernel = _image(input), numbers("weight", weight)
    if kernel.ndim != image.ndim or kernel.shape[:-2] != image.shape[:-2]:
        expected = "(KH, KW)" if image.ndim == 2 else f"({image.shape[0]}, KH, KW)"
        raise SettingError("wrong_rank", name="weight", shape=kernel.shape, expected=expected)
    if 0 in kernel.shape:
        raise SettingError("empty_array", name="weight", shape=kernel.shape)
    offset = None if bias is None else expect_shape("bias", np.asarray(bias), ())
    steps = pair("stride", stride, minimum=1)
    pads = pair("padding", padding, minimum=0)
    holes = pair("dilation", dilation, minimum=1)
    out_h, out_w = (
        conv_out_size(size, k, stride=s, padding=p, dilation=d)
        for size, k, s, p, d in zip(
            image.shape[-2:], kernel.shape[-2:], steps, pads, holes, strict=True
        )
    )
    windows = Windows((kernel.shape[-2], kernel.shape[-1]), steps, holes, (out_h, out_w))
    return _conv2d_steps(padded_grid(image, pads, padding_mode), kernel, offset, windows)


def _conv2d_steps(
    padded: np.ndarray, kernel: np.ndarray, bias: np.ndarray | None, windows: Windows
) -> Iterator[WindowStep]:
    dtype = np.result_type(padded, kernel, *(() if bias is None else (bias,)))
    exact = np.dtype(np.float32) if dtype == np.float16 else dtype
    for index, stop in enumerate(_stops(padded, windows)):
        products = np.multiply(stop.window, kernel, dtype=exact)
        total = products.sum(dtype=exact)  # int8 stays int8, and overflows as in `conv2d`
        if bias is not None:
            total = total + bias
        yield WindowStep(index, *stop, kernel, products, total.astype(dtype).item())


def pool2d_steps(
    input: np.ndarray,
    kernel_size: int | Pair,
    stride: int | Pair | None = None,
    padding: int | Pair = 0,
    mode: str = "max",
    dilation: int | Pair = 1,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Iterator[WindowStep]:
    """One record per window of a pooling.

    A window that hangs over the end (`ceil_mode`) only lists the rows and columns that exist on the
    padded grid. Padding reads as minus infinity for "max" and as 0 for "avg".

    Args:
        input: one image.
        kernel_size: cells of a window.
        stride: cells from one window to the next; None means `kernel_size`.
        padding: cells per side, at most half of `kernel_size`.
        mode: "max" or "avg".
        dilation: distance between two cells of a window; "max" only, as in torch.
        ceil_mode: keep a last window that hangs over the far end.
        count_include_pad: count the zeros of the padding as cells of the window; "avg" only.

    Shape:
        input: (H, W) or (C, H, W), whose channels are pooled one by one

    Returns:
        H_out * W_out records, row by row; illegal settings raise at once, not at the first record.

    Raises:
        SettingError: as `max_pool2d`, or `only_for_mode` for a setting the mode would ignore.

    Example:
        >>> image = np.arange(1, 26).reshape(5, 5)
        >>> [step.total for step in pool2d_steps(image, 2)]
        [7, 9, 17, 19]
    """
    image = _image(input)
    if choice("mode", mode, ("max", "avg")) == "max" and not count_include_pad:
        raise SettingError("only_for_mode", name="count_include_pad", value=False, mode="avg")
    plan = pool_plan(image.shape[-2:], kernel_size, stride, padding, dilation, ceil_mode)
    if mode == "avg" and plan.windows.dilation != (1, 1):
        raise SettingError("only_for_mode", name="dilation", value=dilation, mode="max")
    vertical, horizontal = plan.padding
    if vertical or horizontal:
        border = (horizontal, horizontal, vertical, vertical)
        fill = 0 if mode == "avg" else -np.inf
        channels = floating(image.reshape(-1, *plan.size))  # minus infinity is no whole number
        padded = pad(channels, border, value=fill)
        padded = padded.reshape(*image.shape[:-2], *padded.shape[-2:])
    else:
        padded = image
    if mode == "avg":
        return _avg_pool2d_steps(padded, plan.windows, pool_divisors(plan, count_include_pad))
    return _max_pool2d_steps(padded, plan.windows, _winners(image, plan))


def _max_pool2d_steps(
    padded: np.ndarray, windows: Windows, winners: np.ndarray
) -> Iterator[WindowStep]:
    for index, stop in enumerate(_stops(padded, windows)):
        window = stop.window
        kernel = _at_winner(window, winners[(..., *stop.position)], windows.kernel_size[1])
        products = np.where(kernel, window, window.dtype.type(0))  # not -inf * 0 = NaN
        total = _numbers(window.max(axis=(-2, -1)))
        yield WindowStep(index, *stop, kernel, products, total)


def _avg_pool2d_steps(
    padded: np.ndarray, windows: Windows, divisors: np.ndarray
) -> Iterator[WindowStep]:
    for index, stop in enumerate(_stops(padded, windows)):
        window, divisor = stop.window, divisors[stop.position]
        kernel = np.full(window.shape, 1 / divisor)
        total = _numbers(_mean(window, divisor))
        yield WindowStep(index, *stop, kernel, window * kernel, total)


def _numbers(totals: np.ndarray) -> float | tuple[float, ...]:
    """One total, or one for each channel."""
    return tuple(totals.tolist()) if totals.ndim else totals.item()


def _mean(window: np.ndarray, divisor: int) -> np.ndarray:
    """The sum over the divisor in the type of the numbers, as `avg_pool2d` gives it."""
    exact = np.result_type(window, np.float32)
    mean = window.sum(axis=(-2, -1), dtype=exact) / exact.type(divisor)
    return mean.astype(window.dtype) if window.dtype == np.float16 else mean


class _Stop(NamedTuple):
    """Where a window stops and what it reads there."""

    position: Pair
    corner: Pair
    rows: tuple[int, ...]
    cols: tuple[int, ...]
    window: np.ndarray


def _stops(padded: np.ndarray, windows: Windows) -> Iterator[_Stop]:
    """Every stop of the window on the padded image, row by row."""
    axes = zip(windows.kernel_size, windows.dilation, strict=True)
    cells = [[i * d for i in range(k)] for k, d in axes]
    for row, col in np.ndindex(*windows.out_size):
        corner = (row * windows.stride[0], col * windows.stride[1])
        rows, cols = _read(corner, cells, padded.shape[-2:])
        window = padded[..., np.array(rows)[:, None], np.array(cols)]
        yield _Stop((row, col), corner, rows, cols, window)


def _winners(image: np.ndarray, plan: PoolPlan) -> np.ndarray:
    """The kernel cell, counted row by row, that wins each window, as `max_pool2d` decides it.

    Shape:
        image: (H, W) or (C, H, W)    returns: (C, H_out, W_out), with C = 1 for (H, W)
    """
    images = image.reshape(1, -1, *plan.size)
    return max_and_winner(zero_padded(images, *plan.border, fill=lowest(image.dtype)), plan)[1][0]


def _at_winner(window: np.ndarray, winner: np.ndarray, kernel_width: int) -> np.ndarray:
    """1 at the cell of each channel that won, else 0."""
    kernel = np.zeros((len(winner), *window.shape[-2:]), dtype=window.dtype)
    kernel[np.arange(len(winner)), winner // kernel_width, winner % kernel_width] = 1
    return kernel.reshape(window.shape)


def _read(
    corner: Pair, cells: list[list[int]], size: Pair
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The rows and columns a window at `corner` reads, as far as the grid goes."""
    rows = tuple(corner[0] + cell for cell in cells[0] if corner[0] + cell < size[0])
    cols = tuple(corner[1] + cell for cell in cells[1] if corner[1] + cell < size[1])
    return rows, cols


def _image(input: np.ndarray) -> np.ndarray:
    image = numbers("input", input)
    if image.ndim not in (2, 3):
        expected = "(H, W) or (C, H, W)"
        raise SettingError("wrong_rank", name="input", shape=image.shape, expected=expected)
    if 0 in image.shape:
        raise SettingError("empty_array", name="input", shape=image.shape)
    return image
