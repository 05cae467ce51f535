"""The parts of the training lab's page, in the order in which they stand on it."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from lessons.text import load_lesson
from pages.components.data_strip import data_strip
from pages.components.network_builder import network_builder
from pages.components.training_settings import training_settings
from pages.ui import lab_data, lab_network, lab_state, language, text
from pages.ui.lab_data import LabData
from pages.ui.lab_state import PAGE, Lab, open_lab

__all__ = ["build_network", "choose_data", "open_lab", "opening", "settings_column"]

CSS = (Path(__file__).parent / "lab.css").read_text(encoding="utf-8")


def opening() -> None:
    """Title and lead."""
    content = load_lesson(PAGE, language.current())
    st.html(f"<style>{CSS}</style>")
    text.show_html(
        f'<h1 class="lesson-title">{escape(content.title)}</h1>'
        f'<div class="lead">{text.to_html(content.lead, language.current())}</div>'
    )


def choose_data(lab: Lab) -> LabData:
    """The data strip, and below it, when asked for, the place for the learner's own pictures."""
    key = f"{PAGE}.data"
    data = lab_data.load_data(lab)
    sent = st.session_state.get(key)
    settings = (sent.settings if sent else None) or {}
    is_open = bool(st.session_state.get(f"{PAGE}.own_open"))

    def own() -> None:
        st.session_state[f"{PAGE}.own_open"] = bool(st.session_state[key].own)

    data_strip(
        key=key,
        data=lab_data.strip_data(
            lab,
            data,
            own_open=is_open,
            preview=int(settings.get("draw", 0)) if settings.get("preview") else None,
        ),
        on_settings=lambda: lab_state.take_data(st.session_state[key].settings),
        on_own=own,
    )
    return data


def build_network(lab: Lab, data: LabData) -> str:
    """The builder; returns the sentence that keeps Start disabled, empty when all is well."""
    key = f"{PAGE}.builder"
    network = lab.values["network"]
    shown = lab_network.builder_data(
        network,
        data.shape,
        data.classes,
        echo=lab.echo.get("network", 0),
        revision=lab.revision,
    )
    network_builder(
        key=key,
        data=shown,
        on_network=lambda: lab_state.take_network(st.session_state[key].network, data.shape),
    )
    if data.fault:
        return data.fault[0]
    return shown["problem"]["sentence"] if shown["problem"] else ""


def settings_column(lab: Lab) -> None:
    """Optimizer, learning rate and the rest."""
    key = f"{PAGE}.settings"
    training_settings(
        key=key,
        data=lab_state.settings_data(lab),
        on_settings=lambda: lab_state.take_settings(st.session_state[key].settings),
    )
