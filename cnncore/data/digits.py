"""Handwritten digits that come with scikit-learn: 1797 pictures of 8x8 cells, 17 greys.

Source: Alpaydin & Kaynak 1998, UCI "Optical Recognition of Handwritten Digits" (its test part).
"""

from typing import Any

import numpy as np

from cnncore.data.dataset import Pictures

DIGIT_CLASSES = tuple(map(str, range(10)))


def load_digit_pictures() -> Pictures:
    """All 1797 digits, as bytes (1797, 8, 8, 1)."""
    from sklearn.datasets import load_digits  # takes a second: only when it is asked for

    bunch: Any = load_digits()
    grey = np.round(bunch["images"] * (255 / 16)).astype(np.uint8)
    labels = bunch["target"].astype(np.int64)
    return Pictures(grey[..., None], labels, DIGIT_CLASSES, fill="constant", note="digits")
