"""A layer as a matrix: what is linked, and that it does what the convolution does."""

from __future__ import annotations

import numpy as np
import pytest

from cnncore.links import conv_matrix, local_links
from cnncore.ops import conv2d


@pytest.mark.parametrize("kernel_size", [1, 3, 5])
@pytest.mark.parametrize("size", [3, 4, 6])
def test_the_matrix_times_the_flattened_picture_is_the_convolution(size: int, kernel_size: int):
    rng = np.random.default_rng(size * 10 + kernel_size)
    x, weight = rng.normal(size=(size, size)), rng.normal(size=(kernel_size, kernel_size))
    expected = conv2d(x[None], weight[None, None], padding=kernel_size // 2)[0]
    found = (conv_matrix(weight, size) @ x.ravel()).reshape(size, size)
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_cutting_and_sharing_take_256_weights_to_100_and_9():
    links = local_links(4, 3)
    assert links.size == 256
    assert links.sum() == 4 * 4 + 8 * 6 + 4 * 9 == 100
    weight = np.arange(1.0, 10).reshape(3, 3)
    matrix = conv_matrix(weight, 4)
    assert ((matrix != 0) == links).all()
    assert set(matrix[links]) == set(weight.ravel())


def test_the_matrix_is_banded_and_constant_along_its_diagonals():
    links, matrix = local_links(4, 3), conv_matrix(np.arange(1.0, 10).reshape(3, 3), 4)
    out, into = np.nonzero(links)
    assert np.abs(out - into).max() == 5
    for distance in range(-15, 16):
        found = np.diagonal(matrix, distance)
        assert len(set(found[np.diagonal(links, distance)])) <= 1
