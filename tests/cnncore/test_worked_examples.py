"""Every worked example of golden.json, computed by this package."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnncore import cost, ops, shapes

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "golden.json").read_text("utf-8"))
EXAMPLES: dict[str, Any] = {example["id"]: example for example in GOLDEN["worked_examples"]}

# MobileNet 1.0: (in_channels, out_channels, output size over input size) of the 13 pairs
MOBILENET_PAIRS = (
    (32, 64, 2), (64, 128, 4), (128, 128, 4), (128, 256, 8), (256, 256, 8), (256, 512, 16),
    *((512, 512, 16),) * 5, (512, 1024, 32), (1024, 1024, 32),
)  # fmt: skip


def convolution(example: dict[str, Any]) -> None:
    x, kernel = np.array(example["input"]), np.array(example["kernel"])
    settings = {"stride": example["stride"], "padding": example["padding"]}
    for function in (ops.conv2d, ops.conv2d_loops):
        out = function(x[None], kernel[None, None], **settings)
        np.testing.assert_array_equal(out[0], example["output"])
    totals = [step.total for step in ops.conv2d_steps(x, kernel, **settings)]
    assert totals == np.ravel(example["output"]).tolist()
    if "first_cell" in example:
        step = next(ops.conv2d_steps(x, kernel, **settings))
        terms = [f"{k}*{w}" for w, k in zip(step.window.flat, step.kernel.flat, strict=True) if k]
        assert "+".join(terms) + f"={step.total}" == example["first_cell"]
    if "second_cell" in example:
        _, step, *_ = ops.conv2d_steps(x, kernel, **settings)
        terms = [str(product) for product in step.products.flat if product]
        assert "+".join(terms) + f"={step.total}" == example["second_cell"]


def rectifier(example: dict[str, Any]) -> None:
    np.testing.assert_array_equal(ops.relu(np.array(example["input"])), example["output"])


def pooling(mode: str) -> Callable[[dict[str, Any]], None]:
    def check(example: dict[str, Any]) -> None:
        x = np.array(example["input"])[None]
        settings = {"kernel_size": example["kernel_size"], "stride": example["stride"]}
        for function in (getattr(ops, f"{mode}_pool2d"), getattr(ops, f"{mode}_pool2d_loops")):
            np.testing.assert_array_equal(function(x, **settings)[0], example["output"])
        totals = [step.total for step in ops.pool2d_steps(x[0], mode=mode, **settings)]
        assert totals == np.ravel(example["output"]).tolist()

    return check


def local_connection(example: dict[str, Any]) -> None:
    units = 10**6
    assert cost.fully_connected_weights((1000, 1000), units) == example["fully_connected_weights"]
    assert cost.locally_connected_weights(10, units) == example["locally_connected_weights"]
    assert cost.shared_weights(10) == example["shared_weights_one_kernel"]


def conv_params(in_channels: int, out_channels: int, kernel_size: int) -> Callable[..., None]:
    def check(example: dict[str, Any]) -> None:
        layer = (in_channels, out_channels, kernel_size)
        assert cost.conv2d_params(*layer, bias=False) == example["weights"]
        assert cost.conv2d_params(*layer) == example["with_bias"]

    return check


def output_sizes(example: dict[str, Any]) -> None:
    for case in example["cases"]:
        settings = {"stride": case["S"], "padding": case["P"]}
        assert shapes.conv_out_size(case["N"], case["F"], **settings) == case["out"]


def feature_maps(example: dict[str, Any]) -> None:
    conv_params(3, 6, 5)(example)
    out = ops.conv2d(np.zeros((3, 32, 32)), np.zeros((6, 3, 5, 5)))
    channels, height, width = out.shape
    assert f"{height}x{width}x{channels}" == example["output"]


def alexnet_conv1(example: dict[str, Any]) -> None:
    conv_params(3, 96, 11)(example)
    assert shapes.conv_out_size(227, 11, stride=4) == example["out"]
    assert shapes.conv_out_size(224, 11, stride=4, padding=2) == example["out"]
    assert shapes.conv_out_size(224, 11, stride=4) == example["no_padding_224"]
    padded = ops.pad(np.zeros((1, 224, 224)), (1, 2, 1, 2))  # 1 left, 2 right
    assert ops.conv2d(padded, np.zeros((1, 1, 11, 11)), stride=4).shape[-1] == example["out"]


def factorized(small: tuple[Any, int], large: int) -> Callable[[dict[str, Any]], None]:
    """`small` is a kernel size and how many of them replace one `large` kernel."""

    def check(example: dict[str, Any]) -> None:
        kernel_size, count = small
        pieces = count * cost.conv2d_params(64, 64, kernel_size, bias=False)
        whole = cost.conv2d_params(64, 64, large, bias=False)
        assert (whole - pieces) / whole == pytest.approx(example["reduction"], abs=1e-15)

    return check


def depthwise_ratio(example: dict[str, Any]) -> None:
    e = example["example"]
    layer = (e["M"], e["N"], e["Dk"], e["Df"])
    standard = cost.conv2d_mult_adds(*layer)
    separable = cost.depthwise_separable_mult_adds(*layer)
    assert (standard, separable) == (e["standard_macs"], e["separable_macs"])
    assert separable / standard == e["ratio"] == 1 / e["N"] + 1 / e["Dk"] ** 2


def mobilenet_mult_adds(size: int) -> dict[str, int]:
    return {
        "conv3x3": cost.conv2d_mult_adds(3, 32, 3, size // 2),
        "depthwise3x3": sum(
            cost.conv2d_mult_adds(c, c, 3, size // shrink, groups=c)
            for c, _, shrink in MOBILENET_PAIRS
        ),
        "conv1x1": sum(
            cost.conv2d_mult_adds(c_in, c_out, 1, size // shrink)
            for c_in, c_out, shrink in MOBILENET_PAIRS
        ),
        "fc": cost.linear_mult_adds(1024, 1000),
    }


def mobilenet_shares(example: dict[str, Any]) -> None:
    weights = {
        "conv3x3": cost.conv2d_params(3, 32, 3, bias=False),
        "depthwise3x3": sum(
            cost.conv2d_params(c, c, 3, groups=c, bias=False) for c, _, _ in MOBILENET_PAIRS
        ),
        "conv1x1": sum(
            cost.conv2d_params(c_in, c_out, 1, bias=False) for c_in, c_out, _ in MOBILENET_PAIRS
        ),
        "fc": cost.linear_params(1024, 1000, bias=False),
    }
    for counts, percent in (
        (mobilenet_mult_adds(224), example["mult_adds_percent"]),
        (weights, example["weights_percent"]),
    ):
        total = sum(counts.values())
        assert {name: round(100 * n / total, 2) for name, n in counts.items()} == percent


def mobilenet_resolution(example: dict[str, Any]) -> None:
    for size, expected in example["macs"].items():
        assert sum(mobilenet_mult_adds(int(size)).values()) == expected


def full_conv_mobilenet(example: dict[str, Any]) -> None:
    mult_adds = cost.conv2d_mult_adds(3, 32, 3, 112) + cost.linear_mult_adds(1024, 1000)
    params = cost.conv2d_params(3, 32, 3, bias=False) + cost.batch_norm_params(32)
    params += cost.linear_params(1024, 1000)
    for c_in, c_out, shrink in MOBILENET_PAIRS:
        mult_adds += cost.conv2d_mult_adds(c_in, c_out, 3, 224 // shrink)
        params += cost.conv2d_params(c_in, c_out, 3, bias=False) + cost.batch_norm_params(c_out)
    assert (mult_adds, params) == (example["macs"], example["params"])


CHECKS: dict[str, Callable[[dict[str, Any]], None]] = {
    "conv_s1": convolution,
    "conv_s2": convolution,
    "conv_p1": convolution,
    "relu_3x3": rectifier,
    "avgpool_k2s2": pooling("avg"),
    "maxpool_k2s2": pooling("max"),
    "local_connection": local_connection,
    "conv_params_5184": conv_params(3, 192, 3),
    "output_size_formula": output_sizes,
    "feature_maps_32": feature_maps,
    "alexnet_conv1": alexnet_conv1,
    "two_3x3_vs_5x5": factorized((3, 2), 5),
    "three_3x3_vs_7x7": factorized((3, 3), 7),
    "3x1_1x3_vs_3x3": factorized(((3, 1), 2), 3),
    "depthwise_separable_ratio": depthwise_ratio,
    "mobilenet_table2_recomputed": mobilenet_shares,
    "mobilenet_resolution": mobilenet_resolution,
    "full_conv_mobilenet": full_conv_mobilenet,
}


@pytest.mark.parametrize("example_id", EXAMPLES)
def test_worked_example(example_id: str) -> None:
    CHECKS[example_id](EXAMPLES[example_id])
