"""The losses of a run, read in batches, and the verdict whether it is still sane.

A step hands over tensors and does not wait; several times a second they are read together. Sums
are added in the order of the steps, so they do not depend on when that happened.
"""

import math
from dataclasses import asdict, dataclass

import torch
from torch import Tensor

EXPLODED = 100.0  # times the first loss, or that of guessing: no spike on the way to learning


@dataclass(slots=True)
class Since:
    """Sums over the steps since the last test."""

    loss: float = 0.0
    accuracy: float = 0.0
    steps: int = 0


class Record:
    """What became of each step.

    Attributes:
        first_loss: of the first step of all; None before it.
        last_loss: of the last step that was read.
        bad_step: the step whose loss was not finite or exploded, counted from 1; else None.
        reason: "nan" or "exploding" when there is a bad step.
        since: sums since the last test.
    """

    def __init__(self, num_classes: int) -> None:
        self.first_loss: float | None = None
        self.last_loss: float | None = None
        self.bad_step: int | None = None
        self.reason: str | None = None
        self.since = Since()
        self._guessing = math.log(num_classes)
        self._losses: list[Tensor] = []
        self._logits: list[Tensor] = []
        self._labels: list[Tensor] = []

    def add(self, loss: Tensor, logits: Tensor, labels: Tensor) -> None:
        """Take what a step made; nothing is computed yet."""
        self._losses.append(loss)
        self._logits.append(logits)
        self._labels.append(labels)

    @property
    def waiting(self) -> int:
        """Steps not yet read."""
        return len(self._losses)

    def read(self, step: int) -> tuple[list[float], list[float]]:
        """Losses and accuracies of the steps since the last reading; judges them too.

        Args:
            step: steps finished by now.
        """
        if not self._losses:
            return [], []
        losses = torch.stack(self._losses).tolist()
        answers = torch.stack(self._logits).argmax(2)
        right = (answers == torch.stack(self._labels)).double().mean(1)
        accuracies = right.tolist()
        first = step - len(losses) + 1
        for buffer in (self._losses, self._logits, self._labels):
            buffer.clear()
        for offset, (loss, accuracy) in enumerate(zip(losses, accuracies, strict=True)):
            self._judge(loss, first + offset)
            self.since.loss += loss
            self.since.accuracy += accuracy
            self.since.steps += 1
        self.last_loss = losses[-1]
        return losses, accuracies

    def _judge(self, loss: float, step: int) -> None:
        if self.first_loss is None:
            self.first_loss = loss
        if self.bad_step is not None:
            return
        if not math.isfinite(loss):
            self.bad_step, self.reason = step, "nan"
        elif loss > EXPLODED * max(self.first_loss, self._guessing):
            self.bad_step, self.reason = step, "exploding"

    def as_dict(self) -> dict[str, object]:
        """What a resumed run needs to go on."""
        return {
            "first_loss": self.first_loss,
            "last_loss": self.last_loss,
            "since": asdict(self.since),
        }

    def restore(self, values: dict[str, object]) -> None:
        """Go on from what `as_dict` gave."""
        self.first_loss, self.last_loss = values["first_loss"], values["last_loss"]  # pyright: ignore
        self.since = Since(**values["since"])  # pyright: ignore[reportCallIssue]
