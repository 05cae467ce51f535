"""One picture of the learner's: from the bytes of a file to a small square of coloured cells.

Files are read as they come from phones, scanners and drawing programs: with profiles, odd tags,
16 bits, a lost end. Only the decoders in `FORMATS` are ever tried, and whatever they stumble over
ends in a `DataError`: a decoder has errors of its own that nobody can list.
"""

import io
import warnings

import numpy as np
from PIL import Image, ImageOps

from cnncore.data.errors import DataError

SIZE = 32  # cells per side a picture for training is brought to
MAX_PIXELS = 25_000_000  # of one picture; a phone takes 12 million
FORMATS = ("PNG", "JPEG", "BMP", "DIB", "GIF", "WEBP", "TIFF")
FORMAT_NAMES = ("PNG", "JPEG", "BMP", "GIF", "WebP", "TIFF")
SUFFIXES = (
    ".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".bmp", ".dib", ".gif", ".webp", ".tif", ".tiff",
)  # fmt: skip
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG_END = b"\xff\xd9"
_HELD_BACK = 18  # rows: a block of 16, and two that its colours are smoothed with
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def picture(encoded: bytes, name: str = "picture", *, size: int = SIZE) -> np.ndarray:
    """A picture file as (size, size, 3) bytes: upright, its middle square, of several the first.

    Raises:
        DataError: `picture_broken`, `picture_too_large` or `picture_too_deep`.
    """
    return decoded(encoded, name, size)[0]


def decoded(encoded: bytes, name: str, size: int = SIZE) -> tuple[np.ndarray, int]:
    """The picture as `picture` gives it, and how many pixels had to be decoded for that."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with _loaded(_bare(encoded), name, size) as image:
                return _fitted(image, name, size), image.width * image.height
    except DataError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_large(f"> {MAX_PIXELS}", name) from None
    except Exception:  # struct.error, zlib.error, KeyError, ...: every decoder has its own
        raise DataError("picture_broken", entry=name) from None


def _check_size(pixels: int, name: str) -> None:
    if pixels > MAX_PIXELS:
        raise _too_large(pixels, name)


def _too_large(pixels: object, name: str) -> DataError:
    return DataError("picture_too_large", entry=name, pixels=pixels, maximum=MAX_PIXELS)


def _bare(encoded: bytes) -> bytes:
    """A PNG without what is no picture: a large colour profile or text makes Pillow refuse it."""
    if not encoded.startswith(_PNG):
        return encoded
    kept, at = [_PNG], len(_PNG)
    while at + 12 <= len(encoded):
        end = at + 12 + int.from_bytes(encoded[at : at + 4])
        kind = encoded[at + 4 : at + 8]
        if kind[:1].isupper() or kind in (b"tRNS", b"eXIf"):  # upper case: no picture without it
            kept.append(encoded[at:end])
        at = end
    return b"".join(kept)


def _loaded(encoded: bytes, name: str, size: int) -> Image.Image:
    """The picture, decoded; a JPEG that lost only its last bytes is given an end."""
    image = Image.open(io.BytesIO(encoded), formats=FORMATS)
    _check_size(image.width * image.height, name)
    image.draft("RGB", (size * 4, size * 4))  # a JPEG need not be decoded in full
    try:
        image.load()
    except OSError:
        if encoded.endswith(_JPEG_END) or not _lacks_only_its_end(image):
            raise
        return _loaded(encoded + _JPEG_END, name, size)
    return image


def _lacks_only_its_end(image: Image.Image) -> bool:
    """Whether at most the last blocks of a JPEG are missing: the decoder holds those back."""
    if image.format != "JPEG":
        return False
    image.tile = []  # pyright: ignore[reportAttributeAccessIssue] - take what was decoded
    cells = np.asarray(image).reshape(image.height, -1)
    arrived = np.flatnonzero(cells.any(axis=1))  # rows that never came are black
    return len(arrived) > 0 and image.height - 1 - arrived[-1] <= _HELD_BACK


def _fitted(image: Image.Image, name: str, size: int) -> np.ndarray:
    """The middle square, (size, size, 3) bytes; transparency becomes white."""
    image = _upright(_eight_bits(image, name))
    if "A" in image.getbands() or "transparency" in image.info:
        with_alpha = image.convert("RGBA")
        image = Image.new("RGBA", with_alpha.size, "white")
        image.alpha_composite(with_alpha)
    return np.asarray(ImageOps.fit(image.convert("RGB"), (size, size), Image.Resampling.BOX))


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera was held; damage elsewhere in its notes does not matter for that."""
    try:
        turn = _UPRIGHT.get(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # notes that cannot be read are no reason to refuse the pixels
        return image
    return image if turn is None else image.transpose(turn)


def _eight_bits(image: Image.Image, name: str) -> Image.Image:
    """Grey of 16 bits scaled to 8; Pillow itself would cut everything above 255 to white.

    Raises:
        DataError: `picture_too_deep`: numbers of 32 bits have no white of their own.
    """
    if not image.mode.startswith(("I", "F")):
        return image
    if image.mode == "F" or (image.mode == "I" and image.format != "PNG"):
        raise DataError("picture_too_deep", entry=name)
    cells = np.asarray(image).astype(np.int64)
    grey = Image.fromarray(((cells + 128) // 257).astype(np.uint8))
    if "transparency" in image.info:
        is_shown = cells != image.info["transparency"]
        grey.putalpha(Image.fromarray((255 * is_shown).astype(np.uint8)))
    if "exif" in image.info:
        grey.info["exif"] = image.info["exif"]
    return grey
