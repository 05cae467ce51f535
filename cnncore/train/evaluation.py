"""How well a network does on test pictures, and which ones it gets wrong."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from cnncore.train.packing import pack_picture

BATCH = 64  # pictures at once: what still fits into the cache is quickest


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A test on N pictures.

    Attributes:
        loss: mean cross entropy in nats, without label smoothing; None when not finite.
        accuracy: share that is right.
        probs: (N, classes) after softmax.
        predicted: (N,) indices of classes.
        labels: (N,) the truth.
        features: what a block was given for the first pictures, (n, D), if that was asked for.
    """

    loss: float | None
    accuracy: float
    probs: np.ndarray
    predicted: np.ndarray
    labels: np.ndarray
    features: np.ndarray | None = None


@contextmanager
def evaluating(model: nn.Module) -> Iterator[None]:
    """Dropout off, batch norm with its running statistics, no gradients; and back again."""
    was_training = model.training
    model.eval()
    try:
        with torch.inference_mode():
            yield
    finally:
        model.train(was_training)


def evaluate(
    model: nn.Sequential, x: Tensor, y: Tensor, features_of: tuple[int, int] | None = None
) -> Evaluation:
    """Test a network.

    Args:
        model: in any mode; left as it was.
        x: (N, C, H, W).
        y: (N,) classes.
        features_of: (block, n): keep what this block is given for the first n pictures.
    """
    block, wanted = features_of or (-1, 0)
    kept: list[Tensor] = []
    with evaluating(model):
        answers = []
        for start in range(0, len(x), BATCH):
            out = x[start : start + BATCH]
            for index, layer in enumerate(model):
                if index == block and start < wanted:
                    kept.append(out.flatten(1).nan_to_num(0.0, 0.0, 0.0))
                out = layer(out)
            answers.append(out)
        logits = torch.cat(answers)
        loss = F.cross_entropy(logits, y).item()
        probs = logits.softmax(1).nan_to_num(0.0).cpu().numpy()
        chosen = logits.argmax(1)
        accuracy = (chosen == y).double().mean().item()
        features = torch.cat(kept)[:wanted].cpu().numpy() if kept else None
        predicted, labels = chosen.cpu().numpy(), y.cpu().numpy()
    return Evaluation(finite(loss), accuracy, probs, predicted, labels, features)


def confusion(result: Evaluation, num_classes: int) -> list[list[int]]:
    """Counts by truth (rows) and answer (columns)."""
    cells = result.labels * num_classes + result.predicted
    return np.bincount(cells, minlength=num_classes**2).reshape(num_classes, -1).tolist()


def mistakes(result: Evaluation, pictures: np.ndarray, count: int) -> list[dict[str, Any]]:
    """The `count` wrong answers the network is surest of.

    Args:
        result: a test on all of `pictures`.
        pictures: (N, H, W, C) bytes.
        count: how many to show.
    """
    wrong = np.flatnonzero(result.predicted != result.labels)
    sureness = result.probs[wrong, result.predicted[wrong]]
    surest = wrong[np.argsort(-sureness, kind="stable")][:count]
    return [
        {
            "index": int(index),
            "label": int(result.labels[index]),
            "predicted": int(result.predicted[index]),
            "probs": rounded(result.probs[index]),
            **pack_picture(pictures[index]),
        }
        for index in surest
    ]


def finite(value: float) -> float | None:
    """The number, or None for what JSON has no word for."""
    return value if math.isfinite(value) else None


def rounded(probs: np.ndarray) -> list[float]:
    """Probabilities with five digits, as lists travel as text."""
    return [round(float(p), 5) for p in probs]
