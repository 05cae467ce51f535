"""What the training lab is set to: read from the address, changed by its components."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from cnncore.data import Augment, DataConfig
from cnncore.errors import SettingError
from cnncore.train.config import TrainConfig
from lessons.machinery.params import ChoiceParam, IntParam, Param
from pages.ui.lab import params as params
from pages.ui.lab.network import network_of, text_of_edit
from pages.ui.lab.words import has_word, word, words
from pages.ui.runs.runs import HOME
from pages.ui.shell.language import t
from pages.ui.shell.shell import show_notice
from pages.ui.shell.url_state import PageState, checked, open_state

PAGE = HOME
LIVE_PATH = "live"
START = f"{PAGE}.weights"
"""In the session: the file of weights that the next run starts from."""

_UPLOAD = f"{PAGE}.upload"
_DECADES = (-4, -3, -2, -1)


@dataclass(frozen=True, slots=True)
class Lab:
    """The checked settings of this run of the page."""

    values: Mapping[str, Any]
    echo: Mapping[str, int]
    revision: int

    def data_config(self) -> DataConfig:
        """Which pictures, and what is done to them.

        Raises:
            SettingError: the learner's own pictures are not there.
        """
        values = self.values
        is_upload = values["data"] == "upload"
        size = values["train_size"]
        return DataConfig(
            name=values["data"],
            seed=values["data_seed"],
            difficulty=values["difficulty"],
            train_size=None if size == "all" else int(size),
            pixel_shuffle=bool(values["pixel_shuffle"]),
            test_shift=values["test_shift"],
            augment=_augment(values["augment"]),
            upload=(values["upload"] or None) if is_upload else None,
        )

    def train_config(self, in_shape: tuple[int, int, int]) -> TrainConfig:
        """The run that Start would begin.

        Raises:
            SettingError: settings clash; the sentence names them.
        """
        values = self.values
        return TrainConfig(
            network=network_of(values["network"], in_shape),
            data=self.data_config(),
            optimizer=values["optimizer"],
            learning_rate=values["learning_rate"],
            schedule=values["schedule"],
            batch_size=int(values["batch_size"]),
            epochs=values["epochs"],
            weight_decay=values["weight_decay"],
            label_smoothing=values["label_smoothing"],
            init=values["init"],
            seed=values["seed"],
            shuffle=bool(values["shuffle"]),
            start=st.session_state.get(START),
        )


def _augment(amounts: Mapping[str, float]) -> Augment:
    return Augment(
        crop=int(amounts.get("crop", 0)),
        flip=bool(amounts.get("flip", 0)),
        shift=int(amounts.get("shift", 0)),
        noise=amounts.get("noise", 0.0),
        colour=amounts.get("colour", 0.0),
    )


def open_lab() -> Lab:
    """The settings for this run; a word about each the address spelled wrongly."""
    state = open_state(PAGE, params.PARAMS)
    for notice in state.notices:
        show_notice(notice)
    if state.take_refusal():
        show_notice(t("share.fixed_message"))
    shown = st.session_state.get(f"{PAGE}.shown")
    if shown is not None and shown != state.values:
        # The address changed without a component (back button, another link).
        bump_revision()
    _remember(state)
    return Lab(
        dict(state.values),
        st.session_state.get(f"{PAGE}.echo", {}),
        st.session_state.get(f"{PAGE}.revision", 0),
    )


def values_now() -> Mapping[str, Any]:
    """The settings as the page last showed them."""
    return st.session_state.get(f"{PAGE}.shown", {})


def set_values(**changes: Any) -> None:
    """Change settings from a callback, as another hand than the component that shows them."""
    update(changes)
    bump_revision()


def update(changes: Mapping[str, Any]) -> None:
    """Change settings from a callback: session and address."""
    state = open_state(PAGE, params.PARAMS)
    state.update(changes)
    _remember(state)


def take_network(sent: Mapping[str, Any] | None, in_shape: tuple[int, int, int]) -> None:
    """The builder sent an edit: check it, keep it, put it into the address."""
    if not sent:
        return
    try:
        update({"network": text_of_edit(sent, in_shape)})
    except SettingError:
        bump_revision()  # nothing a browser of ours would send: show what holds
    _keep_echo("network", sent)


def take_settings(sent: Mapping[str, Any] | None) -> None:
    """The settings column sent all its values."""
    if sent:
        update(checked(params.SETTINGS, sent))
        _keep_echo("settings", sent)


def take_data(sent: Mapping[str, Any] | None) -> None:
    """The data strip sent all its values; augmentations each by itself."""
    if sent:
        amounts = {k: float(sent[k]) for k in params.LARGEST_AUGMENT if sent.get(k)}
        raw = {**sent, "augment": params.AUGMENT.format(amounts)}
        update(_with_upload(checked(params.DATA, raw)))
        _keep_echo("data", sent)


def _with_upload(values: dict[str, Any]) -> dict[str, Any]:
    """Own pictures stand in the address only while they are the data; the session keeps them."""
    last = values_now().get("upload") or st.session_state.get(_UPLOAD, "")
    st.session_state[_UPLOAD] = last
    return {**values, "upload": last if values.get("data") == "upload" else ""}


def _keep_echo(group: str, sent: Mapping[str, Any]) -> None:
    echo = dict(st.session_state.get(f"{PAGE}.echo", {}))
    echo[group] = int(sent.get("echo", 0))
    st.session_state[f"{PAGE}.echo"] = echo


def _remember(state: PageState) -> None:
    st.session_state[f"{PAGE}.shown"] = dict(state.values)


def bump_revision() -> None:
    """Settings changed elsewhere: components take them over whatever they showed."""
    key = f"{PAGE}.revision"
    st.session_state[key] = st.session_state.get(key, 0) + 1


def settings_data(lab: Lab) -> dict[str, Any]:
    """Everything the settings column shows."""
    return {
        "strings": words("settings"),
        "values": {p.name: lab.values[p.name] for p in params.SETTINGS},
        "specs": [_spec(name) for name in _COLUMN],
        "live": list(params.LIVE),
        "live_path": LIVE_PATH,
        "unused": _unused(),
        "echo": lab.echo.get("settings", 0),
        "revision": lab.revision,
    }


def _unused() -> dict[str, str]:
    """What settings do not do while the next run starts from weights that were brought."""
    if START not in st.session_state:
        return {}
    return {"init": word("settings.unused"), "seed": word("settings.seed_of_batches")}


_COLUMN: Mapping[str, str] = {
    "optimizer": "optimizers",
    "learning_rate": "log",
    "schedule": "schedules",
    "batch_size": "",
    "epochs": "",
    "weight_decay": "zero_log",
    "label_smoothing": "linear",
    "init": "inits",
    "seed": "",
    "shuffle": "flag",
}
"""The settings in their order, and where their choices have words or how their slider is cut."""


def _spec(name: str) -> dict[str, Any]:
    param = next(p for p in params.SETTINGS if p.name == name)
    detail = _COLUMN[name]
    if isinstance(param, ChoiceParam):
        labels = words(f"settings.{detail}") if detail else {c: c for c in param.choices}
        choices = [{"id": c, "label": labels[c]} for c in param.choices]
        is_long = name in {"optimizer", "init"}
        return {"name": name, "type": "choice" if is_long else "words", "choices": choices}
    if isinstance(param, params.FloatParam):
        return {"name": name, "type": "slide", "places": places(detail), "scale": detail}
    if detail == "flag":
        return {"name": name, "type": "flag"}
    assert isinstance(param, IntParam)
    another = name == "seed"
    return {"name": name, "type": "whole", "low": param.low, "high": param.high, "another": another}


def places(scale: str) -> list[float]:
    """Where a slider may stop: ten places a decade, or even steps."""
    mantissas = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
    if scale == "log":
        return [float(f"{m}e{d}") for d in _DECADES for m in mantissas] + [1.0]
    if scale == "zero_log":
        return [0.0, *(float(f"{m}e{d}") for d in (-5, -4, -3, -2) for m in (1, 2, 5)), 0.1]
    return [round(0.01 * i, 2) for i in range(31)]


def describe_before(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """In words, what was set before where it is set otherwise now; "" where all agrees."""
    found = []
    for param in params.PARAMS:
        if param.name in {"lock", "upload"} or before.get(param.name) == now.get(param.name):
            continue
        found.append(_said(param, before[param.name]))
    return word("keep.comma").join(dict.fromkeys(found))


def _said(param: Param, value: Any) -> str:
    """A setting and its value: ``batch size 16``, or what the data are."""
    if param.name == "network":
        return word(f"block.preset.{value}") if has_word(f"block.preset.{value}") else str(value)
    if param.name == "data":
        return word(f"data.names.{value}")
    if param in params.DATA:
        return word("keep.data_options")
    spelled = param.format(value)
    choices = _COLUMN.get(param.name, "")
    shown = words(f"settings.{choices}").get(spelled, spelled) if choices else spelled
    return word("keep.setting", name=word(f"settings.{param.name}"), value=shown)


def describe_changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """In words, the settings in which two runs differ."""
    names = []
    for param in params.PARAMS:
        if param.name == "lock" or before.get(param.name) == now.get(param.name):
            continue
        if param.name == "network":
            names.append(word("keep.what_network"))
        elif param in params.DATA:
            names.append(word("keep.what_data"))
        else:
            names.append(word(f"settings.{param.name}"))
    return list(dict.fromkeys(names))
