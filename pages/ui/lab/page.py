"""The parts of the training lab's page, in the order in which they stand on it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from lessons.machinery.text import load_lesson
from pages.components.data_strip import data_strip
from pages.components.draw_pad import draw_pad
from pages.components.network_builder import network_builder
from pages.components.training_settings import training_settings
from pages.ui.lab import data as lab_data
from pages.ui.lab import draw, tabs
from pages.ui.lab import network as lab_network
from pages.ui.lab import own as lab_own
from pages.ui.lab import run as lab_run
from pages.ui.lab import state as lab_state
from pages.ui.lab.data import LabData
from pages.ui.lab.state import PAGE, Lab
from pages.ui.lab.words import word
from pages.ui.runs import runs
from pages.ui.shell import language, text

CSS = (Path(__file__).parent / "lab.css").read_text(encoding="utf-8")


def look() -> None:
    """The style sheet of the lab."""
    upload = json.dumps(word("lab.choose_file"), ensure_ascii=False)
    st.html(f"<style>{CSS}\n:root {{ --upload-word: {upload}; }}</style>")


def opening() -> None:
    """Title and lead."""
    content = load_lesson(PAGE, language.current())
    look()
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
    is_open = bool(st.session_state.get(lab_own.OPEN))

    def own() -> None:
        st.session_state[lab_own.OPEN] = bool(st.session_state[key].own)

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
    if is_open:
        lab_own.own_pictures()
    lab_own.show_keeper()
    return data


def build_network(lab: Lab, data: LabData) -> str:
    """The builder; returns the sentence that keeps Start disabled, empty when all is well."""
    key = f"{PAGE}.builder"
    shown = _builder_data(lab, data)
    network_builder(
        key=key,
        data=shown,
        on_network=lambda: lab_state.take_network(st.session_state[key].network, data.shape),
    )
    return _refusal(lab, data, shown)


def refusal(lab: Lab, data: LabData) -> str:
    """The sentence that keeps Start disabled where the builder is not on the screen."""
    return _refusal(lab, data, _builder_data(lab, data))


def _builder_data(lab: Lab, data: LabData) -> dict[str, Any]:
    return lab_network.builder_data(
        lab.values["network"],
        data.shape,
        data.classes,
        echo=lab.echo.get("network", 0),
        revision=lab.revision,
    )


def _refusal(lab: Lab, data: LabData, shown: Mapping[str, Any]) -> str:
    if data.fault or data.dataset is None:
        return data.fault[0] if data.fault else ""
    if shown["problem"]:
        return shown["problem"]["sentence"]
    return lab_run.start_refusal(lab, data.dataset)


def settings_column(lab: Lab) -> None:
    """Optimizer, learning rate and the rest."""
    key = f"{PAGE}.settings"
    training_settings(
        key=key,
        data=lab_state.settings_data(lab),
        on_settings=lambda: _take_settings(st.session_state[key].settings),
    )


def _take_settings(sent: Mapping[str, Any] | None) -> None:
    lab_state.take_settings(sent)
    lab_run.note_live(sent)


def same_start(lab: Lab) -> None:
    """Lock the start: what differs from the run before; and the way to all that were kept."""
    text.show_html(f'<h3 class="band">{escape(word("keep.lock_title"))}</h3>')
    st.session_state[f"{PAGE}.lock"] = bool(lab.values["lock"])  # the address rules
    st.toggle(
        word("keep.lock"),
        key=f"{PAGE}.lock",
        on_change=lambda: lab_run.lock(bool(st.session_state[f"{PAGE}.lock"])),
    )
    text.show_html(f'<p class="note" role="status">{escape(_lock_sentence(lab))}</p>')
    with st.container(horizontal=True, key="lab-keep"):
        count = len(runs.all_runs())
        st.button(
            word("keep.compare_one" if count == 1 else "keep.compare", count=count),
            key=f"{PAGE}.compare",
            disabled=not count,
            on_click=tabs.want,
            args=("compare",),
        )


def _lock_sentence(lab: Lab) -> str:
    against = lab_run.compared_with()
    if not lab.values["lock"] or against is None:
        return word("keep.lock_note")
    letter, changed = against
    name = letter or word("keep.last")
    what = word("keep.comma").join(changed)
    if not changed:
        return word("keep.locked_same", letter=name)
    if len(changed) == 1:
        return word("keep.locked_one", letter=name, what=what)
    return word("keep.locked_many", letter=name, count=len(changed), what=what)


def draw_and_ask(data: LabData) -> None:
    """A picture of the learner's own, and what the trained network says to it."""
    key = f"{PAGE}.pad"
    run = lab_run.current()
    state = f"{PAGE}.answer"

    def arrived() -> None:
        sent = st.session_state[key].picture
        if sent and run:
            st.session_state[state] = run.job_id, draw.answer_to(sent, run)

    # An answer is of the network that gave it.
    answered_by, answer = st.session_state.get(state, ("", None))
    result = answer if run and run.job_id == answered_by else None

    draw_pad(
        key=key,
        data=draw.board_data(
            channels=draw.channels_of(run) if run else data.shape[0],
            action=word("draw.ask"),
            can_act=run is not None,
            note="" if run else word("draw.untrained"),
            result=result,
        ),
        on_picture=arrived,
    )
