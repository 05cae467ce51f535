"""The data of the lab: loaded once for all sessions, shown in the strip, previewed."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

from cnncore.data import Augment, DataConfig, Dataset, DataUnavailable, list_datasets, load
from cnncore.errors import SettingError
from lessons.training_lab.words import class_name
from pages.ui.lab import params as params
from pages.ui.lab.state import Lab
from pages.ui.lab.words import has_word, word, words
from pages.ui.runs.pictures import as_training_sees, png_source
from pages.ui.shell import language

GLANCE = 6
PREVIEW = 8
_MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class LabData:
    """The pictures of this run of the page, or why there are none.

    Attributes:
        dataset: None when they cannot be had; then ``shape`` and ``classes`` are those of the set
            with the same name if known, so that the network can still be built.
        fault: what happened, in two sentences.
        can_choose: whether another data set is the way out.
    """

    dataset: Dataset | None
    shape: tuple[int, int, int]
    classes: int
    fault: tuple[str, str] | None = None
    can_choose: bool = True


_PATIENCE_SECONDS = 20.0
_UNREACHABLE: dict[str, float] = {}
"""When a data set could last not be fetched: no rerun waits for the same network again at once."""
_INFOS = {info.name: info for info in list_datasets()}


def load_data(lab: Lab) -> LabData:
    """The data set the lab is set to; a fault in words when it cannot be had."""
    name = lab.values["data"]
    try:
        # Augmentation is drawn anew at each use, so the stored pictures are without.
        config = replace(lab.data_config(), augment=Augment())
        if time.monotonic() - _UNREACHABLE.get(name, -_PATIENCE_SECONDS) < _PATIENCE_SECONDS:
            raise DataUnavailable("data_unavailable", name=name, reason="", on_board=())
        dataset = _cached(_key(config)) if _INFOS[name].is_ready else _fetched(config)
    except DataUnavailable:
        fault = word("data.unreachable", name=word(f"data.names.{name}"))
        return _without(name, fault, word("data.unreachable_ways"))
    except SettingError as refused:
        if name == "upload" and refused.code == "upload_missing":
            return _without(name, word("data.no_upload"), word("data.no_upload_ways"))
        return _without(name, refusal(refused), word("data.refused_ways"))
    return LabData(dataset, dataset.in_shape, dataset.num_classes)


def dataset_of(config: Mapping[str, Any]) -> Dataset:
    """The pictures of a run, from its ``TrainConfig.as_dict()``; they were loaded to start it.

    Raises:
        SettingError: they cannot be had any more.
    """
    return _cached(_key(replace(DataConfig.from_dict(config["data"]), augment=Augment())))


def _without(name: str, *fault: str) -> LabData:
    info = _INFOS[name]
    return LabData(None, info.in_shape or (3, 32, 32), info.num_classes or 2, (fault[0], fault[1]))


def _key(config: DataConfig) -> str:
    return json.dumps(config.as_dict(), sort_keys=True)


@st.cache_resource(max_entries=12, show_spinner=False)
def _cached(config_key: str) -> Dataset:
    """One copy for all sessions; its arrays cannot be written to."""
    return load(DataConfig.from_dict(json.loads(config_key)))


def _fetched(config: DataConfig) -> Dataset:
    """Pictures that may have to come over the network: with a bar that says how far they are."""
    if config.name == "upload":
        return _cached(_key(config))
    place, context = st.empty(), get_script_run_ctx()

    def report(_stage: str, arrived: int, expected: int) -> None:
        # Called from a thread that watches the files grow, not from the script's.
        add_script_run_ctx(threading.current_thread(), context)
        megabytes = f"{arrived / 1e6:.0f}", f"{expected / 1e6:.0f}"
        sentence = word("data.fetching", arrived=megabytes[0], expected=megabytes[1])
        place.progress(min(1.0, arrived / max(1, expected)), sentence)

    try:
        load(config, report)
        return _cached(_key(config))
    except DataUnavailable:
        _UNREACHABLE[config.name] = time.monotonic()
        raise
    finally:
        place.empty()


def refusal(error: SettingError) -> str:
    """Why something was refused, in the session's language; the English sentence if unnamed."""
    key = f"refusal.{error.code}"
    if not has_word(key):
        return word("refusal.other", why=str(error))
    template = words("refusal")[error.code]
    values = {k: _spoken(v) for k, v in error.values.items() if f"[[{k}]]" in template}
    return word(key, **values)


def _spoken(value: object) -> object:
    """Several things as a sentence lists them, not as Python does."""
    if isinstance(value, list | tuple):
        return word("own.comma").join(map(str, value))
    return value


def strip_data(lab: Lab, data: LabData, *, own_open: bool, preview: int | None) -> dict[str, Any]:
    """Everything the data strip shows.

    Args:
        lab: the settings.
        data: from ``load_data``.
        own_open: whether the place for own pictures is open below the strip.
        preview: number of the draw to preview augmentations with; None: not looked at.
    """
    values = {p.name: lab.values[p.name] for p in params.DATA} | lab.values["augment"]
    values |= {kind: lab.values["augment"].get(kind, 0) for kind in params.LARGEST_AUGMENT}
    return {
        "strings": words("data"),
        "after_reset": word("settings.after_reset"),
        "values": values,
        "groups": _groups(),
        "options": _options(lab),
        "augments": _augments(data),
        "augment_text": _augment_text(lab),
        "own_open": own_open,
        "preview": _preview(lab, data, preview),
        "fault": _fault(data),
        "echo": lab.echo.get("data", 0),
        "revision": lab.revision,
    } | _facts(lab, data)


def _facts(lab: Lab, data: LabData) -> dict[str, Any]:
    dataset = data.dataset
    if dataset is None:
        return {"about": "", "split": "", "classes": [], "pictures": None}
    channels, height, width = dataset.in_shape
    size = f"{height}×{width}" + (f"×{channels}" if channels > 1 else "")
    about = [word("data.about", size=size, classes=dataset.num_classes)]
    if lab.values["data"] in {"shapes", "bars"}:
        about.append(word(f"data.difficulties.{lab.values['difficulty']}"))
    if lab.values["data_seed"]:
        about.append(word("data.seed_note", seed=lab.values["data_seed"]))
    if lab.values["pixel_shuffle"]:
        about.append(word("data.shuffled_note"))
    if lab.values["test_shift"]:
        about.append(word("data.shift_note", count=lab.values["test_shift"]))
    train, test = (f"{len(labels):,}" for labels in (dataset.y_train, dataset.y_test))
    return {
        "about": " · ".join(about),
        "split": word("data.split", train=train, test=test),
        "classes": [
            {"name": class_name(class_id, language.current()), "count": count}
            for class_id, (count, _) in dataset.balance().items()
        ],
        "pictures": _glance(_config_key(lab), dataset),
    }


def _config_key(lab: Lab) -> str:
    return _key(lab.data_config())


@st.cache_data(max_entries=24, show_spinner=False)
def _glance(config_key: str, _dataset: Dataset) -> dict[str, Any]:
    """Six training pictures of each class as one mosaic, a row a class."""
    del config_key  # what the cache is keyed by
    rows = [
        _dataset.train_pictures[np.flatnonzero(_dataset.y_train == label)[:GLANCE]]
        for label in range(_dataset.num_classes)
    ]
    return {"source": _mosaic(rows), "size": _dataset.in_shape[1]}


def _mosaic(rows: Sequence[np.ndarray]) -> str:
    """Rows of pictures (N, H, W, C) as one PNG, as an address for an image."""
    height, width, channels = rows[0].shape[1:]
    columns = max(len(row) for row in rows)
    canvas = np.zeros((len(rows) * height, columns * width, channels), np.uint8)
    for i, row in enumerate(rows):
        for j, picture in enumerate(row):
            canvas[i * height : (i + 1) * height, j * width : (j + 1) * width] = picture
    return png_source(canvas)


def _preview(lab: Lab, data: LabData, draw: int | None) -> dict[str, Any] | None:
    if draw is None or data.dataset is None:
        return None
    return _augmented(_config_key(lab), draw, data.dataset)


@st.cache_data(max_entries=24, show_spinner=False)
def _augmented(config_key: str, draw: int, _dataset: Dataset) -> dict[str, Any]:
    """Pictures as they are, and below them as training would see them."""
    config = DataConfig.from_dict(json.loads(config_key))
    before = _dataset.train_pictures[:PREVIEW]
    after = as_training_sees(_dataset, before, config.augment, draw=draw)
    mosaic = _mosaic([before, after])
    return {"source": mosaic, "size": _dataset.in_shape[1], "columns": len(before)}


def _fault(data: LabData) -> dict[str, Any] | None:
    if data.fault is None:
        return None
    sentence, ways = data.fault
    choices = [{"id": name, "label": word(f"data.names.{name}")} for name in params.ON_BOARD]
    return {"sentence": sentence, "ways": ways, "choices": choices if data.can_choose else []}


def _groups() -> list[dict[str, Any]]:
    def group(label: str, names: Sequence[str]) -> dict[str, Any]:
        choices = [{"id": name, "label": word(f"data.names.{name}")} for name in names]
        return {"label": label, "choices": choices}

    away = [n for n in params.DATASETS if n not in params.ON_BOARD and n != "upload"]
    return [
        group(word("data.on_board"), params.ON_BOARD),
        group(word("data.openml"), away),
        group(word("data.own"), ["upload"]),
    ]


def _options(lab: Lab) -> list[dict[str, Any]]:
    specs: list[dict[str, Any]] = []
    if lab.values["data"] in {"shapes", "bars"}:
        labels = words("data.difficulties")
        choices = [{"id": d, "label": labels[d]} for d in params.DIFFICULTIES]
        specs.append({"name": "difficulty", "type": "words", "choices": choices})
    sizes = [{"id": s, "label": word("data.all") if s == "all" else s} for s in params.TRAIN_SIZES]
    specs += [
        {"name": "train_size", "type": "choice", "choices": sizes},
        {
            "name": "data_seed",
            "type": "whole",
            "low": 0,
            "high": params.LARGEST_SEED,
            "another": True,
        },
        {"name": "test_shift", "type": "slide", "places": list(range(9)), "scale": "linear"},
        {"name": "pixel_shuffle", "type": "flag"},
    ]
    label_of = {"data_seed": "seed"}
    return [
        spec | {"label": word(f"data.{label_of.get(spec['name'], spec['name'])}")} for spec in specs
    ]


def _augments(data: LabData) -> list[dict[str, Any]]:
    is_grey = data.shape[0] == 1
    specs = []
    for kind, largest in params.LARGEST_AUGMENT.items():
        spec: dict[str, Any] = {"name": kind, "label": word(f"data.augments.{kind}")}
        if kind == "flip":
            spec["type"] = "flag"
        elif largest >= 1:
            spec |= {"type": "slide", "places": list(range(int(largest) + 1)), "scale": "linear"}
        else:
            steps = [round(0.05 * i, 2) for i in range(int(largest / 0.05) + 1)]
            spec |= {"type": "slide", "places": steps, "scale": "linear"}
        if not (kind == "colour" and is_grey and not data.dataset):
            specs.append(spec)
    return specs


def _augment_text(lab: Lab) -> str:
    on = [kind for kind in params.LARGEST_AUGMENT if lab.values["augment"].get(kind)]
    if len(on) > _MOST_NAMED:
        return word("data.augment_many", count=len(on))
    return " · ".join(word(f"data.augments.{k}") for k in on) or word("data.augment_none")
