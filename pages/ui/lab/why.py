"""Why a picture was mistaken: what the network's first maps show of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from cnncore.engine import EngineError
from cnncore.errors import SettingError
from cnncore.network import Network
from pages.ui.lab import draw
from pages.ui.lab import run as lab_run
from pages.ui.lab.data import dataset_of
from pages.ui.lab.run import LabRun
from pages.ui.lab.state import PAGE

_ASKED = f"{PAGE}.why"


def ask(sent: Mapping[str, Any]) -> None:
    """A mistake of a run that is over was opened; call it from a callback."""
    st.session_state[_ASKED] = sent.get("job"), sent.get("index")


def answer() -> dict[str, Any] | None:
    """The maps of the mistake that was asked about: ``{"job", "index", "map"}``; None without one.

    ``map`` is None where the network makes no maps, or its weights are gone.
    """
    job, index = st.session_state.get(_ASKED, (None, None))
    run = lab_run.current()
    if run is None or run.job_id != job or type(index) is not int:
        return None
    return {"job": job, "index": index, "map": _first_maps(run, index)}


def _first_maps(run: LabRun, index: int) -> dict[str, Any] | None:
    import torch

    from cnncore.train.inside import maps_of_picture

    try:
        dataset = dataset_of(run.config)
        network = run.config["network"]
        model = draw.model_of(lab_run.weights_of(run.job_id), network, dataset)
    except (EngineError, SettingError):
        return None
    if not 0 <= index < len(dataset.y_test):
        return None
    picture = torch.from_numpy(dataset.x_test[index].copy())
    return maps_of_picture(Network.from_dict(network), model, picture)
