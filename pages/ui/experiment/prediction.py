"""The prediction that opens an experiment: cards to choose from, until the first run begins."""

from __future__ import annotations

from html import escape

import streamlit as st

from lessons.experiments import Guide
from lessons.experiments.pictograms import pictogram
from pages.ui.experiment.trials import Trial
from pages.ui.experiment.words import arm_hint, arm_name, say, told
from pages.ui.shell import text

_CARDS = ".st-key-experiment-prediction [role=radiogroup] > div"


def show_prediction(guide: Guide, trial: Trial) -> None:
    """The options as cards: a drawing, a name, a few words; free until a run begins."""
    name = guide.experiment_id
    key = f"experiments.{name}.{trial.seed_shift}.prediction"

    def predict() -> None:
        if not trial.has_begun:
            trial.prediction = st.session_state[key]

    question = told(name, "prediction")
    chip = f'<span class="chip">{escape(say("page.locked"))}</span>' if trial.has_begun else ""
    names = {option: arm_name(name, option) for option in guide.options}
    st.session_state[key] = trial.prediction
    with st.container(key="experiment-prediction"):
        title = escape(say("page.predict_first", question=question))
        text.show_html(f'<h2 class="card-title">{title}{chip}</h2>{_drawings(guide)}')
        st.radio(
            question,
            guide.options,
            index=None,
            format_func=names.__getitem__,
            captions=[arm_hint(name, option) for option in guide.options],
            key=key,
            disabled=trial.has_begun,
            on_change=predict,
            horizontal=True,
            label_visibility="collapsed",
            width="stretch",
        )
        if not trial.has_begun:
            text.show_html(f'<p class="caption">{escape(say("page.predict_free"))}</p>')


def _drawings(guide: Guide) -> str:
    """The small drawing of each card, as a mask: its colour follows the theme."""
    sources = (pictogram(guide.experiment_id, option) for option in guide.options)
    rules = (
        f'{_CARDS}:nth-of-type({place})::before {{ mask-image: url("{source}"); }}'
        for place, source in enumerate(sources, start=1)
    )
    return f"<style>{' '.join(rules)}</style>"
