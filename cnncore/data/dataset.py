"""Pictures on their way: as bytes from a source, as arrays for a network."""

from dataclasses import dataclass

import numpy as np

from cnncore.data.preparation import standardize


@dataclass(frozen=True, slots=True)
class Pictures:
    """What a source gives.

    Attributes:
        pictures: (N, H, W, C) bytes.
        labels: (N,) int64, indices into `class_ids`.
        class_ids: ids of the classes; their names on screen live in lessons.
        boundary: where the publisher's own test pictures begin; None: there is no such split.
        fill: what lies beyond the border: "constant" (black) or "edge" (more of the same).
        note: where they come from, a key for the page.
    """

    pictures: np.ndarray
    labels: np.ndarray
    class_ids: tuple[str, ...]
    boundary: int | None = None
    fill: str = "edge"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """What a network learns from and is tested with. x: float32 NCHW, y: int64.

    Attributes:
        x_train: standardised with `mean` and `std`; likewise `x_test`.
        y_train: indices into `class_ids`; likewise `y_test`.
        x_test: see `x_train`.
        y_test: see `y_train`.
        train_pictures: `x_train` as bytes (N, H, W, C), to look at; likewise `test_pictures`.
        test_pictures: see `train_pictures`.
        class_ids: ids of the classes.
        mean: of the training pictures, per channel, in 0 to 1.
        std: likewise.
        note: where the pictures come from, a key for the page.
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    train_pictures: np.ndarray
    test_pictures: np.ndarray
    class_ids: tuple[str, ...]
    mean: np.ndarray
    std: np.ndarray
    note: str = ""

    @property
    def in_shape(self) -> tuple[int, int, int]:
        """(channels, height, width) of one picture."""
        channels, height, width = self.x_train.shape[1:]
        return channels, height, width

    @property
    def num_classes(self) -> int:
        """How many classes there are."""
        return len(self.class_ids)

    def standardized(self, pictures: np.ndarray) -> np.ndarray:
        """Other pictures, bytes (N, H, W, C), as the network wants them: float32 (N, C, H, W)."""
        return standardize(pictures, self.mean, self.std)

    def balance(self) -> dict[str, tuple[int, int]]:
        """Of each class, how many training and test pictures there are."""
        counts = [
            np.bincount(labels, minlength=self.num_classes)
            for labels in (self.y_train, self.y_test)
        ]
        return {
            class_id: (int(counts[0][i]), int(counts[1][i]))
            for i, class_id in enumerate(self.class_ids)
        }
