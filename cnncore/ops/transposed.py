"""Transposed convolution: the way back of a convolution, from its output size to its input size.

Every input cell stamps the kernel, times its own value, into the output; stamps that overlap add
up. That is exactly what the gradient of `conv2d` does, which is why it is not a "deconvolution".

Source: torch.nn.functional.conv_transpose2d; Dumoulin & Visin 2016, arXiv:1603.07285.
"""

from typing import NamedTuple

import numpy as np

from cnncore.arguments import divisors, pair, whole_number
from cnncore.errors import SettingError
from cnncore.ops.batches import as_batch, expect_grad, expect_shape, like_batch, numbers
from cnncore.ops.half import computed_in_float32
from cnncore.ops.products import correlate, correlate_weight_grad, stamp
from cnncore.ops.windows import Pair, Windows, zero_padded
from cnncore.shapes import conv_transpose_out_size


@computed_in_float32
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
    weight = np.asarray(weight)
    out = stamp(images, weight, plan.windows, groups, plan.out_size, plan.padding)
    if bias is not None:
        out = out + expect_shape("bias", bias, (plan.out_channels,))[:, None, None]
    return like_batch(np.ascontiguousarray(out), input)


@computed_in_float32
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
    # where the output was cut, and beyond its far end, the stamps met nothing: zeros
    (top, left), (height, width), (span_h, span_w) = plan.padding, plan.out_size, plan.windows.span
    below, right = max(0, span_h - top - height), max(0, span_w - left - width)
    grad_full = zero_padded(grad_out, top, below, left, right)
    grad_input = correlate(grad_full, weight, None, plan.windows, groups)
    grad_weight = correlate_weight_grad(images, grad_full, plan.windows, groups)
    return like_batch(grad_input, input), grad_weight, grad_out.sum(axis=(0, 2, 3))


class _Plan(NamedTuple):
    windows: Windows  # the stamps, as windows of the uncut output
    padding: Pair
    out_size: Pair
    out_channels: int


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
    images, weight = as_batch("input", input), numbers("weight", weight)
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
