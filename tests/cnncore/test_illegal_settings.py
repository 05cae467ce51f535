"""What cannot work is refused, by a code a page can translate and a sentence that helps."""

import pickle
from collections.abc import Callable
from string import Formatter
from typing import Any

import numpy as np
import pytest

from cnncore import cost, ops, receptive_field, shapes
from cnncore.errors import MESSAGES, SettingError

X = np.ones((1, 4, 5, 5))
KERNEL = np.ones((6, 4, 3, 3))

CASES: dict[str, tuple[str, Callable[[], Any]]] = {
    # whole numbers
    "stride 0": ("too_small", lambda: ops.conv2d(X, KERNEL, stride=0)),
    "stride negative": ("too_small", lambda: ops.conv2d(X, KERNEL, stride=(1, -1))),
    "stride True": ("not_an_integer", lambda: ops.conv2d(X, KERNEL, stride=True)),
    "stride 2.0": ("not_an_integer", lambda: ops.conv2d(X, KERNEL, stride=2.0)),  # pyright: ignore
    "stride array": ("not_an_integer", lambda: shapes.conv_out_size(5, 3, stride=np.ones(2))),  # pyright: ignore
    "stride triple": ("not_a_pair", lambda: ops.conv2d(X, KERNEL, stride=(1, 1, 1))),  # pyright: ignore
    "padding negative": ("too_small", lambda: ops.conv2d(X, KERNEL, padding=-1)),
    "dilation 0": ("too_small", lambda: ops.conv2d(X, KERNEL, dilation=0)),
    "padding word": ("unknown_choice", lambda: ops.conv2d(X, KERNEL, padding="full")),
    "size 0": ("too_small", lambda: shapes.conv_out_size(0, 1)),
    "kernel_size 0": ("too_small", lambda: shapes.effective_kernel_size(0)),
    "pool kernel_size 0": ("too_small", lambda: ops.max_pool2d(X, 0)),
    "pool kernel_size None": ("not_an_integer", lambda: ops.max_pool2d(X, None)),  # pyright: ignore
    "layer stride 0": ("too_small", lambda: receptive_field.of_layers([(3, 0, 0, 1)])),
    "layer padding -1": ("too_small", lambda: receptive_field.of_layers([(3, 1, -1, 1)])),
    # windows
    "kernel too large": ("kernel_too_large", lambda: ops.conv2d(X, np.ones((1, 4, 6, 3)))),
    "dilated too large": ("kernel_too_large", lambda: ops.conv2d(X, KERNEL, dilation=3)),
    "valid too large": (
        "kernel_too_large",
        lambda: ops.conv2d(X, np.ones((1, 4, 6, 3)), padding="valid"),
    ),
    "pool too large": ("kernel_too_large", lambda: ops.max_pool2d(X, 6)),
    "unfold too large": ("kernel_too_large", lambda: ops.unfold(X, 6)),
    "same with stride": (
        "same_needs_stride_1",
        lambda: ops.conv2d(X, KERNEL, padding="same", stride=2),
    ),
    "even same": ("no_same_padding", lambda: shapes.same_padding(4)),
    "max pool padding": ("pool_padding_too_large", lambda: ops.max_pool2d(X, 2, padding=2)),
    "avg pool padding": ("pool_padding_too_large", lambda: ops.avg_pool2d(X, 3, padding=2)),
    "divisor 0": ("too_small", lambda: ops.avg_pool2d(X, 2, divisor_override=0)),
    "adaptive 0": ("too_small", lambda: ops.adaptive_avg_pool2d(X, 0)),
    "adaptive triple": ("not_a_pair", lambda: ops.adaptive_avg_pool2d(X, (1, 2, 3))),  # pyright: ignore
    "output_padding": (
        "output_padding_too_large",
        lambda: ops.conv_transpose2d(X, np.ones((4, 1, 3, 3)), stride=2, output_padding=2),
    ),
    "nothing left": (
        "empty_output",
        lambda: ops.conv_transpose2d(X, np.ones((4, 1, 1, 1)), padding=3),
    ),
    # arrays that do not belong together
    "true and false": ("not_numbers", lambda: ops.conv2d(X > 0, KERNEL)),
    "true weights": ("not_numbers", lambda: ops.conv2d(X, KERNEL > 0)),
    "true weights back": ("not_numbers", lambda: ops.conv_transpose2d(X, KERNEL[:4] > 0)),
    "linear of truths": ("not_numbers", lambda: ops.linear(np.ones((2, 3)) > 0, np.ones((4, 3)))),
    "largest truth": ("not_numbers", lambda: ops.max_pool2d(X > 0, 2)),
    "relu of truths": ("not_numbers", lambda: ops.relu(X > 0)),
    "relu6 of truths": ("not_numbers", lambda: ops.relu6(X > 0)),
    "steps of truths": ("not_numbers", lambda: ops.conv2d_steps(X[0] > 0, KERNEL[0])),
    "words": ("not_numbers", lambda: ops.sigmoid(np.array(["one"]))),
    "input rank": ("wrong_rank", lambda: ops.conv2d(X[0, 0], KERNEL)),
    "weight rank": ("wrong_rank", lambda: ops.conv2d(X, KERNEL[0])),
    "pool rank": ("wrong_rank", lambda: ops.max_pool2d(X[0, 0], 2)),
    "empty input": ("empty_array", lambda: ops.conv2d(np.ones((1, 4, 0, 5)), KERNEL)),
    "empty weight": ("empty_array", lambda: ops.conv2d(X, np.ones((0, 4, 3, 3)))),
    "bias shape": ("wrong_shape", lambda: ops.conv2d(X, KERNEL, np.ones(5))),
    "grad_out shape": ("wrong_shape", lambda: ops.conv2d_backward(X, X, KERNEL)),
    "channels": ("channels_mismatch", lambda: ops.conv2d(X, KERNEL[:, :3])),
    "groups": ("groups_do_not_divide", lambda: ops.conv2d(X, KERNEL, groups=3)),
    "groups out": ("groups_do_not_divide", lambda: ops.conv2d(X, KERNEL[:, :1], groups=4)),
    "groups 0": ("too_small", lambda: ops.conv2d(X, KERNEL, groups=0)),
    "groups 2.0": ("not_an_integer", lambda: ops.conv2d(X, KERNEL, groups=2.0)),  # pyright: ignore
    "groups back": (
        "groups_do_not_divide",
        lambda: ops.conv_transpose2d(X, np.ones((4, 1, 3, 3)), groups=3),
    ),
    "cost groups": ("groups_do_not_divide", lambda: cost.conv2d_params(4, 6, 3, groups=3)),
    "channels back": ("wrong_shape", lambda: ops.conv_transpose2d(X, np.ones((3, 1, 3, 3)))),
    "linear features": ("wrong_shape", lambda: ops.linear(np.ones((2, 3)), np.ones((4, 5)))),
    "linear weight": ("wrong_rank", lambda: ops.linear(np.ones((2, 3)), np.ones(3))),
    "pieces": ("pieces_do_not_divide", lambda: ops.maxout(X, 3)),
    "prelu slopes": ("wrong_shape", lambda: ops.prelu(X, np.ones(3))),
    # padding
    "reflect": ("pad_too_large", lambda: ops.pad(X, (5, 0, 0, 0), "reflect")),
    "circular": ("pad_too_large", lambda: ops.pad(X, (0, 6, 0, 0), "circular")),
    "circular crop": ("pad_too_large", lambda: ops.pad(X, (-3, 3, 0, 0), "circular")),
    "pad no number": ("not_an_integer", lambda: ops.pad(X, (1.5, 0))),  # pyright: ignore
    "mirror of nothing": ("empty_array", lambda: ops.pad(X[..., :0], (1, 0, 0, 0), "reflect")),
    "pad odd": ("pad_length", lambda: ops.pad(X, (1, 2, 3))),
    "pad rank": ("pad_length", lambda: ops.pad(X[0, 0], (1, 1, 1, 1), "reflect")),
    "pad crops all": ("pad_crops_everything", lambda: ops.pad(X, (-3, -2))),
    "pad value": ("value_needs_constant", lambda: ops.pad(X, (1, 1, 1, 1), "reflect", 3.0)),
    "pad mode": ("unknown_choice", lambda: ops.pad(X, (1, 1), "edge")),
    # numbers between bounds
    "rrelu bounds": ("range_reversed", lambda: ops.rrelu(X, 0.5, 0.1)),
    "dropout p": ("out_of_range", lambda: ops.dropout(X, 1.5)),
    "softmax dim": ("out_of_range", lambda: ops.softmax(X, 4)),
    "smoothing": (
        "out_of_range",
        lambda: ops.cross_entropy(np.ones((2, 3)), np.array([0, 1]), label_smoothing=2),
    ),
    "gelu": ("unknown_choice", lambda: ops.gelu(X, "fast")),
    # statistics and losses
    "one value": (
        "one_value_per_channel",
        lambda: ops.batch_norm(np.ones((1, 3)), None, None, training=True),
    ),
    "no statistics": ("needs_running_stats", lambda: ops.batch_norm(X, None, None)),
    "no variance": (
        "one_running_stat",
        lambda: ops.batch_norm(X, np.zeros(4), None, training=True),
    ),
    "no variance outside training": (
        "needs_running_stats",
        lambda: ops.batch_norm(X, np.zeros(4), None),
    ),
    "eps 0": ("eps_not_positive", lambda: ops.batch_norm(X, None, None, training=True, eps=0)),
    "frozen statistics": (
        "needs_float_buffer",
        lambda: ops.batch_norm(X, [0] * 4, [1] * 4, training=True),  # pyright: ignore
    ),
    "class": ("class_out_of_range", lambda: ops.cross_entropy(np.ones((2, 3)), np.array([0, 3]))),
    "class -1": ("class_out_of_range", lambda: ops.cross_entropy(np.ones(3), np.array(-1))),
    "ignore probabilities": (
        "ignore_needs_indices",
        lambda: ops.cross_entropy(np.ones((2, 3)), np.ones((2, 3)), ignore_index=1),
    ),
    "reduction": (
        "unknown_choice",
        lambda: ops.cross_entropy(np.ones((2, 3)), np.array([0, 1]), reduction="avg"),
    ),
    "no classes": ("empty_array", lambda: ops.cross_entropy(np.ones((2, 0)), np.ones((2, 0)))),
    "target shape": ("wrong_shape", lambda: ops.cross_entropy(np.ones((2, 3)), np.array([0]))),
    "lrn rank": ("wrong_rank", lambda: ops.local_response_norm(np.ones((2, 3)), 3)),
    "lrn size": ("too_small", lambda: ops.local_response_norm(X, 0)),
    # steps
    "steps mode": ("unknown_choice", lambda: ops.pool2d_steps(X[0], 2, mode="mean")),
    "steps ignored count": (
        "only_for_mode",
        lambda: ops.pool2d_steps(X[0], 2, count_include_pad=False),
    ),
    "steps ignored dilation": (
        "only_for_mode",
        lambda: ops.pool2d_steps(X[0], 2, mode="avg", dilation=2),
    ),
    "steps weight": ("wrong_rank", lambda: ops.conv2d_steps(X[0], KERNEL)),
    "steps padding mode": (
        "unknown_choice",
        lambda: ops.conv2d_steps(X[0], KERNEL[0], padding_mode="constant"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_refused(case: str) -> None:
    code, call = CASES[case]
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the code is what is checked
        call()
    assert isinstance(caught.value, SettingError)
    assert caught.value.code == code
    for name in fields(code):
        assert name in caught.value.values


def test_every_code_is_raised_by_some_case() -> None:
    assert {code for code, _ in CASES.values()} == set(MESSAGES)


def test_the_error_survives_a_worker_process() -> None:
    error = SettingError("too_small", name="stride", value=0, minimum=1)
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.code, copy.values, str(copy)) == (error.code, error.values, str(error))


def test_the_sentence_names_what_clashes_and_what_would_be_legal() -> None:
    with pytest.raises(SettingError) as caught:
        ops.conv2d(X, KERNEL, groups=3)
    assert str(caught.value) == "groups=3 does not divide in_channels=4: use one of (1, 2, 4)"


def fields(code: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(MESSAGES[code]) if name}
