"""Download and load: settings, weights, a PyTorch script, curves; weights by upload."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from cnncore.train.config import TrainConfig
from lessons.training_lab.words import class_name
from pages.ui.lab import run as lab_run
from pages.ui.lab import weights
from pages.ui.lab.data import LabData
from pages.ui.lab.run import LabRun
from pages.ui.lab.state import PAGE, Lab
from pages.ui.lab.taking import say_not_taken
from pages.ui.lab.words import word
from pages.ui.runs import live_view, runs
from pages.ui.shell import language, shell, text
from pages.ui.shell.language import t

Events = Sequence[Mapping[str, Any]]
_UNFINISHED: Mapping[str, Any] = {"last_loss": None, "step": None, "changes": ()}
_BINARY = "application/octet-stream"


def take_away(lab: Lab, data: LabData) -> None:
    """Everything a learner can leave with, and the weights they may come back with."""
    text.show_html(f'<h3 class="band">{escape(word("take.title"))}</h3>')
    run = lab_run.current()
    with st.container(key="lab-take"):
        shell.show_share(PAGE, t(f"nav.{PAGE}"), f"{PAGE}.link", boxed=True)
        if run and run.has_ended and not run.shows:
            _downloads(run)
    if not (run and run.has_ended):
        _note(word("take.nothing"))
    _note(word("take.note"))
    bring_back(lab, data)


def _downloads(run: LabRun) -> None:
    script = "cnn.zip" if run.config["data"]["upload"] else "train.py"
    files: dict[str, tuple[str, str, Callable[[], bytes]]] = {
        "weights": ("cnn.safetensors", _BINARY, lambda: lab_run.weights_file(run)),
        "script": (script, _BINARY, lambda: script_file(run.config, runs.history(run.job_id))),
        "curves": ("curves.csv", "text/csv", lambda: curves_file(runs.history(run.job_id))),
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
    names = [class_name(class_id, language.current()) for class_id in run.class_ids]
    live_view.show_picture(
        run.job_id,
        run.config,
        names,
        label=word("take.picture"),
        key=f"{PAGE}.take_picture",
    )


def script_file(config: Mapping[str, Any], events: Events) -> bytes:
    """A script that repeats the run with torch alone; with the learner's pictures, a zip of both.

    What was changed by hand during the run is in it, and where the run was stopped.
    """
    from cnncore.train.export import script_files

    told = next((e for e in reversed(events) if e["type"] == "finished"), {})
    finished = {**_UNFINISHED, **told}  # the engine ends a run that waits in fewer words
    changes = tuple((step, dict(command)) for step, command in finished["changes"])
    run = replace(TrainConfig.from_dict(dict(config)), changes=changes)
    loss = finished["last_loss"]
    files = script_files(run, math.nan if loss is None else loss, finished["step"])
    if len(files) == 1:
        return next(iter(files.values()))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def curves_file(events: Events) -> bytes:
    """Loss and accuracy of every step, and of the tests where there was one."""
    from cnncore.train.export import curves_csv

    return curves_csv(events).encode()


def bring_back(lab: Lab, data: LabData) -> None:
    """Weights by upload: safetensors only, and only if they fit the network."""
    st.file_uploader(
        word("take.bring"),
        type="safetensors",
        key=weights.field_key(),
        max_upload_size=5,
        width="stretch",
    )
    say_not_taken("safetensors")
    found = weights.loaded(lab, data)
    if found is None:
        return
    sentence, network = weights.origin_words(found)
    if not found.why_not:
        _note(" ".join(filter(None, [word("take.brought"), sentence])), role="status")
        return
    _note(word("take.refused", why=found.why_not), role="alert")
    if network:
        _note(sentence)
        st.button(
            word("take.rebuild"),
            key=f"{PAGE}.rebuild",
            on_click=weights.rebuild,
            args=(found, data),
        )


def _note(sentence: str, role: str | None = None) -> None:
    attribute = f' role="{role}"' if role else ""
    text.show_html(f'<p class="note"{attribute}>{escape(sentence)}</p>')
