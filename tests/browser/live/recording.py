"""A run as the engine would tell it, made up from formulas: no training, always the same."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import numpy as np

Event = dict[str, Any]
CLASSES = ("circle", "square", "triangle", "cross", "star", "ring")
STEPS, PER_EPOCH, KERNELS, SIZE = 900, 75, 12, 5
LAYERS = [
    {"index": 0, "kind": "conv", "name": "0"},
    {"index": 3, "kind": "conv", "name": "3"},
    {"index": 7, "kind": "linear", "name": "7"},
]


def packed(values: np.ndarray, *, signed: bool) -> dict[str, Any]:
    """An array as it travels in an event."""
    scale = float(np.abs(values).max()) or 1.0
    level = 127 if signed else 255
    data = np.round(values / scale * level).astype(np.int8 if signed else np.uint8)
    text = base64.b64encode(data.tobytes()).decode("ascii")
    return {"shape": list(values.shape), "scale": scale, "low": 0.0, "data": text}


def picture(seed: int) -> dict[str, Any]:
    """A star-like blob in noise, as bytes (height, width, channels)."""
    rng = np.random.default_rng(seed)
    rows, cols = np.mgrid[-1:1:32j, -1:1:32j]
    shape = (np.abs(rows) + np.abs(cols) < 0.6 + 0.2 * np.cos(5 * np.arctan2(rows, cols)))[
        ..., None
    ]
    back, front = rng.uniform(60, 200, 3), rng.uniform(0, 255, 3)
    pixels = np.where(shape, front, back) + rng.normal(0, 18, (32, 32, 3))
    data = np.clip(pixels, 0, 255).astype(np.uint8)
    return {"shape": [32, 32, 3], "image": base64.b64encode(data.tobytes()).decode("ascii")}


def seconds(step: int) -> float:
    """When a step was reached: the machine had other things to do at first."""
    return round(12 * (step / STEPS) ** 0.5, 3)


def learned(step: int) -> float:
    """How far the run has come, 0 to 1."""
    return float(1 - np.exp(-step / 200))


def started(steps: int = STEPS) -> Event:
    return {
        "type": "started", "step": 0, "total_steps": steps, "steps_per_epoch": PER_EPOCH,
        "epochs": steps // PER_EPOCH, "params": 12_750, "classes": list(CLASSES),
        "train_size": 2400, "test_size": 600, "evaluation_size": 600, "in_shape": [3, 32, 32],
        "layers": LAYERS, "sample": 0,
    }  # fmt: skip


def steps(first: int, last: int, rate: float = 0.02) -> Event:
    rng = np.random.default_rng(first)
    share = np.array([learned(step) for step in range(first, last + 1)])
    losses = 1.79 * (1 - 0.9 * share) + rng.normal(0, 0.08, len(share))
    accuracies = np.clip(1 / 6 + 0.8 * share + rng.normal(0, 0.06, len(share)), 0, 1)
    return {
        "type": "step", "step": last, "first": first, "losses": losses.round(4).tolist(),
        "accuracies": accuracies.round(4).tolist(), "learning_rate": rate,
        "images_per_second": 2184.0, "seconds_left": (STEPS - last) / 75,
    }  # fmt: skip


def test(step: int) -> Event:
    share = learned(step)
    wobble = 0.02 * np.sin(step / 37)
    return {
        "type": "test", "step": step, "test_loss": round(1.79 * (1 - 0.75 * share), 4),
        "test_accuracy": round(1 / 6 + 0.68 * share + wobble, 4),
        "train_loss": round(1.79 * (1 - 0.9 * share), 4) if step else None,
        "train_accuracy": round(1 / 6 + 0.8 * share, 4) if step else None, "pictures": 600,
        "seconds": seconds(step),
    }  # fmt: skip


def snapshot(step: int) -> Event:
    rng = np.random.default_rng(7)
    start = rng.normal(0, 0.07, (KERNELS, 3, SIZE, SIZE))
    ramp = np.linspace(-1, 1, SIZE)
    angles = np.linspace(0, np.pi, KERNELS)[:, None, None, None]
    goal = 0.3 * np.tanh(2 * (np.cos(angles) * ramp[:, None] + np.sin(angles) * ramp))
    kernels = start + learned(step) * goal
    share = learned(step)
    maps = []
    for layer, (count, size) in ((0, (12, 32)), (3, (24, 16))):
        field = np.abs(rng.normal(0, 1, (count, size, size))) ** 3
        field[:, size // 4 : size // 2, size // 4 : size // 2] += 8 * share
        maps.append({"layer": layer, "name": str(layer), **packed(field, signed=False)})
    probs = np.full(6, (1 - share) / 6)
    probs[3] += share * max(0.0, 1 - step / 300)
    probs[4] += share * min(1.0, step / 300)
    confusion = [
        [round(100 * (share if i == j else (1 - share) * (0.6 if (i + 1) % 6 == j else 0.1)))
         for j in range(6)] for i in range(6)
    ]  # fmt: skip
    return {
        "type": "snapshot", "step": step, "kernels": packed(kernels, signed=True), "maps": maps,
        "sample": {"index": 0, "label": 4, "probs": probs.round(4).tolist(), **picture(4)},
        "gradients": [] if step == 0 else [
            {"layer": 0, "name": "0", "norm": 0.652, "update": 0.0066},
            {"layer": 3, "name": "3", "norm": 1.308, "update": 0.0089},
            {"layer": 7, "name": "7", "norm": 0.984, "update": 0.0081},
        ],
        "dead": {"count": 1, "total": 36},
        "confusion": confusion if step % PER_EPOCH == 0 else None,
    }  # fmt: skip


def mistakes(step: int) -> Event:
    items = []
    for k in range(8):
        label, predicted = k % 6, (k + 1) % 6
        probs = [0.002] * 6
        probs[label], probs[predicted] = 0.01 * k + 0.01, 0.982 - 0.01 * k
        items.append(
            {"index": k, "label": label, "predicted": predicted, "probs": probs, **picture(k)}
        )
    return {"type": "mistakes", "step": step, "items": items, "total": 102, "pictures": 600}


def embedding(step: int) -> Event:
    rng = np.random.default_rng(3)
    points = []
    for k in range(180):
        label = k % 6
        x, y = rng.normal(0, 0.45, 2) + 2 * np.array([np.cos(label), np.sin(label)])
        points.append([round(x, 3), round(y, 3), label, label if k % 9 else (label + 1) % 6])
    return {
        "type": "embedding", "step": step, "points": points, "indices": list(range(180)),
        "explained": [0.6, 0.2],
    }  # fmt: skip


def finished(step: int, reason: str = "done", bad_step: int | None = None) -> Event:
    return {
        "type": "finished", "step": step, "reason": reason, "seconds": 12.0, "last_good_step": step,
        "test_loss": 0.42, "test_accuracy": test(step)["test_accuracy"], "last_loss": 0.2,
        "bad_step": bad_step, "weights_key": "0", "changes": [],
    }  # fmt: skip


def whole_run(until: int = STEPS, every: int = 15) -> Iterator[Event]:
    """All events of a run up to a step, its end not included."""
    yield started()
    yield test(0)
    yield snapshot(0)
    for first in range(1, until + 1, every):
        last = min(first + every - 1, until)
        yield steps(first, last)
        if last % 75 == 0:
            yield test(last)
            yield mistakes(last)
            yield embedding(last)
        if last % 75 == 0 or last in (15, 30, 45):
            yield snapshot(last)


def slower(events: Iterator[Event], share: float) -> Iterator[Event]:
    """The same run, with a part of its gain in accuracy."""
    for event in events:
        if event["type"] in ("test", "finished"):
            changed = 1 / 6 + share * (event["test_accuracy"] - 1 / 6)
            event = {**event, "test_accuracy": round(changed, 4)}
        yield event


def ended_run(until: int = STEPS, reason: str = "done") -> Iterator[Event]:
    """A run from its beginning to its end."""
    yield from whole_run(until)
    yield mistakes(until)
    yield embedding(until)
    yield finished(until, reason)
