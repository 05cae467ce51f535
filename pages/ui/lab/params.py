"""The query parameters of the training lab: everything a run depends on, by its field's name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cnncore.data.config import UPLOAD_ID
from cnncore.errors import SettingError
from cnncore.network import Network, list_presets
from lessons.machinery.cells import half_width
from lessons.machinery.params import ChoiceParam, IntParam, Param, ParamSlip, bad_value
from pages.ui.runs.live_view import RATES

DATASETS = ("digits", "shapes", "bars", "mnist", "fashion_mnist", "cifar10", "upload")
ON_BOARD = ("digits", "shapes", "bars")
DIFFICULTIES = ("easy", "medium", "hard")
OPTIMIZERS = ("sgd", "momentum", "nesterov", "adam", "rmsprop")
SCHEDULES = ("constant", "step", "cosine", "warmup")
INITS = ("default", "he", "xavier", "zero", "too_large")
BATCH_SIZES = ("4", "8", "16", "32", "64", "128")
TRAIN_SIZES = ("all", "100", "300", "1000", "3000")
LARGEST_SEED = 999
MOST_EPOCHS = 50
LIVE = ("learning_rate", "schedule")
"""What a running training takes over at once; all else waits for a reset."""

LARGEST_AUGMENT = {"crop": 4.0, "flip": 1.0, "shift": 4.0, "noise": 0.5, "colour": 0.5}
_WHOLE = {"crop", "flip", "shift"}
_NUMBER = re.compile(r"[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]{1,2})?")
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class FloatParam:
    """A number from ``low`` to ``high``, written as short as it can be."""

    name: str
    low: float
    high: float
    default: float

    def parse(self, text: str) -> tuple[float, ParamSlip | None]:
        """The number, or the default and what was wrong."""
        value = _number(text)
        if value is not None and self.low <= value <= self.high:
            return value, None
        low, high = f"{self.low:g}", f"{self.high:g}"
        return self.default, bad_value("bad_number", self, text, low=low, high=high)

    def format(self, value: float) -> str:
        """The number as it stands in the address."""
        return f"{value:.6g}"


@dataclass(frozen=True, slots=True)
class NetworkParam:
    """A network: the name of a preset (fitted to the pictures), or the blocks as short text."""

    name: str
    default: str

    def parse(self, text: str) -> tuple[str, ParamSlip | None]:
        """The text if it names or spells a network, else the default and what was wrong."""
        if text in list_presets():
            return text, None
        try:
            return Network.from_text(text).as_text() or "empty", None
        except SettingError:
            return self.default, ParamSlip("bad_network", {"value": text[:60]})

    def format(self, value: str) -> str:
        """The text itself."""
        return value


@dataclass(frozen=True, slots=True)
class AugmentParam:
    """Augmentations that are on, such as ``shift2_noise0.1``."""

    name: str

    @property
    def default(self) -> dict[str, float]:
        """None."""
        return {}

    def parse(self, text: str) -> tuple[dict[str, float], ParamSlip | None]:
        """The readable ones, and which could not be read."""
        found: dict[str, float] = {}
        unreadable = []
        for part in filter(None, text.split("_")):
            kind = next((k for k in LARGEST_AUGMENT if part.startswith(k)), None)
            amount = _amount(kind, part.removeprefix(kind)) if kind else None
            if kind is None or amount is None:
                unreadable.append(part)
            elif amount:
                found[kind] = amount
        if not unreadable:
            return found, None
        return found, ParamSlip("bad_augment", {"value": " ".join(unreadable)[:60]})

    def format(self, value: dict[str, float]) -> str:
        """The ones that are on, joined by ``_``."""
        return "_".join(f"{kind}{value[kind]:g}" for kind in LARGEST_AUGMENT if value.get(kind))


@dataclass(frozen=True, slots=True)
class UploadParam:
    """The learner's own pictures, by the id they are kept under; empty for none."""

    name: str
    default: str = ""

    def parse(self, text: str) -> tuple[str, ParamSlip | None]:
        """The id; whatever is none counts as no pictures, which the data strip says."""
        return (text if UPLOAD_ID.fullmatch(text) else ""), None

    def format(self, value: str) -> str:
        """The id itself."""
        return value


def _number(text: str) -> float | None:
    """A number as the address writes it, such as ``2e-05``; None for any other text."""
    plain = half_width(text)
    return float(plain) if len(plain) <= _LONGEST and _NUMBER.fullmatch(plain) else None


def _amount(kind: str, text: str) -> float | None:
    amount = _number(text)
    if amount is None or not 0 <= amount <= LARGEST_AUGMENT[kind]:
        return None
    return None if kind in _WHOLE and amount != int(amount) else amount


AUGMENT = AugmentParam("augment")
SETTINGS: tuple[Param, ...] = (
    ChoiceParam("optimizer", OPTIMIZERS, "momentum"),
    FloatParam("learning_rate", *RATES, 0.02),
    ChoiceParam("schedule", SCHEDULES, "constant"),
    ChoiceParam("batch_size", BATCH_SIZES, "32"),
    IntParam("epochs", 1, MOST_EPOCHS, 12),
    FloatParam("weight_decay", 0.0, 0.1, 0.0),
    FloatParam("label_smoothing", 0.0, 0.3, 0.0),
    ChoiceParam("init", INITS, "default"),
    IntParam("seed", 0, LARGEST_SEED, 7),
    IntParam("shuffle", 0, 1, 1),
)
DATA: tuple[Param, ...] = (
    ChoiceParam("data", DATASETS, "shapes"),
    ChoiceParam("difficulty", DIFFICULTIES, "medium"),
    IntParam("data_seed", 0, LARGEST_SEED, 0),
    ChoiceParam("train_size", TRAIN_SIZES, "all"),
    IntParam("pixel_shuffle", 0, 1, 0),
    IntParam("test_shift", 0, 8, 0),
    AUGMENT,
    UploadParam("upload"),
)
PARAMS: tuple[Param, ...] = (
    NetworkParam("network", "tiny_vgg"),
    *SETTINGS,
    *DATA,
    IntParam("lock", 0, 1, 0),
)
