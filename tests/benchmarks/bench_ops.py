"""The NumPy operators against torch, float32, one thread each.

Run it with: python -m tests.benchmarks.bench_ops
"""

# ruff: noqa: E402 - the number of threads must be set before NumPy is imported

import os
import sys
import time

for library in ("OMP", "MKL", "OPENBLAS"):  # before NumPy is imported
    os.environ[f"{library}_NUM_THREADS"] = "1"

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

from cnncore import ops
from tests.benchmarks.report import Figure, compare, show

FORWARD_TARGET, BACKWARD_TARGET, POOL_TARGET = 2.0, 2.5, 0.5


@dataclass(frozen=True)
class Layer:
    """A convolution on square images."""

    batch: int
    in_channels: int
    size: int
    out_channels: int
    kernel_size: int = 3
    stride: int = 1
    padding: int = 1
    groups: int = 1

    def __str__(self) -> str:
        text = (
            f"{self.batch}x{self.in_channels}x{self.size}x{self.size}->{self.out_channels}"
            f" k{self.kernel_size} s{self.stride} p{self.padding}"
        )
        return text + (f" g{self.groups}" if self.groups > 1 else "")


LAYERS = (
    Layer(1, 3, 32, 16),
    Layer(8, 3, 32, 16),
    Layer(16, 3, 32, 16),
    Layer(16, 16, 32, 32),
    Layer(16, 8, 14, 16, kernel_size=5, padding=2),
    Layer(1, 64, 56, 64),
    Layer(8, 64, 28, 64),
    Layer(1, 256, 14, 256),
    Layer(8, 64, 28, 256, kernel_size=1, padding=0),
    Layer(1, 64, 112, 64, stride=2),
    Layer(1, 3, 224, 64, kernel_size=7, stride=2, padding=3),
)
POOLED = ((1, 16, 32, 32), (16, 16, 32, 32), (1, 64, 112, 112), (8, 64, 56, 56))


def convolutions(layer: Layer) -> Iterator[Figure]:
    """Forward and backward of one layer."""
    rng = np.random.default_rng(0)

    def numbers(*shape: int) -> np.ndarray:
        return rng.normal(size=shape).astype(np.float32)

    settings = (layer.stride, layer.padding, 1, layer.groups)
    x = numbers(layer.batch, layer.in_channels, layer.size, layer.size)
    weight = numbers(
        layer.out_channels,
        layer.in_channels // layer.groups,
        layer.kernel_size,
        layer.kernel_size,
    )
    bias = numbers(layer.out_channels)
    grad_out = numbers(*ops.conv2d(x, weight, bias, *settings).shape)
    tensors = [torch.from_numpy(array) for array in (x, weight, bias)]
    theirs = torch.from_numpy(grad_out)

    def torch_backward() -> object:
        return torch.ops.aten.convolution_backward(
            theirs,
            tensors[0],
            tensors[1],
            [layer.out_channels],
            [layer.stride] * 2,
            [layer.padding] * 2,
            [1, 1],
            False,
            [0, 0],
            layer.groups,
            [True] * 3,
        )

    yield compare(
        f"conv2d {layer}",
        lambda: ops.conv2d(x, weight, bias, *settings),
        lambda: F.conv2d(tensors[0], tensors[1], tensors[2], *settings),
        target=FORWARD_TARGET,
        clock=time.process_time,
    )
    yield compare(
        f"conv2d_backward {layer}",
        lambda: ops.conv2d_backward(grad_out, x, weight, *settings),
        torch_backward,
        target=BACKWARD_TARGET,
        clock=time.process_time,
    )


def poolings(shape: tuple[int, ...]) -> Iterator[Figure]:
    """2x2 pooling of one batch."""
    x = np.random.default_rng(0).normal(size=shape).astype(np.float32)
    tensor = torch.from_numpy(x)
    name = "x".join(map(str, shape))
    yield compare(
        f"max_pool2d {name} k2",
        lambda: ops.max_pool2d(x, 2),
        lambda: F.max_pool2d(tensor, 2),
        target=POOL_TARGET,
        clock=time.process_time,
    )
    yield compare(
        f"avg_pool2d {name} k2",
        lambda: ops.avg_pool2d(x, 2),
        lambda: F.avg_pool2d(tensor, 2),
        clock=time.process_time,
    )


def measure() -> Iterator[Figure]:
    """All figures, one after the other."""
    torch.set_num_threads(1)
    with torch.no_grad():
        for layer in LAYERS:
            yield from convolutions(layer)
        for shape in POOLED:
            yield from poolings(shape)


if __name__ == "__main__":
    sys.exit(0 if show(measure()) else 1)
