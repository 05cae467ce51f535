"""A picture drawn or photographed by the learner: what the network sees, and what it answers."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import streamlit as st
from PIL import Image

from cnncore.data import Dataset
from cnncore.engine import EngineError
from cnncore.errors import SettingError
from lessons.training_lab.words import class_name
from pages.ui.lab.data import dataset_of
from pages.ui.lab.run import LabRun, weights_of
from pages.ui.lab.words import word, words
from pages.ui.shell import language

BOARD = 256
"""Pixels per side of what the board sends."""
MOST_BYTES = 400_000
_MARGIN = {"digits": 0.0, "mnist": 4 / 28}
"""Data sets whose digits were cut out and centred: share of the side left free around the ink."""
_COLOURED = {"shapes", "cifar10", "upload"}
_INKS = {
    "white": "#ffffff",
    "yellow": "#f2c14e",
    "red": "#e4572e",
    "blue": "#4ea5d9",
    "green": "#5bba6f",
    "black": "#17202b",
}
_HEADER = "data:image/png;base64,"


def decode(address: object, side: int = BOARD) -> np.ndarray | None:
    """The picture the board sent, (side, side, 3) bytes; None if it is none."""
    if not isinstance(address, str) or not address.startswith(_HEADER):
        return None
    try:
        packed = base64.b64decode(address.removeprefix(_HEADER)[: MOST_BYTES * 2], validate=True)
        with Image.open(io.BytesIO(packed), formats=["PNG"]) as image:
            if image.size != (side, side):
                return None
            return np.asarray(image.convert("RGB"))
    except Exception:  # a decoder has errors of its own, and the bytes are a stranger's
        return None


def as_network_input(board: np.ndarray, data_name: str, shape: Sequence[int]) -> np.ndarray:
    """The board at the size and in the colours of the data, (H, W, C) bytes.

    Digits of the data sets were cut out, centred and scaled; the same is done here, since a network
    without pooling to the end knows a digit only where it saw digits.
    """
    channels, height, width = shape
    if channels == 3:
        return resized(board, (height, width))
    grey = board.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
    if data_name in _MARGIN:
        grey = _cut_out(_ink(grey), _MARGIN[data_name])
    return resized(np.clip(grey, 0, 255).astype(np.uint8), (height, width))[..., None]


def resized(picture: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Bytes (H, W) or (H, W, 3) at another size, each new cell the mean of what it covers."""
    image = Image.fromarray(picture).resize((size[1], size[0]), Image.Resampling.BOX)
    return np.asarray(image)


def _ink(grey: np.ndarray) -> np.ndarray:
    """Bright ink on black, also from dark ink on paper."""
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    paper = float(np.median(border))
    ink = np.abs(grey - paper)
    largest = float(ink.max())
    ink = np.where(ink < 0.25 * largest, 0, ink)  # uneven light on a photographed page
    return ink * (255 / largest) if largest > 20 else np.zeros_like(grey)


def _cut_out(ink: np.ndarray, margin: float) -> np.ndarray:
    """The ink in the middle of a square, its longer side as long as the data sets have it."""
    rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    if not len(rows):
        return ink
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    side = max(cut.shape)
    full = round(side / (1 - 2 * margin))
    square = np.zeros((full, full), np.float32)
    top, left = (full - cut.shape[0]) // 2, (full - cut.shape[1]) // 2
    square[top : top + cut.shape[0], left : left + cut.shape[1]] = cut
    return square


def classify(
    weights: bytes, config: Mapping[str, Any], dataset: Dataset, picture: np.ndarray
) -> np.ndarray:
    """Softmax of a network with these weights for one picture (H, W, C) of bytes."""
    import torch

    from cnncore.train.evaluation import evaluating

    model = model_of(weights, config["network"], dataset)
    x = torch.from_numpy(dataset.standardized(picture[None]))
    with evaluating(model):
        return model(x).softmax(1)[0].numpy()


def model_of(weights: bytes, network: dict[str, Any], dataset: Dataset) -> Any:
    """The network of a run with these weights, for the pictures of ``dataset``."""
    return _model(weights, network, dataset.in_shape, dataset.num_classes)


@st.cache_resource(max_entries=8, show_spinner=False)
def _model(weights: bytes, network: dict[str, Any], shape: Sequence[int], classes: int) -> Any:
    from cnncore.network import Network
    from cnncore.train.building import assemble
    from cnncore.train.weights import load_weights

    model = assemble(Network.from_dict(network), shape, classes).eval()
    load_weights(model, weights)
    return model


def channels_of(run: LabRun) -> int:
    """Whether the run's pictures are grey (1) or coloured (3)."""
    return 3 if run.config["data"]["name"] in _COLOURED else 1


def answer_to(sent: Mapping[str, Any], run: LabRun) -> dict[str, Any]:
    """What the network of a run says to the picture a board sent; a sentence if it cannot."""
    board = decode(sent.get("image"))
    if board is None:
        return {"sentence": word("draw.unreadable"), "bars": []}
    try:
        dataset = dataset_of(run.config)
        seen = as_network_input(board, run.config["data"]["name"], dataset.in_shape)
        probs = classify(weights_of(run.job_id), run.config, dataset, seen)
    except (EngineError, SettingError):
        return {"sentence": word("draw.too_early"), "bars": []}
    return answer(probs, dataset.class_ids, seen)


def answer(probs: np.ndarray, class_ids: Sequence[str], seen: np.ndarray) -> dict[str, Any]:
    """The answer as the board shows it: a sentence, the bars, and what the network saw."""
    best = int(probs.argmax())
    names = [class_name(class_id, language.current()) for class_id in class_ids]
    bars = [
        {"name": name, "share": float(p), "percent": f"{100 * p:.1f}%", "best": i == best}
        for i, (name, p) in enumerate(zip(names, probs, strict=True))
    ]
    height, width = seen.shape[:2]
    return {
        "best": class_ids[best],
        "sentence": word("draw.answer", name=names[best], percent=f"{100 * probs[best]:.1f}"),
        "bars": bars,
        "seen": png(seen),
        "seen_text": word("draw.seen", size=f"{height}×{width}"),
    }


def png(picture: np.ndarray) -> str:
    """A picture of bytes (H, W, C) as an address for an image."""
    buffer = io.BytesIO()
    Image.fromarray(picture[..., 0] if picture.shape[-1] == 1 else picture).save(buffer, "PNG")
    return _HEADER + base64.b64encode(buffer.getvalue()).decode()


def board_data(
    *,
    channels: int,
    title: str = "",
    hint: str = "",
    action: str,
    can_act: bool,
    note: str = "",
    result: Mapping[str, Any] | None = None,
    asks_by_itself: bool = True,
) -> dict[str, Any]:
    """What every drawing board shows: paper, inks, its button, words."""
    is_grey = channels == 1
    inks = list(_INKS)[:1] if is_grey else list(_INKS)
    strings = words("draw") | ({"title": title, "hint": hint} if title else {})
    return {
        "strings": strings,
        "paper": "#000000" if is_grey else "#5b5f66",
        "inks": [_INKS[name] for name in inks],
        "ink_names": [word(f"draw.inks.{name}") for name in inks],
        "brush": 24,
        "action": {"label": action, "can": can_act},
        "note": note,
        "result": dict(result) if result else None,
        "asks_by_itself": asks_by_itself and can_act,
        "echo": 0,
    }
