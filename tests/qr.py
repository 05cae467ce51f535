"""Reads a QR code again: what a phone does, short of finding it in a photograph."""

from __future__ import annotations

import io
import re
from itertools import chain

import numpy as np
from PIL import Image
from segno import consts

_LEVELS = {0b01: consts.ERROR_LEVEL_L, 0b00: consts.ERROR_LEVEL_M}
_LEVELS |= {0b11: consts.ERROR_LEVEL_Q, 0b10: consts.ERROR_LEVEL_H}
_MASKS = (
    lambda y, x: (y + x) % 2 == 0,
    lambda y, x: y % 2 == 0,
    lambda y, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: (y * x) % 2 + (y * x) % 3 == 0,
    lambda y, x: ((y * x) % 2 + (y * x) % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + (y * x) % 3) % 2 == 0,
)


def read_svg(svg: str) -> str:
    """What the code says that ``pages.ui.shell.qr`` drew."""
    found = re.search(r'viewBox="0 0 (\d+) \1"', svg)
    assert found, svg[:200]
    modules = np.zeros((int(found[1]), int(found[1])), dtype=bool)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", svg):
        modules[int(y), int(x) : int(x) + int(width)] = True
    assert not modules[:4].any()
    assert not modules[:, :4].any()
    return read(_cropped(modules))


def read_picture(png: bytes) -> str:
    """What the code says that is all there is on a picture of it."""
    grey = np.asarray(Image.open(io.BytesIO(png)).convert("L"))
    dark = _cropped(grey < 128)
    module = int(np.argmin(dark[0])) / 7  # the finder pattern begins with seven dark ones
    side = round(dark.shape[1] / module)
    middle = ((np.arange(side) + 0.5) * dark.shape[1] / side).astype(int)
    return read(dark[np.ix_(middle, middle)])


def _cropped(dark: np.ndarray) -> np.ndarray:
    rows, columns = np.flatnonzero(dark.any(1)), np.flatnonzero(dark.any(0))
    return dark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def read(modules: np.ndarray) -> str:
    """What a code says, of its modules (n×n, True is dark), none of them damaged."""
    side = len(modules)
    version = (side - 17) // 4
    fields = [int(modules[8, x]) for x in (0, 1, 2, 3, 4)]
    level, mask = divmod(int("".join(map(str, fields)), 2) ^ 0b10101, 8)
    bits, taken = [], _not_data(version, side)
    for right in [*range(side - 1, 6, -2), *range(5, 0, -2)]:
        is_upward = (side - 1 - right - (right < 6)) // 2 % 2 == 0
        rows = range(side - 1, -1, -1) if is_upward else range(side)
        bits += [
            bool(modules[y, x]) != _MASKS[mask](y, x)
            for y in rows
            for x in (right, right - 1)
            if not taken[y, x]
        ]
    return _text(_data(np.packbits(bits), version, _LEVELS[level]), version)


def _not_data(version: int, side: int) -> np.ndarray:
    """Where finders, timing, alignment, format and version stand."""
    taken = np.zeros((side, side), dtype=bool)
    taken[:9, :9] = taken[:9, -8:] = taken[-8:, :9] = True
    taken[6] = taken[:, 6] = True
    centres: tuple[int, ...] = consts.ALIGNMENT_POS[version - 2] if version > 1 else ()
    last = max(centres, default=6)
    for y in centres:
        for x in centres:
            if (y, x) not in ((6, 6), (6, last), (last, 6)):
                taken[y - 2 : y + 3, x - 2 : x + 3] = True
    if version >= 7:
        taken[:6, -11:] = taken[-11:, :6] = True
    return taken


def _data(codewords: np.ndarray, version: int, level: int) -> list[int]:
    """The data of all blocks in order; they stand one codeword of each at a time."""
    sizes = [e.num_data for e in consts.ECC[version][level] for _ in range(e.num_blocks)]
    blocks: list[list[int]] = [[] for _ in sizes]
    stream = iter(codewords.tolist())
    for place in range(max(sizes)):
        for block, size in zip(blocks, sizes, strict=True):
            if place < size:
                block.append(next(stream))
    return list(chain.from_iterable(blocks))


def _text(data: list[int], version: int) -> str:
    bits = "".join(f"{byte:08b}" for byte in data)
    assert bits[:4] == "0100", "only bytes are read here"
    start = 4 + (8 if version < 10 else 16)
    count = int(bits[4:start], 2)
    read = (int(bits[start + 8 * i : start + 8 * i + 8], 2) for i in range(count))
    return bytes(read).decode()
