"""How large a result is, which cells a window reads, and which it never reaches.

Every size shown anywhere comes from here. All functions look at one axis: call them once for the
height and once for the width. `padding` is per side, as in torch.

Source: the Shape sections of torch.nn.Conv2d, MaxPool2d and ConvTranspose2d; Dumoulin & Visin 2016,
"A guide to convolution arithmetic for deep learning", arXiv:1603.07285.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cnncore.arguments import whole_number
from cnncore.errors import SettingError


@dataclass(frozen=True, slots=True)
class WindowSpec:
    """How a window slides along one axis: the four settings convolution and pooling share."""

    kernel_size: int
    stride: int = 1
    padding: int = 0
    dilation: int = 1

    def out_size(self, size: int) -> int:
        """The number of windows on an axis of `size` cells."""
        return conv_out_size(
            size,
            self.kernel_size,
            stride=self.stride,
            padding=self.padding,
            dilation=self.dilation,
        )


def effective_kernel_size(kernel_size: int, dilation: int = 1) -> int:
    """Cells from the first to the last one a kernel touches, holes included.

    Args:
        kernel_size: cells the kernel reads.
        dilation: distance between two of them; 1 means no holes.

    Returns:
        dilation * (kernel_size - 1) + 1

    Raises:
        SettingError: either number is below 1 or not a whole number.

    Example:
        >>> effective_kernel_size(3, dilation=2)
        5
    """
    kernel_size = whole_number("kernel_size", kernel_size, minimum=1)
    dilation = whole_number("dilation", dilation, minimum=1)
    return dilation * (kernel_size - 1) + 1


def conv_out_size(
    size: int, kernel_size: int, *, stride: int = 1, padding: int = 0, dilation: int = 1
) -> int:
    """The number of windows that fit on an axis, which is the size of the output.

    Args:
        size: cells of the input.
        kernel_size: cells the kernel reads.
        stride: cells from one window to the next.
        padding: cells added on each side.
        dilation: distance between two cells of the kernel.

    Returns:
        floor((size + 2 * padding - effective_kernel_size) / stride) + 1, as torch.nn.Conv2d.

    Raises:
        SettingError: `kernel_too_large` when not even one window fits; `too_small` or
            `not_an_integer` for a number that is no legal setting.

    Example:
        >>> conv_out_size(5, 3), conv_out_size(5, 3, stride=2), conv_out_size(5, 3, padding=1)
        (3, 2, 5)
    """
    size = whole_number("size", size, minimum=1)
    stride = whole_number("stride", stride, minimum=1)
    padding = whole_number("padding", padding, minimum=0)
    extent = effective_kernel_size(kernel_size, dilation)
    room = size + 2 * padding - extent
    if room < 0:
        raise _kernel_too_large(size, kernel_size, padding, dilation)
    return room // stride + 1


def pool_out_size(
    size: int,
    kernel_size: int,
    *,
    stride: int | None = None,
    padding: int = 0,
    dilation: int = 1,
    ceil_mode: bool = False,
) -> int:
    """The number of pooling windows on an axis.

    Args:
        size: cells of the input.
        kernel_size: cells of a window.
        stride: cells from one window to the next; None means `kernel_size`, as in torch.
        padding: cells added on each side, at most half of `kernel_size`.
        dilation: distance between two cells of a window.
        ceil_mode: also keep a last window that hangs over the far end, provided it starts inside
            the input or the near padding (a window of nothing but far padding is dropped).

    Returns:
        The size torch.nn.MaxPool2d and AvgPool2d give.

    Raises:
        SettingError: `pool_padding_too_large`, `kernel_too_large`, or a number that is no setting.

    Example:
        >>> pool_out_size(5, 2), pool_out_size(5, 2, ceil_mode=True)
        (2, 3)
    """
    size = whole_number("size", size, minimum=1)
    extent = effective_kernel_size(kernel_size, dilation)
    stride = kernel_size if stride is None else whole_number("stride", stride, minimum=1)
    padding = whole_number("padding", padding, minimum=0)
    if padding > kernel_size // 2:
        raise SettingError(
            "pool_padding_too_large",
            padding=padding,
            kernel_size=kernel_size,
            max_padding=kernel_size // 2,
        )
    room = size + 2 * padding - extent
    out_size = (room + (stride - 1 if ceil_mode else 0)) // stride + 1
    if ceil_mode and (out_size - 1) * stride >= size + padding:
        out_size -= 1
    if out_size < 1:
        raise _kernel_too_large(size, kernel_size, padding, dilation)
    return out_size


def conv_transpose_out_size(
    size: int,
    kernel_size: int,
    *,
    stride: int = 1,
    padding: int = 0,
    output_padding: int = 0,
    dilation: int = 1,
) -> int:
    """The size a transposed convolution produces: the input size of the convolution it reverses.

    Args:
        size: cells of the input.
        kernel_size: cells of the kernel.
        stride: cells from one stamped kernel to the next in the output.
        padding: cells *cut off* each side of the output.
        output_padding: cells added at the far end, to choose among the `stride` input sizes that a
            strided convolution maps to the same output size.
        dilation: distance between two cells of the kernel.

    Returns:
        (size - 1) * stride - 2 * padding + effective_kernel_size + output_padding, as
        torch.nn.ConvTranspose2d.

    Raises:
        SettingError: `output_padding_too_large` (it must be below `stride` or `dilation`) or
            `empty_output` when the padding cuts everything away.
    """
    size = whole_number("size", size, minimum=1)
    extent = effective_kernel_size(kernel_size, dilation)
    stride = whole_number("stride", stride, minimum=1)
    padding = whole_number("padding", padding, minimum=0)
    output_padding = whole_number("output_padding", output_padding, minimum=0)
    if output_padding >= max(stride, dilation):
        raise SettingError(
            "output_padding_too_large",
            output_padding=output_padding,
            stride=stride,
            dilation=dilation,
            max_output_padding=max(stride, dilation) - 1,
        )
    uncut = (size - 1) * stride + extent + output_padding
    if uncut - 2 * padding < 1:
        raise SettingError(
            "empty_output",
            size=size,
            kernel_size=kernel_size,
            stride=stride,
            padding=padding,
            dilation=dilation,
            out_size=uncut - 2 * padding,
            max_padding=(uncut - 1) // 2,
        )
    return uncut - 2 * padding


def same_padding(kernel_size: int, dilation: int = 1) -> int:
    """The padding per side that keeps the size at stride 1: (effective_kernel_size - 1) / 2.

    Raises:
        SettingError: `no_same_padding` when the kernel covers an even number of cells; the cells
            to add are then odd in number and no equal split exists.

    Example:
        >>> same_padding(3), same_padding(3, dilation=2)
        (1, 2)
    """
    extent = effective_kernel_size(kernel_size, dilation)
    if extent % 2 == 0:
        raise SettingError(
            "no_same_padding",
            kernel_size=kernel_size,
            dilation=dilation,
            extent=extent,
            total_padding=extent - 1,
        )
    return (extent - 1) // 2


def window_starts(
    size: int, kernel_size: int, *, stride: int = 1, padding: int = 0, dilation: int = 1
) -> tuple[int, ...]:
    """Where each window begins, counted on the padded axis (cell 0 is the first padding cell).

    Example:
        >>> window_starts(5, 3, stride=2)
        (0, 2)
    """
    count = conv_out_size(size, kernel_size, stride=stride, padding=padding, dilation=dilation)
    return tuple(range(0, count * stride, stride))


def unread(
    size: int, kernel_size: int, *, stride: int = 1, padding: int = 0, dilation: int = 1
) -> int:
    """How many cells at the far end of the padded axis no window reaches.

    This is the remainder that the floor in `conv_out_size` throws away.

    Example:
        >>> unread(5, 2, stride=2)
        1
    """
    starts = window_starts(size, kernel_size, stride=stride, padding=padding, dilation=dilation)
    return size + 2 * padding - starts[-1] - effective_kernel_size(kernel_size, dilation)


def unread_positions(
    size: int, kernel_size: int, *, stride: int = 1, padding: int = 0, dilation: int = 1
) -> tuple[int, ...]:
    """Every cell of the padded axis that no window ever reads.

    Besides the far end these are the gaps between windows when the stride exceeds the kernel, and
    the holes of a dilated kernel that no other window fills.

    Example:
        >>> unread_positions(7, 1, stride=2)
        (1, 3, 5)
    """
    starts = window_starts(size, kernel_size, stride=stride, padding=padding, dilation=dilation)
    read = {start + k * dilation for start in starts for k in range(kernel_size)}
    return tuple(cell for cell in range(size + 2 * padding) if cell not in read)


def solutions(
    size: int,
    out_size: int,
    *,
    kernel_sizes: Iterable[int] = range(1, 12),
    strides: Iterable[int] = range(1, 5),
    paddings: Iterable[int] = range(4),
    dilations: Iterable[int] = (1,),
) -> tuple[WindowSpec, ...]:
    """All settings that turn an axis of `size` cells into one of `out_size` cells.

    Args:
        size: cells of the input.
        out_size: cells wanted.
        kernel_sizes: kernel sizes to try; likewise `strides`, `paddings` and `dilations`.
        strides: see `kernel_sizes`.
        paddings: see `kernel_sizes`.
        dilations: see `kernel_sizes`.

    Returns:
        The settings in the order tried, kernel size first; empty when there are none.

    Example:
        >>> solutions(32, 28, kernel_sizes=(5,), strides=(1,))
        (WindowSpec(kernel_size=5, stride=1, padding=0, dilation=1),)
    """
    size = whole_number("size", size, minimum=1)
    out_size = whole_number("out_size", out_size, minimum=1)
    strides, paddings, dilations = tuple(strides), tuple(paddings), tuple(dilations)
    candidates = (
        WindowSpec(kernel_size, stride, padding, dilation)
        for kernel_size in kernel_sizes
        for stride in strides
        for padding in paddings
        for dilation in dilations
    )
    return tuple(
        spec for spec in candidates if _fits(spec, size) and spec.out_size(size) == out_size
    )


def _fits(spec: WindowSpec, size: int) -> bool:
    return effective_kernel_size(spec.kernel_size, spec.dilation) <= size + 2 * spec.padding


def _kernel_too_large(size: int, kernel_size: int, padding: int, dilation: int) -> SettingError:
    extent = effective_kernel_size(kernel_size, dilation)
    padded_size = size + 2 * padding
    return SettingError(
        "kernel_too_large",
        kernel_size=kernel_size,
        dilation=dilation,
        extent=extent,
        padded_size=padded_size,
        size=size,
        padding=padding,
        max_kernel_size=(padded_size - 1) // dilation + 1,
        min_padding=-(-(extent - size) // 2),
    )
