"""In which writing the names of a zip were packed.

A zip may say that its names are UTF-8, in a flag or in a field beside the name. Many do not:
Windows packs in the code page of its country. Then one and the same bytes can be legal in several,
and the most likely reading comes first, but never alone: the others are offered beside it.
"""

import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Sequence

ENCODINGS = ("gb2312", "cp437", "gb18030", "cp950", "cp932", "cp949")
"""Code pages in the order they are tried: simplified Chinese as it is mostly written, western,
all of Chinese, traditional, Japanese, Korean."""
_FLAG_UTF8 = 0x800
_UNICODE_PATH = 0x7075  # "Info-ZIP Unicode Path Extra Field", APPNOTE 4.6.9


def readings(infos: Sequence[zipfile.ZipInfo]) -> tuple[str, ...]:
    """The code pages in which all names that do not say theirs can be read, likeliest first.

    Args:
        infos: entries of a zip opened with `metadata_encoding="cp437"`, which keeps every byte.

    Returns:
        ("utf-8",) where nothing is open.
    """
    raw = [_raw(info) for info in infos if _own_name(info) is None]
    if all(_reads(name, "utf-8") for name in raw):
        return ("utf-8",)
    found: dict[tuple[str, ...], str] = {}
    for encoding in ENCODINGS:
        if all(_is_plausible(name, encoding) for name in raw):
            found.setdefault(tuple(name.decode(encoding) for name in raw), encoding)
    return tuple(found.values()) or ("cp437",)


def name_of(info: zipfile.ZipInfo, encoding: str) -> str:
    """The name with / between folders, and with é as one sign: macOS writes it as two."""
    name = _own_name(info)
    if name is None:
        name = _raw(info).decode(encoding)
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _raw(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("cp437")


def _own_name(info: zipfile.ZipInfo) -> str | None:
    """The name where the zip says that it is UTF-8."""
    if info.flag_bits & _FLAG_UTF8:
        return info.orig_filename
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(field) > 5 and field[0] == 1:
            belongs = int.from_bytes(field[1:5], "little") == zlib.crc32(_raw(info))
            if belongs and _reads(field[5:], "utf-8"):
                return field[5:].decode()
    return None


def _reads(name: bytes, encoding: str) -> bool:
    try:
        name.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_plausible(name: bytes, encoding: str) -> bool:
    """Whether somebody may have written that: letters and common signs, no lines or half widths."""
    if not _reads(name, encoding):
        return False
    letters = [sign for sign in name.decode(encoding) if not sign.isascii()]
    if encoding == "cp437":
        return all(unicodedata.name(sign, "").startswith("LATIN") for sign in letters)
    return all(
        unicodedata.category(sign)[0] in "LNP" and not "\uff61" <= sign <= "\uff9f"
        for sign in letters
    )
