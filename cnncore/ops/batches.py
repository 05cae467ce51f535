"""Images with or without a batch axis, and the checks that name the array they complain about."""

import numpy as np

from cnncore.errors import SettingError

IMAGE_SHAPES = "(N, C, H, W) or (C, H, W)"


def as_batch(name: str, array: np.ndarray) -> np.ndarray:
    """The images as (N, C, H, W); a single image (C, H, W) becomes a batch of one.

    Raises:
        SettingError: `not_numbers`, `wrong_rank`, or `empty_array` when an axis other than the
            batch is empty.
    """
    array = numbers(name, array)
    if array.ndim not in (3, 4):
        raise SettingError("wrong_rank", name=name, shape=array.shape, expected=IMAGE_SHAPES)
    if 0 in array.shape[-3:]:
        raise SettingError("empty_array", name=name, shape=array.shape)
    return array if array.ndim == 4 else array[None]


def like_batch(images: np.ndarray, original: np.ndarray) -> np.ndarray:
    """Drop the batch axis again if `original` had none."""
    return images if np.ndim(original) == 4 else images[0]


def expect_shape(name: str, array: np.ndarray, expected: tuple[int, ...]) -> np.ndarray:
    """The array if it has the expected shape.

    Raises:
        SettingError: `wrong_shape`.
    """
    array = np.asarray(array)
    if array.shape != expected:
        raise SettingError("wrong_shape", name=name, shape=array.shape, expected=expected)
    return array


def expect_grad(grad_out: np.ndarray, shape: tuple[int, ...], input: np.ndarray) -> np.ndarray:
    """The gradient as a batch of `shape`, if it is shaped like the operator's result.

    Raises:
        SettingError: `wrong_shape`; a batch of one is asked for without its batch axis when
            `input` was a single image.
    """
    expected = shape if np.ndim(input) == len(shape) else shape[1:]
    return expect_shape("grad_out", grad_out, expected).reshape(shape)


def numbers(name: str, array: np.ndarray) -> np.ndarray:
    """The array if it holds numbers; true and false are none, their sum would be a logical or.

    Raises:
        SettingError: `not_numbers`.
    """
    array = np.asarray(array)
    if not np.issubdtype(array.dtype, np.number):
        raise SettingError("not_numbers", name=name, dtype=array.dtype)
    return array


def floating(array: np.ndarray) -> np.ndarray:
    """The array itself if it holds floats, else its values in float64, NumPy's default.

    (torch promotes whole numbers to its own default, float32.)

    Raises:
        SettingError: `not_numbers`.
    """
    array = numbers("input", array)
    return array if np.issubdtype(array.dtype, np.inexact) else array.astype(np.float64)
