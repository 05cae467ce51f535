"""Arrays as JSON: one byte a number, in base64. Small enough for ten snapshots a second."""

import base64
from typing import Any

import numpy as np


def pack_signed(array: np.ndarray) -> dict[str, Any]:
    """Numbers around 0: value = byte / 127 * scale, bytes signed. Not finite becomes 0."""
    array = _finite(array)
    scale = float(np.abs(array).max(initial=0.0))
    codes = np.round(array / (scale or 1.0) * 127).astype(np.int8)
    return {"shape": list(array.shape), "scale": scale, "data": _text(codes)}


def pack_range(array: np.ndarray) -> dict[str, Any]:
    """Numbers in a range: value = low + byte / 255 * scale. Not finite becomes 0.

    `low` is 0 unless there are negative numbers, so that black keeps meaning "nothing".
    """
    array = _finite(array)
    low = min(0.0, float(array.min(initial=0.0)))
    scale = float(array.max(initial=0.0)) - low
    codes = np.round((array - low) / (scale or 1.0) * 255).astype(np.uint8)
    return {"shape": list(array.shape), "low": low, "scale": scale, "data": _text(codes)}


def pack_picture(picture: np.ndarray) -> dict[str, Any]:
    """A picture (H, W, C) of bytes, as it is."""
    return {"shape": list(picture.shape), "image": _text(picture)}


def unpack_signed(packed: dict[str, Any]) -> np.ndarray:
    """What `pack_signed` packed, to 1/254 of its scale."""
    codes = np.frombuffer(base64.b64decode(packed["data"]), np.int8)
    return codes.reshape(packed["shape"]).astype(np.float32) / 127 * packed["scale"]


def unpack_range(packed: dict[str, Any]) -> np.ndarray:
    """What `pack_range` packed, to 1/510 of its scale."""
    codes = np.frombuffer(base64.b64decode(packed["data"]), np.uint8)
    return packed["low"] + codes.reshape(packed["shape"]).astype(np.float32) / 255 * packed["scale"]


def unpack_picture(packed: dict[str, Any]) -> np.ndarray:
    """What `pack_picture` packed."""
    return np.frombuffer(base64.b64decode(packed["image"]), np.uint8).reshape(packed["shape"])


def _finite(array: np.ndarray) -> np.ndarray:
    """0 in the place of what is not finite; nearly always there is nothing to do."""
    if np.isfinite(array).all():
        return array
    return np.nan_to_num(array, nan=0.0, posinf=0.0, neginf=0.0)


def _text(codes: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(codes).tobytes()).decode()
