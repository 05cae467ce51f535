"""Pictures from a zip with a folder per class.

Nothing of a zip is ever unpacked to disk. Every name and size is checked before a byte is
decompressed, and decompression stops at the limit whatever the header claims. How strongly a
picture was compressed is no sign of malice: a flat drawing stored as BMP shrinks a thousandfold.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from cnncore.data import folders, names, pictures
from cnncore.data.errors import DataError
from cnncore.data.uploads import checked_classes

MAX_ZIP_BYTES = 50_000_000
MAX_UNPACKED_BYTES = 200_000_000
MAX_FILES = 5_000
MAX_TOTAL_PIXELS = 500_000_000  # to decode; a PNG of 3 kB may hold 25 million
_METHODS = {
    1: "Shrink", 6: "Implode", 9: "Deflate64", 93: "Zstandard", 95: "XZ", 96: "JPEG", 98: "PPMd",
}  # fmt: skip
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


class Entry(NamedTuple):
    """A picture in the zip, by its name with / between folders."""

    name: str
    info: zipfile.ZipInfo


@dataclass(frozen=True, slots=True)
class ZipPictures:
    """What a zip held.

    Attributes:
        classes: the pictures by class, each (32, 32, 3) bytes.
        left_out: files beside them that nobody packed on purpose, or that are notes.
        merged: folders such as train and test, whose pictures of one class were put together.
        encoding: how the names were read.
        readings: for each code page in which all names can be read, likeliest first, the names of
            the classes; more than one where the zip does not say which is right.
    """

    classes: dict[str, list[np.ndarray]]
    left_out: tuple[str, ...]
    merged: tuple[str, ...]
    encoding: str
    readings: dict[str, tuple[str, ...]]


def read_zip(packed: bytes, encoding: str | None = None) -> ZipPictures:
    """The pictures of a zip by class.

    Args:
        packed: the zip: ``cats/1.png``, ``dogs/2.jpg``, also below one common folder.
        encoding: one of ``readings``; None takes the likeliest.

    Raises:
        DataError: it is damaged, hostile, or no set of pictures in class folders; `code` says how.
    """
    if len(packed) > MAX_ZIP_BYTES:
        raise DataError("zip_too_large", size=len(packed), maximum=MAX_ZIP_BYTES)
    listed = packed.count(b"PK\x01\x02")  # before a list of a million entries fills the memory
    if listed > 2 * MAX_FILES:
        raise DataError("zip_too_many_files", count=listed, maximum=MAX_FILES)
    with _opened(packed) as archive:
        infos = archive.infolist()
        possible = names.readings(infos)
        chosen = encoding if encoding in possible else possible[0]
        entries, left_out = _checked_entries(infos, chosen)
        paths = [entry.name for entry in entries]
        ids = folders.classes_of(paths)
        classes = _decoded(archive, entries, ids)
        readings = {}
        for code_page in possible:
            spelt = [names.name_of(info, code_page) for _, info in entries]
            readings[code_page] = tuple(dict.fromkeys(folders.classes_of(spelt)))
    merged = folders.merged_of(paths)
    return ZipPictures(checked_classes(classes), left_out, merged, chosen, readings)


def _decoded(
    archive: zipfile.ZipFile, entries: list[Entry], ids: list[str]
) -> dict[str, list[np.ndarray]]:
    classes: dict[str, list[np.ndarray]] = {}
    total = 0
    for class_id, (name, unpacked) in zip(ids, _unpack(archive, entries), strict=True):
        cells, pixels = pictures.decoded(unpacked, name)
        classes.setdefault(class_id, []).append(cells)
        total += pixels
        if total > MAX_TOTAL_PIXELS:
            raise DataError("zip_bomb_pixels", maximum=MAX_TOTAL_PIXELS)
    return classes


def _opened(packed: bytes) -> zipfile.ZipFile:
    """The zip; names that do not say how they were written keep their bytes, as cp437."""
    try:
        return zipfile.ZipFile(io.BytesIO(packed), metadata_encoding="cp437")
    except Exception:  # struct.error, UnicodeDecodeError, ...: whatever is in the way, it is no zip
        raise DataError("not_a_zip") from None


def _checked_entries(
    infos: list[zipfile.ZipInfo], encoding: str
) -> tuple[list[Entry], tuple[str, ...]]:
    """The pictures in the zip by name, and what is left out, before anything is unpacked."""
    if len(infos) > MAX_FILES:
        raise DataError("zip_too_many_files", count=len(infos), maximum=MAX_FILES)
    entries: list[Entry] = []
    left_out = []
    total = 0
    for info in infos:
        name = names.name_of(info, encoding)
        _check_name(info, name)
        if name.endswith("/"):
            continue
        if folders.is_left_out(name):
            left_out.append(name)
            continue
        _check_entry(info, name)
        entries.append(Entry(name, info))
        total += info.file_size
        if total > MAX_UNPACKED_BYTES:
            raise DataError("zip_bomb_total", maximum=MAX_UNPACKED_BYTES)
    _check_overlap(entries)
    return entries, tuple(left_out)


def _check_name(info: zipfile.ZipInfo, name: str) -> None:
    """No name may point outside, under the rules of any operating system."""
    shown = "".join(sign if sign.isprintable() else "·" for sign in name)[:120]
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or "\0" in name:
        raise DataError("zip_absolute_path", entry=shown)
    if ".." in name.split("/"):
        raise DataError("zip_path_traversal", entry=shown)
    mode = info.external_attr >> 16
    if mode & 0o170000 not in (0, 0o100000, 0o040000):  # neither unset, nor a file, nor a folder
        raise DataError("zip_symlink", entry=shown)


def _check_entry(info: zipfile.ZipInfo, name: str) -> None:
    if info.flag_bits & 0x1:
        raise DataError("zip_encrypted", entry=name[:120])
    if not name.lower().endswith(pictures.SUFFIXES):
        allowed = ", ".join(pictures.FORMAT_NAMES)
        raise DataError("zip_wrong_type", entry=name[:120], allowed=allowed)
    if info.compress_type not in _READABLE:
        method = _METHODS.get(info.compress_type, str(info.compress_type))
        raise DataError("zip_method", entry=name[:120], method=method)


def _check_overlap(entries: list[Entry]) -> None:
    """No two entries may share bytes: that is how a bomb hides its size (Fifield)."""
    end = -1
    for name, info in sorted(entries, key=lambda entry: entry.info.header_offset):
        if info.header_offset < end:
            raise DataError("zip_overlap", entry=name[:120])
        end = info.header_offset + 30 + info.compress_size  # 30: a local header without its name


def _unpack(archive: zipfile.ZipFile, entries: list[Entry]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every entry; stops where the header lied about the size."""
    left = MAX_UNPACKED_BYTES
    for name, info in entries:
        try:
            with archive.open(info) as file:
                unpacked = file.read(min(left, info.file_size) + 1)
        except Exception as error:  # zipfile, zlib, lzma, bz2: each has errors of its own
            raise DataError("zip_damaged", reason=type(error).__name__) from None
        if len(unpacked) > info.file_size or len(unpacked) > left:
            raise DataError("zip_bomb_total", maximum=MAX_UNPACKED_BYTES)
        left -= len(unpacked)
        yield name, unpacked
