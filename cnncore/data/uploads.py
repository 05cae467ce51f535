"""The learner's own pictures: from a zip with a folder per class, or drawn and photographed.

Nothing of a zip is ever unpacked to disk. Every name and size is checked before a byte is
decompressed, decompression stops at the limit whatever the header claims, and only three picture
formats reach a decoder.
"""

import hashlib
import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from cnncore.data.config import UPLOAD_ID
from cnncore.data.dataset import Pictures
from cnncore.data.errors import DataError
from cnncore.data.storage import cache_folder, write_atomically

SIZE = 32  # cells per side every picture is brought to
MAX_ZIP_BYTES = 50_000_000
MAX_UNPACKED_BYTES = 200_000_000
MAX_RATIO = 100  # pictures hardly compress; a bomb reaches 1000
MAX_FILES = 5_000
MAX_PIXELS = 25_000_000  # of one picture; a phone takes 12 million
MAX_TOTAL_PIXELS = 500_000_000  # to decode; a PNG of 3 kB may hold 25 million
MAX_CLASSES = 20
MIN_PER_CLASS = 4
MAX_CLASS_NAME = 40  # characters
SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp")
FORMATS = ("PNG", "JPEG", "BMP")
ENCODINGS = ("utf-8", "gb2312", "cp437")  # of names that do not say theirs; the last reads any
_IGNORED = re.compile(r"(^|/)(__MACOSX|\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)(/|$)")

Classes = Mapping[str, Sequence[np.ndarray]]


def read_zip(packed: bytes) -> dict[str, list[np.ndarray]]:
    """The pictures of a zip by class, each (32, 32, 3) bytes.

    Args:
        packed: the zip: ``cats/1.png``, ``dogs/2.jpg``, also below one common folder.

    Raises:
        DataError: it is damaged, hostile, or no set of pictures in class folders; `code` says how.
    """
    if len(packed) > MAX_ZIP_BYTES:
        raise DataError("zip_too_large", size=len(packed), maximum=MAX_ZIP_BYTES)
    listed = packed.count(b"PK\x01\x02")  # before a list of a million entries fills the memory
    if listed > 2 * MAX_FILES:
        raise DataError("zip_too_many_files", count=listed, maximum=MAX_FILES)
    with _opened(packed) as archive:
        entries = _checked_entries(archive)
        classes: dict[str, list[np.ndarray]] = {}
        decoded = 0
        for entry, unpacked in _unpack(archive, entries):
            cells, pixels = _decoded(unpacked, entry)
            classes.setdefault(PurePosixPath(entry).parts[-2], []).append(cells)
            decoded += pixels
            if decoded > MAX_TOTAL_PIXELS:
                raise DataError("zip_bomb_pixels", maximum=MAX_TOTAL_PIXELS)
    return checked_classes(classes)


def picture(encoded: bytes, name: str = "picture") -> np.ndarray:
    """A PNG, JPEG or BMP as (32, 32, 3) bytes: upright, its middle square, made smaller.

    Raises:
        DataError: `picture_broken` or `picture_too_large`.
    """
    return _decoded(encoded, name)[0]


def _decoded(encoded: bytes, name: str) -> tuple[np.ndarray, int]:
    """The picture as `picture` gives it, and how many pixels had to be decoded for that."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(encoded), formats=FORMATS) as image:
                pixels = image.width * image.height
                if pixels > MAX_PIXELS:
                    raise DataError(
                        "picture_too_large", entry=name, pixels=pixels, maximum=MAX_PIXELS
                    )
                image.draft("RGB", (SIZE * 4, SIZE * 4))  # a JPEG need not be decoded in full
                return fitted(image), image.width * image.height
    except DataError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise DataError(
            "picture_too_large", entry=name, pixels=f"> {MAX_PIXELS}", maximum=MAX_PIXELS
        ) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError):
        raise DataError("picture_broken", entry=name) from None


def fitted(image: Image.Image, size: int = SIZE) -> np.ndarray:
    """The middle square of a picture, (size, size, 3) bytes; transparency becomes white."""
    image = ImageOps.exif_transpose(image)
    if "A" in image.getbands() or "transparency" in image.info:
        with_alpha = image.convert("RGBA")
        image = Image.new("RGBA", with_alpha.size, "white")
        image.alpha_composite(with_alpha)
    return np.asarray(ImageOps.fit(image.convert("RGB"), (size, size), Image.Resampling.BOX))


def checked_classes(classes: Classes) -> dict[str, list[np.ndarray]]:
    """Classes a network can be trained on, sorted by name.

    Raises:
        DataError: `no_pictures`, `one_class`, `too_many_classes`, `too_few_pictures`,
            `bad_class_name`.
    """
    if not classes:
        raise DataError("no_pictures")
    if len(classes) == 1:
        raise DataError("one_class", class_id=next(iter(classes)))
    if len(classes) > MAX_CLASSES:
        raise DataError("too_many_classes", count=len(classes), maximum=MAX_CLASSES)
    for class_id, pictures in classes.items():
        if not class_id.strip() or len(class_id) > MAX_CLASS_NAME or not class_id.isprintable():
            raise DataError("bad_class_name", class_id=class_id[:80], maximum=MAX_CLASS_NAME)
        if len(pictures) < MIN_PER_CLASS:
            raise DataError(
                "too_few_pictures", class_id=class_id, count=len(pictures), minimum=MIN_PER_CLASS
            )
    return {class_id: list(classes[class_id]) for class_id in sorted(classes)}


def store(classes: Classes) -> str:
    """Keep pictures for `DataConfig(name="upload", upload=...)`; returns the id to give there.

    The id is a fingerprint of the pictures: the same upload is kept once.
    """
    classes = checked_classes(classes)
    pictures = np.stack([p for group in classes.values() for p in group])
    counts = [len(group) for group in classes.values()]
    labels = np.repeat(np.arange(len(counts)), counts)
    buffer = io.BytesIO()
    names = np.array(list(classes), dtype=np.str_)
    np.savez_compressed(buffer, pictures=pictures, labels=labels, class_ids=names)
    digest = hashlib.sha256(pictures.tobytes() + labels.tobytes())
    digest.update("\0".join(classes).encode())
    upload = digest.hexdigest()[:32]
    write_upload(upload, buffer.getvalue())
    return upload


def read_upload(upload: str) -> bytes:
    """What `store` kept, to be sent to a worker on another machine.

    Raises:
        DataError: `upload_unknown`.
    """
    try:
        return _file(upload).read_bytes()
    except OSError:
        raise DataError("upload_unknown", upload=upload) from None


def write_upload(upload: str, stored: bytes) -> None:
    """Keep what `read_upload` gave on another machine."""
    path = _file(upload)
    if not path.is_file():
        write_atomically(path, lambda file: file.write(stored))


def load_upload_pictures(upload: str) -> Pictures:
    """The pictures of an upload.

    Raises:
        DataError: `upload_unknown` or `upload_damaged`.
    """
    try:
        with np.load(io.BytesIO(read_upload(upload)), allow_pickle=False) as stored:
            class_ids = tuple(map(str, stored["class_ids"]))
            labels = stored["labels"].astype(np.int64)
            return Pictures(stored["pictures"], labels, class_ids, note="upload")
    except DataError:
        raise
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        raise DataError("upload_damaged", upload=upload) from None


def _file(upload: str) -> Path:
    if not UPLOAD_ID.fullmatch(upload):  # never a path of somebody's choosing
        raise DataError("upload_unknown", upload=repr(upload)[:80])
    return cache_folder() / "uploads" / f"{upload}.npz"


def _checked_entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The pictures in the zip; everything else is refused before anything is unpacked."""
    infos = archive.infolist()
    if len(infos) > MAX_FILES:
        raise DataError("zip_too_many_files", count=len(infos), maximum=MAX_FILES)
    for info in infos:
        _check_name(info)
    entries = [i for i in infos if not i.is_dir() and not _IGNORED.search(_name_of(i))]
    total = 0
    for info in entries:
        _check_entry(info)
        total += info.file_size
        if total > MAX_UNPACKED_BYTES:
            raise DataError("zip_bomb_total", maximum=MAX_UNPACKED_BYTES)
    _check_overlap(entries)
    return entries


def _opened(packed: bytes) -> zipfile.ZipFile:
    """The zip with its names as they were written.

    Windows in Chinese packs names in GBK, macOS in UTF-8, and neither says so. The first encoding
    in which all of them can be read is theirs: one name alone may be legal in several.
    """
    for encoding in ENCODINGS:
        try:
            return zipfile.ZipFile(io.BytesIO(packed), metadata_encoding=encoding)
        except UnicodeDecodeError:
            continue
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            break
    raise DataError("not_a_zip")


def _name_of(info: zipfile.ZipInfo) -> str:
    """The name with / between folders, and with é as one sign: macOS writes it as two."""
    return unicodedata.normalize("NFC", info.orig_filename.replace("\\", "/"))


def _check_name(info: zipfile.ZipInfo) -> None:
    """No name may point outside, under the rules of any operating system."""
    name = _name_of(info)
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or "\0" in name:
        raise DataError("zip_absolute_path", entry=repr(name)[:120])
    if ".." in name.split("/"):
        raise DataError("zip_path_traversal", entry=repr(name)[:120])
    mode = info.external_attr >> 16
    if mode & 0o170000 not in (0, 0o100000, 0o040000):  # neither unset, nor a file, nor a folder
        raise DataError("zip_symlink", entry=repr(name)[:120])


def _check_entry(info: zipfile.ZipInfo) -> None:
    name = _name_of(info)
    if info.flag_bits & 0x1:
        raise DataError("zip_encrypted", entry=name[:120])
    if not name.lower().endswith(SUFFIXES):
        raise DataError("zip_wrong_type", entry=name[:120], allowed=SUFFIXES)
    if len(PurePosixPath(name).parts) < 2:
        raise DataError("zip_wrong_layout", entry=name[:120])
    ratio = info.file_size // max(info.compress_size, 1)
    if ratio > MAX_RATIO and info.file_size > 100_000:  # a small plain drawing compresses well
        raise DataError("zip_bomb_ratio", entry=name[:120], ratio=ratio, maximum=MAX_RATIO)


def _check_overlap(entries: list[zipfile.ZipInfo]) -> None:
    """No two entries may share bytes: that is how a bomb hides behind honest ratios (Fifield)."""
    end = -1
    for info in sorted(entries, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise DataError("zip_overlap", entry=_name_of(info)[:120])
        end = info.header_offset + 30 + info.compress_size  # 30: a local header without its name


def _unpack(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]
) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every entry; stops where the header lied about the size."""
    left = MAX_UNPACKED_BYTES
    for info in entries:
        try:
            with archive.open(info) as file:
                unpacked = file.read(min(left, info.file_size) + 1)
        except Exception as error:  # zipfile, zlib, lzma, bz2: each has errors of its own
            raise DataError("zip_damaged", reason=type(error).__name__) from None
        if len(unpacked) > info.file_size or len(unpacked) > left:
            raise DataError("zip_bomb_total", maximum=MAX_UNPACKED_BYTES)
        left -= len(unpacked)
        yield _name_of(info), unpacked
