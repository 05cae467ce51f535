"""A layer's parameters as a row of accounts that the learner fills in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cnncore.cost import conv2d_mult_adds, conv2d_params
from cnncore.shapes import conv_out_size
from lessons.machinery.cells import read_number

COLUMNS = ("per_kernel", "kernels", "weights", "biases", "total")
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Layer:
    """A convolution whose parameters are counted.

    Attributes:
        name: Key of its sentence.
        size: Height and width of the input, where it is said.
    """

    name: str
    ins: int
    outs: int
    kernel: int
    size: int = 0

    @property
    def out(self) -> int:
        """Height and width of the output.

        Raises:
            SettingError: If no size is said.
        """
        return conv_out_size(self.size, self.kernel)

    def accounts(self) -> dict[str, int]:
        """What stands in each column."""
        weights = conv2d_params(self.ins, self.outs, self.kernel, bias=False)
        total = conv2d_params(self.ins, self.outs, self.kernel)
        one = conv2d_params(self.ins, 1, self.kernel, bias=False)
        numbers = (one, self.outs, weights, total - weights, total)
        return dict(zip(COLUMNS, numbers, strict=True))

    def slips(self, column: str) -> dict[str, int]:
        """Wrong numbers for a column whose thinking is known, by name."""
        ins, outs, kernel = self.ins, self.outs, self.kernel
        right = self.accounts()
        known = {
            "per_kernel": {
                "one_slice": conv2d_params(1, 1, kernel, bias=False),
                "with_bias": conv2d_params(ins, 1, kernel),
            },
            "kernels": {"in_channels": ins},
            "weights": {
                "one_slice": conv2d_params(1, outs, kernel, bias=False),
                "with_bias": right["total"],
                "every_place": self._everywhere(),
            },
            "biases": {"one_bias": 1, "per_channel": ins * outs},
            "total": {
                "no_bias": right["weights"],
                "one_bias": right["weights"] + 1,
                "one_slice": conv2d_params(1, outs, kernel),
                "per_channel": right["weights"] + ins * outs,
            },
        }
        return {name: number for name, number in known[column].items() if number != right[column]}

    def _everywhere(self) -> int:
        out = self.out if self.size else 1
        return conv2d_mult_adds(self.ins, self.outs, self.kernel, out)


FILLED = Layer("figure", 3, 2, 3)
ASKED = {
    "plain": Layer("plain", 3, 192, 3),
    "sized": Layer("sized", 3, 6, 5, size=32),
}
"""3 to 192 channels, and the example of CS231n."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a filled row shows.

    Attributes:
        code: ``right``, ``empty``, ``unreadable``, or ``slips.<name>`` of the first wrong column.
        column: Where; empty for the whole row.
        given: What stands there.
    """

    code: str
    column: str = ""
    given: str = ""


def judge(layer: Layer, given: Mapping[str, str]) -> Finding:
    """The first box, from left to right, that is not right; ``right`` where all are."""
    if any(not given.get(column, "").strip() for column in COLUMNS):
        return Finding("empty")
    for column, right in layer.accounts().items():
        text = given[column]
        number = read_number(text, longest=_LONGEST)
        if number is None:
            return Finding("unreadable", column, text)
        if number != right:
            slip = next((n for n, wrong in layer.slips(column).items() if wrong == number), None)
            return Finding(f"slips.{slip or f'other_{column}'}", column, text)
    return Finding("right")
