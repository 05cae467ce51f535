"""Pictures in colour and the kernels for them: what each is, and that it has its words."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from cnncore.ops import conv2d
from lessons.channels import photos
from lessons.channels.photos import COLOUR_KERNELS, COLOUR_PICTURES, SIZE, colour_picture
from lessons.machinery.languages import LANGUAGES

GREYS = np.broadcast_to(np.arange(SIZE * SIZE).reshape(SIZE, SIZE) % 256, (3, SIZE, SIZE))


def out_of(kernel: str, x: np.ndarray) -> np.ndarray:
    return conv2d(x.astype(float), COLOUR_KERNELS[kernel][None])[0]


@pytest.mark.parametrize("name", COLOUR_PICTURES)
def test_a_picture_has_three_channels_and_colour(name: str):
    x = colour_picture(name)
    assert (x.shape, x.dtype) == ((3, SIZE, SIZE), np.uint8)
    assert not x.flags.writeable
    assert np.abs(x[0].astype(int) - x[1]).max() > 60
    assert x is colour_picture(name)


@pytest.mark.parametrize("name", COLOUR_PICTURES)
def test_grey_is_that_of_pillow(name: str):
    x = colour_picture(name)
    by_pillow = np.asarray(Image.fromarray(x.transpose(1, 2, 0)).convert("L"))
    assert np.abs(out_of("grey", x) - by_pillow).max() < 1


def test_disc_and_square_of_the_card_are_gone_in_grey_and_not_in_colour():
    grey, *detected = (
        out_of(kernel, colour_picture("card")) for kernel in ("grey", "red", "green_red", "blue")
    )
    ground, disc, square = (5, 5), (27, 26), (60, 60)
    assert np.ptp([grey[place] for place in (ground, disc, square)]) < 0.1
    assert np.ptp(grey[30:40, 5:50]) < 1  # across the border of the disc
    assert min(abs(out[disc] - out[ground]) for out in detected) > 30
    assert detected[-1][square] - detected[-1][ground] > 150


@pytest.mark.parametrize("kernel", ["red", "green_red", "blue", "red_edge"])
def test_a_detector_of_colour_says_nothing_of_grey(kernel: str):
    np.testing.assert_allclose(out_of(kernel, GREYS), 0, atol=1e-9)


def test_red_edges_say_which_side_is_redder():
    x = np.full((3, 5, 5), 100.0)
    x[0, :, 3:] = 180  # redder on the right
    assert (out_of("red_edge", x)[:, 1] == 3 * 80).all()
    assert (out_of("red_edge", x[:, :, ::-1])[:, 1] == -3 * 80).all()


def test_the_plain_kernels_are_edge_outline_and_mean():
    x = colour_picture("temple").astype(float)
    np.testing.assert_allclose(out_of("blur", x)[4, 7], x[:, 4:7, 7:10].mean())
    assert COLOUR_KERNELS["outline"].sum() == COLOUR_KERNELS["edge"].sum() == 0
    assert {weight.shape for weight in COLOUR_KERNELS.values()} == {(3, 3, 3), (3, 1, 1)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_has_its_words(lang):
    words = photos.PHOTO_TEXTS
    keys = set(words)
    assert {f"pictures_of.{name}" for name in COLOUR_PICTURES} <= keys
    assert {f"kernels_of.{name}" for name in COLOUR_KERNELS} <= keys
    for name in (*COLOUR_KERNELS, "own"):
        signs = {f"lab.meaning.{name}.{sign}" for sign in ("plus", "minus", "zero")}
        assert f"lab.meaning.{name}" in keys or signs <= keys, name
    for code in ("picture_broken", "picture_too_large", "picture_too_deep"):
        assert "[[entry]]" in words.raw(f"refusal.{code}", lang)
