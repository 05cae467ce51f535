"""One picture of any kind, read at the size a board shows it: a table of files made on the spot."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from cnncore.data import DataError, picture
from cnncore.data.pictures import MAX_PIXELS

SIZE = 80
RED, BLUE, WHITE = (220, 30, 30), (30, 30, 220), (255, 255, 255)
NEAR = 14  # of 255: what a lossy format may change


def quarters() -> Image.Image:
    """Red with a blue upper left quarter: every turn and every mirror image looks different."""
    image = Image.new("RGB", (160, 160), RED)
    image.paste(BLUE, (0, 0, 80, 80))
    image.paste("white", (80, 0, 160, 80))
    return image


def saved(image: Image.Image, kind: str, **settings: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **settings)
    return buffer.getvalue()


def corners(cells: np.ndarray) -> list[list[int]]:
    """The middles of the four quarters: upper left, upper right, lower left, lower right."""
    return [cells[row, col].tolist() for row in (20, 60) for col in (20, 60)]


def chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


def png_of_16_bits_per_colour() -> bytes:
    """Pillow reads such a PNG and writes none."""
    cells = np.asarray(quarters()).astype(">u2") * 257
    lines = b"".join(b"\0" + line.tobytes() for line in cells)
    header = struct.pack(">IIBBBBB", 160, 160, 16, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(lines)), chunk(b"IEND", b""))
    )


def see_through_palette() -> bytes:
    """A palette one of whose colours is fully transparent: white is behind it."""
    image = Image.new("P", (160, 160), 0)
    image.putpalette([*RED, *BLUE, 0, 0, 0])
    image.paste(1, (0, 0, 80, 80))
    image.paste(2, (80, 0, 160, 80))
    return saved(image, "PNG", transparency=2)


def see_through() -> bytes:
    image = quarters().convert("RGBA")
    image.paste((0, 0, 0, 0), (80, 0, 160, 80))
    return saved(image, "PNG")


def moving(kind: str, **settings: object) -> bytes:
    """Three pictures in one file; the first is ours."""
    others = [Image.new("RGB", (160, 160), colour) for colour in ("black", "yellow")]
    return saved(quarters(), kind, save_all=True, append_images=others, **settings)


SOUND: dict[str, Callable[[], bytes]] = {
    "PNG": lambda: saved(quarters(), "PNG"),
    "PNG, 16 bits per colour": png_of_16_bits_per_colour,
    "PNG, palette with a transparent colour": see_through_palette,
    "PNG with alpha": see_through,
    "JPEG": lambda: saved(quarters(), "JPEG", quality=95),
    "JPEG, progressive": lambda: saved(quarters(), "JPEG", quality=95, progressive=True),
    "JPEG in CMYK": lambda: saved(quarters().convert("CMYK"), "JPEG", quality=95),
    "JPEG, two pictures in one": lambda: moving("MPO", quality=95),
    "GIF": lambda: saved(quarters(), "GIF"),
    "GIF, animated": lambda: moving("GIF"),
    "PNG, animated": lambda: moving("PNG"),
    "WebP": lambda: saved(quarters(), "WEBP", lossless=True),
    "WebP, animated": lambda: moving("WEBP", lossless=True),
    "BMP": lambda: saved(quarters(), "BMP"),
    "TIFF in CMYK": lambda: saved(quarters().convert("CMYK"), "TIFF"),
}


@pytest.mark.parametrize("kind", SOUND)
def test_the_picture_is_there_whatever_it_is_kept_in(kind: str):
    cells = picture(SOUND[kind](), size=SIZE)
    assert cells.shape == (SIZE, SIZE, 3)
    assert cells.dtype == np.uint8
    np.testing.assert_allclose(corners(cells), [BLUE, WHITE, RED, RED], atol=NEAR)


UPRIGHT = {
    1: "upright", 2: "mirrored", 3: "upside down", 4: "mirrored upside down",
    5: "mirrored, on its side", 6: "on its left side", 7: "mirrored, other side", 8: "other side",
}  # fmt: skip
LYING = {
    1: lambda a: a, 2: np.fliplr, 3: lambda a: np.rot90(a, 2), 4: np.flipud,
    5: lambda a: np.swapaxes(a, 0, 1), 6: lambda a: np.rot90(a, 1),
    7: lambda a: np.swapaxes(np.rot90(a, 2), 0, 1), 8: lambda a: np.rot90(a, -1),
}  # fmt: skip
"""How the cells lie in a file that is to be turned so (EXIF 2.3, table 6)."""


@pytest.mark.parametrize("orientation", UPRIGHT, ids=lambda each: f"{each} {UPRIGHT[each]}")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_stands_as_the_camera_was_held(kind: str, orientation: int):
    lying = LYING[orientation](np.asarray(quarters()))
    exif = Image.Exif()
    exif[0x0112] = orientation
    encoded = saved(Image.fromarray(np.ascontiguousarray(lying)), kind, exif=exif, quality=95)
    shown = corners(picture(encoded, size=SIZE))
    np.testing.assert_allclose(shown, [BLUE, WHITE, RED, RED], atol=NEAR)


def large(width: int, height: int) -> bytes:
    """A PNG that promises more cells than it holds: nobody may reserve room for them."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(bytes(90))), chunk(b"IEND", b""))
    )


def gif_of_a_large_screen() -> bytes:
    """Small as a file; the screen that its first picture would be laid on is not."""
    encoded = bytearray(saved(quarters(), "GIF"))
    struct.pack_into("<HH", encoded, 6, 60_000, 60_000)
    return bytes(encoded)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "text by another name": (lambda: b"not a picture at all\n" * 40, "picture_broken"),
    "a drawing in SVG": (lambda: b"<svg xmlns='x'><rect/></svg>", "picture_broken"),
    "a page description": (
        lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "picture_broken",
    ),
    "nothing": (lambda: b"", "picture_broken"),
    "half a JPEG": (lambda: saved(quarters(), "JPEG")[:700], "picture_broken"),
    "half a PNG": (lambda: saved(quarters(), "PNG")[:200], "picture_broken"),
    "only a head": (lambda: saved(quarters(), "WEBP")[:16], "picture_broken"),
    "more cells than are decoded": (lambda: large(5_001, 5_000), "picture_too_large"),
    "a bomb": (lambda: large(60_000, 60_000), "picture_too_large"),
    "a GIF of a large screen": (gif_of_a_large_screen, "picture_too_large"),
    "32 bits a colour": (
        lambda: saved(Image.fromarray(np.ones((40, 40), np.float32)), "TIFF"), "picture_too_deep",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_picture_for_us_is_refused_by_its_code(case: str):
    make, code = REFUSED[case]
    with pytest.raises(DataError) as caught:
        picture(make(), "holiday.png", size=SIZE)
    assert caught.value.code == code
    assert caught.value.values["entry"] == "holiday.png"


def test_cells_are_counted_before_any_is_decoded(monkeypatch: pytest.MonkeyPatch):
    decodes = []
    monkeypatch.setattr(Image.Image, "load", lambda image: decodes.append(image.size))
    with pytest.raises(DataError):
        picture(large(MAX_PIXELS, 2), size=SIZE)
    assert decodes == []
