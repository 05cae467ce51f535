"""The learner's own pictures: checked for a training, kept, and found again by their id."""

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from cnncore.data.config import UPLOAD_ID
from cnncore.data.dataset import Pictures
from cnncore.data.errors import DataError
from cnncore.data.storage import cache_folder, write_atomically

MAX_CLASSES = 20
MIN_PER_CLASS = 4
MAX_CLASS_NAME = 40  # characters

Classes = Mapping[str, Sequence[np.ndarray]]


def checked_classes(classes: Classes) -> dict[str, list[np.ndarray]]:
    """Classes a network can be trained on, sorted by name.

    Raises:
        DataError: `no_pictures`, `one_class`, `too_many_classes`, `too_few_pictures`,
            `class_name_empty`, `class_name_long`, `class_name_sign`.
    """
    if not classes:
        raise DataError("no_pictures")
    if len(classes) == 1:
        raise DataError("one_class", class_id=next(iter(classes)))
    if len(classes) > MAX_CLASSES:
        raise DataError("too_many_classes", count=len(classes), maximum=MAX_CLASSES)
    for class_id, pictures in classes.items():
        _check_name(class_id)
        if len(pictures) < MIN_PER_CLASS:
            raise DataError(
                "too_few_pictures", class_id=class_id, count=len(pictures), minimum=MIN_PER_CLASS
            )
    return {class_id: list(classes[class_id]) for class_id in sorted(classes)}


def _check_name(class_id: str) -> None:
    """A name of visible signs; the first that is none is named by its number."""
    odd = next((sign for sign in class_id if not sign.isprintable()), None)
    if odd is not None:
        sign = f"U+{ord(odd):04X}"
        shown = class_id[:80].replace(odd, f"‹{sign}›")
        raise DataError("class_name_sign", class_id=shown, sign=sign)
    if not class_id.strip():
        raise DataError("class_name_empty")
    if len(class_id) > MAX_CLASS_NAME:
        shown = class_id[:MAX_CLASS_NAME]
        raise DataError("class_name_long", class_id=shown, maximum=MAX_CLASS_NAME)


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
