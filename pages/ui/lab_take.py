"""Take away and bring back: settings, weights, a PyTorch script, curves; weights by upload."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from cnncore.errors import SettingError
from cnncore.train.config import TrainConfig
from pages.components.copy_link import copy_link
from pages.ui import lab_run, runs, text
from pages.ui.lab_data import LabData, refusal
from pages.ui.lab_picture import curves_png
from pages.ui.lab_run import LabRun
from pages.ui.lab_state import PAGE, Lab
from pages.ui.lab_words import word

Events = Sequence[Mapping[str, Any]]
_COLUMNS: tuple[str, ...] = (
    "step",
    "loss",
    "accuracy",
    "test_loss",
    "test_accuracy",
    "train_loss",
    "train_accuracy",
)


def take_away(lab: Lab, data: LabData) -> None:
    """Everything a learner can leave with, and the weights they may come back with."""
    text.show_html(f'<h3 class="band">{escape(word("take.title"))}</h3>')
    run = lab_run.current()
    with st.container(key="lab-take"):
        copy_link(key=f"{PAGE}.link")
        if run and run.has_ended:
            _downloads(run)
    if not (run and run.has_ended):
        _note(word("take.nothing"))
    _note(word("take.note"))
    bring_back(lab, data)


def _downloads(run: LabRun) -> None:
    files: dict[str, tuple[str, str, Callable[[], bytes]]] = {
        "weights": ("cnn.safetensors", "application/octet-stream", lambda: weights_file(run)),
        "script": ("cnn.py", "text/x-python", lambda: script_file(run)),
        "curves": ("curves.csv", "text/csv", lambda: curves_csv(runs.history(run.job_id))),
        "picture": ("curves.png", "image/png", lambda: curves_png(runs.history(run.job_id))),
    }
    for name, (file_name, mime, made) in files.items():
        st.download_button(
            word(f"take.{name}"),
            data=made,
            file_name=file_name,
            mime=mime,
            key=f"{PAGE}.take_{name}",
            width="stretch",
            on_click="ignore",  # a file is no reason to run the page again
        )


def weights_file(run: LabRun) -> bytes:
    """The weights of the run, as safetensors."""
    return lab_run.weights_of(run.job_id)


def script_file(run: LabRun) -> bytes:
    """A script that repeats the run with torch alone, and says so in its last line."""
    from cnncore.train.export import as_script

    losses = [loss for event in runs.history(run.job_id) for loss in event.get("losses", ())]
    return as_script(TrainConfig.from_dict(dict(run.config)), losses[-1]).encode()


def curves_csv(events: Events) -> bytes:
    """Loss and accuracy of every step, and of the tests where there was one."""
    rows: dict[int, dict[str, Any]] = {}
    for event in events:
        if event.get("type") == "step":
            for offset, loss in enumerate(event["losses"]):
                step = event["first"] + offset
                accuracies = event.get("accuracies") or ()
                row = rows.setdefault(step, {"step": step})
                row["loss"] = loss
                row["accuracy"] = accuracies[offset] if offset < len(accuracies) else None
        elif event.get("type") == "test":
            row = rows.setdefault(event["step"], {"step": event["step"]})
            row |= {name: event.get(name) for name in _COLUMNS[3:]}
    file = io.StringIO()
    table = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(rows[step] for step in sorted(rows))
    return file.getvalue().encode()


def bring_back(lab: Lab, data: LabData) -> None:
    """Weights by upload: safetensors only, and only if they fit the network."""
    key = f"{PAGE}.weights_file"
    file = st.file_uploader(
        word("take.bring"), type="safetensors", key=key, max_upload_size=5, width="stretch"
    )
    if file is None:
        st.session_state.pop(f"{PAGE}.weights", None)
        return
    try:
        weights = _checked_weights(lab, data, file)
    except SettingError as error:
        st.session_state.pop(f"{PAGE}.weights", None)
        _note(word("take.refused", why=refusal(error)), role="alert")
        return
    st.session_state[f"{PAGE}.weights"] = weights
    _note(word("take.brought"), role="status")


def _checked_weights(lab: Lab, data: LabData, file: UploadedFile) -> bytes:
    """The uploaded file, if every name and shape agrees with the network on the page.

    Raises:
        SettingError: it is no safetensors file, or does not fit.
    """
    from cnncore.train.building import assemble
    from cnncore.train.weights import load_weights
    from pages.ui.lab_network import network_of

    weights = file.getvalue()
    network = network_of(lab.values["network"], data.shape)
    load_weights(assemble(network, data.shape, data.classes), weights)
    return weights


def _note(sentence: str, role: str | None = None) -> None:
    attribute = f' role="{role}"' if role else ""
    text.show_html(f'<p class="note"{attribute}>{escape(sentence)}</p>')
