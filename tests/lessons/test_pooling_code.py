"""The program text of a pooling, executed: loop and call give what ``cnncore`` gives."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
import torch
from torch.nn import functional

from lessons.machinery.code import as_text
from lessons.machinery.presets import random_digits
from lessons.pooling.cases import Pair, PoolCase
from lessons.pooling.code import numpy_loop, torch_call

X = random_digits((7, 6), 5) - 4
STRANGE = X.copy()
STRANGE[2, 3], STRANGE[5, 1] = np.nan, -np.inf
SIZES: tuple[tuple[Pair, Pair, Pair], ...] = (
    ((2, 2), (2, 2), (0, 0)), ((2, 2), (2, 2), (1, 1)), ((3, 3), (2, 2), (1, 1)),
    ((3, 2), (1, 3), (1, 0)), ((1, 1), (2, 4), (0, 0)), ((4, 3), (3, 3), (2, 1)),
)  # fmt: skip
CASES = (
    [
        PoolCase(X, kernel, stride, padding, mode=mode, ceil_mode=ceil, count_include_pad=counts)
        for (kernel, stride, padding), mode, ceil, counts in product(
            SIZES, ("max", "avg"), (False, True), (True, False)
        )
    ]
    + [
        # a NaN of the input stays, also where padding is not counted
        PoolCase(STRANGE, (3, 3), (2, 2), (1, 1), mode=mode, count_include_pad=mode == "max")
        for mode in ("max", "avg")
    ]
    + [PoolCase(X, dilation=(2, 1)), PoolCase(X, padding=(1, 1), dilation=(2, 2))]
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: torch_call(case))
def test_loop_and_call_give_what_cnncore_gives(case: PoolCase):
    names: dict[str, object] = {"np": np, "x": case.x}
    exec(as_text(numpy_loop(case)), names)
    np.testing.assert_allclose(np.asarray(names["out"]), case.out())
    found = eval(torch_call(case), {"F": functional, "x": torch.from_numpy(case.x)})
    np.testing.assert_allclose(found[0].numpy(), case.out())
