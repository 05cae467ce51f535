"""LeNet-5, published and rebuilt, stage by stage, and what each map of C3 reads."""

from __future__ import annotations

from collections import Counter

from cnncore.cost import conv2d_params
from cnncore.models import summarize
from cnncore.models.lenet import C3_TABLE

PUBLISHED, REBUILT = "lenet5_1998", "lenet5_modern"
MAPS = 6
"""Of S2, which C3 reads."""
KERNEL = 5
PAIRS = sum(map(len, C3_TABLE))
"""60: kernels of C3."""


def params(model_id: str) -> dict[str, int]:
    """Parameters by stage, in the order of the network."""
    found = Counter[str]()
    for row in summarize(model_id).rows:
        found[row.stage] += row.params
    return {name: count for name, count in found.items() if name != "flatten"}


def map_params(number: int) -> int:
    """Of one map of C3: a kernel for each map it reads, and one bias."""
    return conv2d_params(len(C3_TABLE[number]), 1, KERNEL)
