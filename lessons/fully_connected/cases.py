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
from lessons.machinery.plate import Box, Plate, Said, Sheet, Stack, filled_up_to
from lessons.machinery.written import Token, equals, in_sum, products

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

    def plates(self) -> tuple[Plate, ...]:
        """Every step of the figure, as it is drawn on paper: an output, or a number of the line."""
        if self.phase == "flatten":
            return tuple(map(self._placed, range(self.x.size)))
        return tuple(map(self._output, range(len(self.bias))))

    def _output(self, step: int) -> Plate:
        out, row = self.out(), Box(step, 0, 1, self.x.size)
        bias, total = float(self.bias[step]), float(out[step, 0])
        line = self._line(frame=Box(0, 0, 1, self.x.size))
        scores = Sheet("score", "", "output", out, grid="out", current=(step, 0),
                       empty=filled_up_to(step, out))  # fmt: skip
        tokens = (
            *products(self.vector, self.weight[step]), Token(" + "), Token(in_sum(bias), "kernel"),
            *equals(total),
        )  # fmt: skip
        rows = Stack(((line,), self._layer(row, scores)))
        where = Said("where_score", {"row": step + 1})
        return Plate((self._maps(), "→", rows), (step + 1, 1), total, tokens, where)

    def _placed(self, step: int) -> Plate:
        channel, row, column = (int(i) for i in np.unravel_index(step, self.x.shape))
        later = np.arange(self.x.size)[None] > step
        line = self._line(empty=later, current=(0, step))
        scores = Sheet("score", "", "output", self.out(), grid="out",
                       empty=np.ones((len(self.bias), 1), dtype=bool))  # fmt: skip
        _, height, width = self.x.shape
        tokens = (
            Token(f"{channel}×{height * width}", "input"), Token(" + "),
            Token(f"{row}×{width}", "input"), Token(" + "), Token(str(column), "input"),
            *equals(step),
        )  # fmt: skip
        rows = Stack(((line,), self._layer(Box(0, step, len(self.bias), 1), scores)))
        slots = {"channel": channel + 1, "row": row + 1, "column": column + 1}
        maps = self._maps((channel, row, column))
        return Plate((maps, "→", rows), (1, step + 1), step, tokens, Said("where_placed", slots))

    def _maps(self, cell: tuple[int, int, int] | None = None) -> Stack:
        """The feature maps, one of their cells framed."""
        return Stack(
            tuple(
                (
                    Sheet(
                        "flat_map", "", "input", each, {"n": n + 1}, grid=f"x.{n}", scaled=self.x,
                        frame=Box(*cell[1:], 1, 1) if cell and cell[0] == n else None,
                    ),
                )
                for n, each in enumerate(self.x)
            )
        )  # fmt: skip

    def _line(self, **more: Any) -> Sheet:
        return Sheet("flat", "x.flatten()", "input", self.vector[None], grid="flat", scaled=self.x,
                     **more)  # fmt: skip

    def _layer(self, frame: Box, scores: Sheet) -> tuple[Sheet | str, ...]:
        scaled = np.append(self.weight.ravel(), self.bias)
        weight = Sheet("flat_weight", "weight", "kernel", self.weight, scaled=scaled, frame=frame)
        bias = Sheet("bias", "", "kernel", self.bias[:, None], grid="bias", scaled=scaled)
        return weight, "+", bias, "=", scores

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
