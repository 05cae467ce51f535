"""Transposed convolution: the way back of a convolution, from its output size to its input size.

Every input cell stamps the kernel, times its own value, into the output; stamps that overlap add
up. That is exactly what the gradient of `conv2d` does, which is why it is not a "deconvolution".

Source: torch.nn.functional.conv_transpose2d; Dumoulin & Visin 2016, arXiv:1603.07285.
"""

from typing import NamedTuple

import numpy as np

from cnncore.arguments import divisors, pair, whole_number
from cnncore.errors import SettingError
from cnncore.ops.batches import as_batch, expect_grad, expect_shape, like_batch
from cnncore.ops.convolution import conv2d
from cnncore.ops.windows import Pair, Windows, column_blocks, stamp, zero_padded
from cnncore.shapes import conv_transpose_out_size


def conv_transpose2d(
    input: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray | None = None,
    stride: int | Pair = 1,
    padding: int | Pair = 0,
    output_padding: int | Pair = 0,
    groups: int = 1,
    dilation: int | Pair = 1,
) -> np.ndarray:
    """Stamp each kernel, times the input cell, into the output and add the stamps up.

    Args:
        input: images.
        weight: kernels, with the *input* channels first.
        bias: one number per output channel; None adds nothing.
        stride: cells from one stamp to the next in the output.
        padding: cells cut off each side of the output.
        output_padding: cells added at the far end; smaller than stride or dilation.
        groups: cut the channels into this many groups that do not see each other.
        dilation: distance between two cells of the kernel.

    Shape:
        input: (N, C_in, H, W) or (C_in, H, W)
        weight: (C_in, C_out // groups, KH, KW)    bias: (C_out,)
        returns: (N, C_out, H_out, W_out) or (C_out, H_out, W_out),
            H_out = conv_transpose_out_size(H, KH, ...)

    Raises:
        SettingError: shapes that do not belong together, or settings that leave no output.

    Source: torch.nn.functional.conv_transpose2d.
    """
    images, plan = _plan(input, weight, stride, padding, output_padding, groups, dilation)
    kernels = np.asarray(weight).reshape(groups, images.shape[1] // groups, -1)
    dtype = np.result_type(images, kernels)
    full = np.zeros((len(images), plan.out_channels, *plan.full_size), dtype=dtype)
    stamp(images, kernels, plan.windows, full)
    out = plan.cut(full)
    if bias is not None:
        out = out + expect_shape("bias", bias, (plan.out_channels,))[:, None, None]
    return like_batch(np.ascontiguousarray(out), input)


def conv_transpose2d_backward(
    grad_out: np.ndarray,
    input: np.ndarray,
    weight: np.ndarray,
    stride: int | Pair = 1,
    padding: int | Pair = 0,
    output_padding: int | Pair = 0,
    groups: int = 1,
    dilation: int | Pair = 1,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of `conv_transpose2d`; the one of the input is a plain convolution of `grad_out`.

    Shape:
        grad_out: as `conv_transpose2d` returns
        returns: grad_input, grad_weight, grad_bias, shaped as input, weight and (C_out,)
    """
    images, plan = _plan(input, weight, stride, padding, output_padding, groups, dilation)
    weight = np.asarray(weight)
    shape = (len(images), plan.out_channels, *plan.out_size)
    grad_out = expect_grad(grad_out, shape, input)
    grad_full = plan.uncut(grad_out)
    windows = plan.windows
    grad_input = conv2d(grad_full, weight, None, windows.stride, 0, windows.dilation, groups)
    n, in_channels, height, width = images.shape
    grad_input = grad_input[:, :, :height, :width]  # output_padding may make room for one more

    values = images.reshape(n, groups, in_channels // groups, height * width)
    kernels_shape = (groups, in_channels // groups, weight[0].size)
    grad_kernels = np.zeros(kernels_shape, dtype=np.result_type(grad_out, images))
    for block in column_blocks(grad_full, windows, groups):
        part = values[block.images, :, :, block.positions]
        grad_kernels += (part @ block.columns.swapaxes(2, 3)).sum(axis=0)
    grad_weight = grad_kernels.reshape(weight.shape)
    return like_batch(grad_input, input), grad_weight, grad_out.sum(axis=(0, 2, 3))


class _Plan(NamedTuple):
    windows: Windows  # the stamps, as windows of the uncut output
    padding: Pair
    out_size: Pair
    out_channels: int

    @property
    def full_size(self) -> Pair:
        """The output with what the padding cuts off."""
        (height, width), (vertical, horizontal) = self.out_size, self.padding
        return height + 2 * vertical, width + 2 * horizontal

    def cut(self, full: np.ndarray) -> np.ndarray:
        (top, left), (height, width) = self.padding, self.out_size
        return full[:, :, top : top + height, left : left + width]

    def uncut(self, grad_out: np.ndarray) -> np.ndarray:
        (vertical, horizontal) = self.padding
        return zero_padded(grad_out, vertical, vertical, horizontal, horizontal)


def _plan(
    input: np.ndarray,
    weight: np.ndarray,
    stride: int | Pair,
    padding: int | Pair,
    output_padding: int | Pair,
    groups: int,
    dilation: int | Pair,
) -> tuple[np.ndarray, _Plan]:
    """Check that the arrays and settings belong together, and where the stamps lie."""
    images, weight = as_batch("input", input), np.asarray(weight)
    if weight.ndim != 4:
        expected = "(C_in, C_out // groups, KH, KW)"
        raise SettingError("wrong_rank", name="weight", shape=weight.shape, expected=expected)
    if 0 in weight.shape:
        raise SettingError("empty_array", name="weight", shape=weight.shape)
    in_channels, groups = images.shape[1], whole_number("groups", groups, minimum=1)
    if in_channels % groups:
        raise SettingError(
            "groups_do_not_divide",
            groups=groups,
            name="in_channels",
            channels=in_channels,
            divisors=divisors(in_channels),
        )
    expect_shape("weight", weight, (in_channels, *weight.shape[1:]))
    kernel = (weight.shape[2], weight.shape[3])
    steps = pair("stride", stride, minimum=1)
    pads = pair("padding", padding, minimum=0)
    extras = pair("output_padding", output_padding, minimum=0)
    holes = pair("dilation", dilation, minimum=1)
    axes = zip(images.shape[2:], kernel, steps, pads, extras, holes, strict=True)
    out_h, out_w = (
        conv_transpose_out_size(size, k, stride=s, padding=p, output_padding=extra, dilation=d)
        for size, k, s, p, extra, d in axes
    )
    windows = Windows(kernel, steps, holes, (images.shape[2], images.shape[3]))
    return images, _Plan(windows, pads, (out_h, out_w), weight.shape[1] * groups)
