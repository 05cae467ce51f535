"""The weights of a layer over a 4×4 picture as a matrix: all links, the near ones, shared ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from cnncore.links import conv_matrix, local_links
from lessons.machinery.cells import apply_edits
from lessons.machinery.plate import Box, Plate, Said, Sheet, filled_up_to
from lessons.machinery.written import sum_of_products

Grid = NDArray[np.float64]
Links = Literal["dense", "local", "shared"]

LINKS: tuple[Links, ...] = ("dense", "local", "shared")
"""From every pixel to every output; to the neighbours; with one weight for each direction."""
ORDERS = ("plain", "shuffled")

X: Grid = np.array([[1.0, 0, 2, 3], [2, 1, 3, 2], [0, 2, 1, 1], [3, 1, 0, 2]])
KERNEL: Grid = np.array([[2.0, -1, 3], [-3, 5, 1], [-2, 4, -4]])
"""Nine different weights, none of them 0: an empty square of the matrix is no link."""
SIZE = len(X)
_SIDE = 0.45
"""Of a cell of the matrix on paper, compared with one of the picture."""
EXAMPLE = 6
"""An output in the middle; in every matrix its row holds the kernel."""


def _dense() -> Grid:
    """Whole numbers from -5 to 5 without 0, the example's neighbours as in the kernel."""
    rng = np.random.default_rng(2)
    numbers = np.delete(np.arange(-5, 6), 5)
    dense = rng.choice(numbers, (X.size, X.size)).astype(float)
    near = local_links(SIZE, len(KERNEL))[EXAMPLE]
    dense[EXAMPLE, near] = conv_matrix(KERNEL, SIZE)[EXAMPLE, near]
    return dense


DENSE: Grid = _dense()
SHUFFLE = np.random.default_rng(7).permutation(X.size)
"""Which pixel of the picture stands in each place once it is shuffled."""


@dataclass(frozen=True, slots=True)
class MatrixCase:
    """A picture and the matrix it is multiplied with.

    Attributes:
        links: Which links there are, and which of them share a weight.
        order: Whether the pixels stand as in the picture.
        x: The picture as it is shown, (4, 4).
    """

    links: Links
    order: str
    x: Grid

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> MatrixCase:
        """From the settings of the figure."""
        picture = apply_edits(X, settings["input_edits"])
        order = settings["order"]
        shown = picture.ravel()[_places(order)].reshape(X.shape)
        return cls(settings["links"], order, shown)

    @property
    def padded(self) -> Grid:
        """What a drawing shows as the input."""
        return self.x

    @property
    def has_link(self) -> NDArray[np.bool_]:
        """Output, input: whether a line joins them; (16, 16)."""
        places = _places(self.order)
        links = np.ones_like(DENSE, bool)
        if self.links != "dense":
            links = local_links(SIZE, len(KERNEL))
        return links[np.ix_(places, places)]

    @property
    def weights(self) -> Grid:
        """Output, input: the weight of the link, 0 where there is none; (16, 16)."""
        places = _places(self.order)
        weights = conv_matrix(KERNEL, SIZE) if self.links == "shared" else DENSE
        return np.where(self.has_link, weights[np.ix_(places, places)], 0)

    def ways(self) -> dict[Links, MatrixCase]:
        """The same picture with each kind of links."""
        return {name: replace(self, links=name) for name in LINKS}

    @property
    def count(self) -> int:
        """How many numbers there are to learn."""
        return counts()[self.links]

    def out(self) -> Grid:
        """The matrix times the picture, as a picture: (4, 4)."""
        return (self.weights @ self.x.ravel()).reshape(X.shape)

    def plates(self) -> tuple[Plate, ...]:
        """Every output of the figure, as it is drawn on paper."""
        return tuple(map(self._plate, range(X.size)))

    def _plate(self, step: int) -> Plate:
        out, weights, linked = self.out(), self.weights, self.has_link
        cell = row, column = divmod(step, SIZE)
        read = linked[step].reshape(X.shape)
        met = {divmod(int(i), SIZE): float(weights[step, i]) for i in np.flatnonzero(linked[step])}
        x = Sheet("input", "x", "input", self.x, read=read, corners=met)
        made = Sheet("output", "out", "output", out, empty=filled_up_to(step, out), current=cell)
        matrix = Sheet(
            "weights", "W", "kernel", weights, side=_SIDE, empty=~linked,
            frame=Box(step, 0, 1, X.size),
        )  # fmt: skip
        where = Said("where_output", {"output": step + 1, "row": row + 1, "column": column + 1})
        tokens = sum_of_products(self.x[read], weights[step, linked[step]], float(out[cell]))
        return Plate(
            (x, "→", made, "", matrix), (row + 1, column + 1), float(out[cell]), tokens, where
        )


def _places(order: str) -> NDArray[np.intp]:
    return SHUFFLE if order == "shuffled" else np.arange(X.size)


def num_links(size: int, kernel_size: int = len(KERNEL)) -> int:
    """Lines that are left on a picture of this side once the far ones are cut."""
    return int(local_links(size, kernel_size).sum())


def by_neighbours(size: int, kernel_size: int = len(KERNEL)) -> list[tuple[int, int]]:
    """How many outputs have how many links: those at corners and edges have fewer."""
    links, outputs = np.unique(local_links(size, kernel_size).sum(axis=1), return_counts=True)
    return [(int(n), int(each)) for n, each in zip(outputs, links, strict=True)]


def counts(size: int = SIZE) -> dict[Links, int]:
    """How many numbers a layer has to learn, by its links."""
    return {"dense": size**4, "local": num_links(size), "shared": KERNEL.size}
