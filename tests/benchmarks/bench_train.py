"""`for event in train(config)` against a bare PyTorch loop, and against ConvNetJS's figure.

Ratios are times: ours over the bare loop's, for the same pictures learned from. Ours includes all a
run does by default: events, tests, snapshots, the last look at mistakes and embedding.

Run it with: python -m tests.benchmarks.bench_train
"""

# ruff: noqa: E402 - the number of threads must be set before NumPy is imported

import os
import sys

for library in ("OMP", "MKL", "OPENBLAS"):  # before NumPy is imported
    os.environ[f"{library}_NUM_THREADS"] = "1"

import itertools
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace

import torch
import torch.nn.functional as F

from cnncore.data import DataConfig, Dataset, load
from cnncore.network import Network, preset
from cnncore.train import TrainConfig, build, train
from tests.benchmarks.report import Figure, show

LOOP_TARGET = 1 / 0.95
CONVNETJS = 0.03  # of the bare loop, contiguous, batch 20: shared/performance.md, "Training"
TIMES_FASTER = 30.0
CHUNK = 25  # steps of ours, then as many of the bare loop
ROUNDS = 3

SHAPES = DataConfig("shapes")
BARS = DataConfig("bars")  # 28x28, one channel: the size of ConvNetJS's own demonstration
CONVNETJS_NET = Network.from_text("c8k5p2-relu-m2-c16k5p2-relu-m2-flat-fc")

RUNS = {
    "tiny_vgg, shapes 3x32x32": TrainConfig(preset("tiny_vgg", (3, 32, 32)), SHAPES),
    "ConvNetJS's net, bars 1x28x28": TrainConfig(CONVNETJS_NET, BARS),
    "residual8, digits 1x8x8": TrainConfig(preset("residual8", (1, 8, 8)), DataConfig("digits")),
}


def bare_steps(
    config: TrainConfig, dataset: Dataset, *, channels_last: bool = True
) -> Iterator[None]:
    """The loop everybody writes, step by step: same network and batches, nothing else."""
    size = config.batch_size
    layout = torch.channels_last if channels_last else torch.contiguous_format
    x, y = torch.from_numpy(dataset.x_train.copy()), torch.from_numpy(dataset.y_train.copy())
    model = build(config).to(memory_format=layout)  # pyright: ignore[reportCallIssue]
    optimizer = torch.optim.SGD(model.parameters(), lr=config.learning_rate, momentum=0.9)
    for _ in range(config.epochs):
        order = torch.randperm(len(y))
        for step in range(len(y) // size):
            rows = order[step * size : (step + 1) * size]
            batch = x[rows].contiguous(memory_format=layout)
            loss = F.cross_entropy(model(batch), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            yield


def one_run(
    config: TrainConfig, against: TrainConfig, dataset: Dataset, *, channels_last: bool
) -> tuple[float, float]:
    """Microseconds per picture of a whole run of ours, and of the bare loop.

    The two take turns every `CHUNK` steps, so that both meet the same machine.
    """
    events = train(config, dataset=dataset)
    total = next(events).as_dict()["total_steps"]
    bare = bare_steps(against, dataset, channels_last=channels_last)
    next(bare)
    spent, steps = [0.0, 0.0], 0
    for goal in range(CHUNK, total + CHUNK, CHUNK):
        start = time.perf_counter()
        for event in events:
            event.as_dict()
            if goal <= event.step < total:  # at the end: mistakes, embedding, all of it
                break
        middle = time.perf_counter()
        steps += sum(1 for _ in itertools.islice(bare, CHUNK))
        spent[0] += middle - start
        spent[1] += time.perf_counter() - middle
    return (
        1e6 * spent[0] / (total * config.batch_size),
        1e6 * spent[1] / (steps * against.batch_size),
    )


def figure(
    name: str,
    config: TrainConfig,
    against: TrainConfig,
    target: float,
    *,
    channels_last: bool = True,
) -> Figure:
    """The median over `ROUNDS` runs of ours over the bare loop."""
    dataset = load(config.data)
    pairs = [one_run(config, against, dataset, channels_last=channels_last) for _ in range(ROUNDS)]
    ours, bare = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    return Figure(name, ours, bare, ratio, target, "us")


def measure() -> Iterator[Figure]:
    """All figures, one after the other."""
    torch.set_num_threads(1)
    for name, config in RUNS.items():
        yield figure(f"train: {name}", config, config, LOOP_TARGET)
    config = RUNS["ConvNetJS's net, bars 1x28x28"]
    yield figure(
        "train: the same, of torch contiguous batch 20",
        config,
        replace(config, batch_size=20),
        1 / (TIMES_FASTER * CONVNETJS),
        channels_last=False,
    )


if __name__ == "__main__":
    sys.exit(0 if show(measure()) else 1)
