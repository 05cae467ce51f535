"""Which pictures to learn from, and what is done to them. No torch, no arrays."""

import re
from dataclasses import dataclass, field
from typing import Any

from cnncore.arguments import choice
from cnncore.data.errors import DataError
from cnncore.network.records import as_fields, flag, from_fields, number, whole

Shape3 = tuple[int, int, int]

ON_BOARD = ("digits", "shapes", "bars")
FROM_OPENML = ("mnist", "fashion_mnist", "cifar10")
NAMES = (*ON_BOARD, *FROM_OPENML, "upload")
DIFFICULTIES = ("easy", "medium", "hard")
UPLOAD_ID = re.compile(r"[0-9a-f]{32}")
MAX_SIZE = 60_000  # pictures


@dataclass(frozen=True, slots=True)
class Augment:
    """Random changes to every training picture, drawn anew each time it is seen.

    Attributes:
        crop: a window smaller by 0 to this many cells is cut out and enlarged again.
        flip: half of the pictures are mirrored left to right.
        shift: moved by up to this many cells in each direction; the border is repeated.
        noise: standard deviation of noise added to each cell, in standard deviations of the data.
        colour: each channel is scaled by up to 1 +- colour and moved by up to +- colour.
    """

    crop: int = 0
    flip: bool = False
    shift: int = 0
    noise: float = 0.0
    colour: float = 0.0

    def __post_init__(self) -> None:
        whole("crop", self.crop, minimum=0, maximum=16)
        flag("flip", self.flip)
        whole("shift", self.shift, minimum=0, maximum=16)
        object.__setattr__(self, "noise", number("noise", self.noise, minimum=0.0, maximum=2.0))
        object.__setattr__(self, "colour", number("colour", self.colour, minimum=0.0, maximum=1.0))

    @property
    def is_active(self) -> bool:
        """Whether any change is made at all."""
        return self != Augment()

    def as_dict(self) -> dict[str, Any]:
        """As JSON."""
        return as_fields(self)

    @classmethod
    def from_dict(cls, values: object) -> "Augment":
        """What `as_dict` wrote, checked; errors as `cnncore.network.records.from_fields`."""
        return from_fields(cls, values, owner="augment")


@dataclass(frozen=True, slots=True)
class DataConfig:
    """A data set and what is done to it. The same config always gives the same pictures.

    Attributes:
        name: one of `NAMES`.
        seed: of drawing, splitting and shuffling.
        difficulty: of "shapes" and "bars": noise, clutter, contrast, size and rotation.
        train_size: pictures to learn from; None: what the data set gives (`cnncore.data.sources`).
        test_size: pictures to test with; None likewise.
        pixel_shuffle: the same random reordering of the cells of every picture.
        test_shift: cells every test picture is moved by, in a direction of its own.
        augment: random changes to training pictures.
        upload: the id `cnncore.data.uploads` gave, for name="upload".
    """

    name: str = "digits"
    seed: int = 0
    difficulty: str = "medium"
    train_size: int | None = None
    test_size: int | None = None
    pixel_shuffle: bool = False
    test_shift: int = 0
    augment: Augment = field(default_factory=Augment)
    upload: str | None = None

    def __post_init__(self) -> None:
        choice("name", self.name, NAMES)
        whole("seed", self.seed, minimum=0, maximum=2**31 - 1)
        choice("difficulty", self.difficulty, DIFFICULTIES)
        for name, minimum in (("train_size", 2), ("test_size", 1)):
            if getattr(self, name) is not None:
                whole(name, getattr(self, name), minimum=minimum, maximum=MAX_SIZE)
        flag("pixel_shuffle", self.pixel_shuffle)
        whole("test_shift", self.test_shift, minimum=0, maximum=16)
        if not isinstance(self.augment, Augment):
            raise DataError("not_a_mapping", owner="augment", value=repr(self.augment)[:80])
        if self.name == "upload":
            if not isinstance(self.upload, str) or not UPLOAD_ID.fullmatch(self.upload):
                raise DataError("upload_missing")
        elif self.upload is not None:
            raise DataError("only_for_upload", upload=repr(self.upload)[:80], name=self.name)

    def as_dict(self) -> dict[str, Any]:
        """As JSON."""
        return as_fields(self) | {"augment": self.augment.as_dict()}

    @classmethod
    def from_dict(cls, values: object) -> "DataConfig":
        """What `as_dict` wrote, checked; errors as `cnncore.network.records.from_fields`."""
        if isinstance(values, dict) and isinstance(values.get("augment"), dict):
            values = values | {"augment": Augment.from_dict(values["augment"])}
        return from_fields(cls, values, owner="data")
