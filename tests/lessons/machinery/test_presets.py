"""The stepper's presets as they travel to the browser."""

from __future__ import annotations

import numpy as np

from lessons.machinery import presets


def test_preset_table_is_whole():
    for name in presets.INPUT_NAMES:
        for size in presets.INPUT_SIZES:
            grid = presets.input_grid(name, size, seed=5)
            assert grid.shape == (size, size)
            assert np.array_equal(grid, np.round(grid)), "the browser is sent whole numbers"
