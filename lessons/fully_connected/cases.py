"""A fully connected layer behind feature maps, computed with ``cnncore``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from cnncore.ops import linear
from lessons.fully_connected.numbers import biases, maps, weights
from lessons.machinery.cells import apply_edits

Grid = NDArray[np.float64]
Phase = Literal["layer", "flatten"]


@dataclass(frozen=True, slots=True, eq=False)
class FlatCase:
    """Feature maps, laid out as one vector, and the layer that looks at all of it.

    Shape:
        x: (C, H, W)    weight: (M, C * H * W)    bias: (M,)

    Attributes:
        phase: What is played: the outputs, or first how the maps are laid out.
    """

    x: Grid
    weight: Grid
    bias: Grid
    phase: Phase = "layer"

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> FlatCase:
        """The case that the settings of the page stand for, with the learner's edits.

        Edits of the maps count the rows of all channels, one channel below the other.
        """
        channels, side, outs = (settings[name] for name in ("channels", "side", "out_features"))
        drawn = maps(settings["seed"])
        edited = apply_edits(drawn.reshape(-1, drawn.shape[-1]), settings["input_edits"])
        x = edited.reshape(drawn.shape)[:channels, :side, :side]
        return cls(
            x,
            apply_edits(weights(), settings["weight_edits"])[:outs, : x.size],
            apply_edits(biases()[:, None], settings["bias_edits"])[:outs, 0],
            settings["phase"],
        )

    @property
    def vector(self) -> Grid:
        """The maps in one line: channel by channel, row by row, column by column.

        Shape:
            returns: (C * H * W,)
        """
        return self.x.reshape(-1)

    def out(self) -> Grid:
        """The outputs, one below the other.

        Shape:
            returns: (M, 1)
        """
        return linear(self.vector, self.weight, self.bias)[:, None]

    def as_kernels(self) -> Grid:
        """Each row of weights folded back over the maps.

        Shape:
            returns: (M, C, H, W)
        """
        return self.weight.reshape(-1, *self.x.shape)

    def arrays(self) -> dict[str, Grid]:
        """What a program text of the case speaks of, by name."""
        return {"x": self.x, "weight": self.weight, "bias": self.bias}

    def changed(self, **settings: Any) -> FlatCase:
        """The same case with some settings changed."""
        return replace(self, **settings)


def example() -> FlatCase:
    """The example of the lesson: two maps of 2x2, three outputs."""
    return FlatCase(maps(0)[:, :2, :2], weights()[:3, :8], biases()[:3])
