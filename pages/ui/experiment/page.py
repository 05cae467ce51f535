"""The page of the guided experiments: the list, or one of them from prediction to verdict."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from lessons.experiments import GUIDES, Guide
from lessons.machinery.params import IntParam
from lessons.machinery.strings import GLOSSARY
from lessons.machinery.text import load_lesson
from pages.ui.experiment.board import show_board
from pages.ui.experiment.lab_door import show_doors
from pages.ui.experiment.prediction import show_prediction
from pages.ui.experiment.runs import (
    arms_of,
    is_complete,
    seeds_of,
    start_all,
    stop,
)
from pages.ui.experiment.slides import show_list_slide, show_slides
from pages.ui.experiment.teacher import show_expected
from pages.ui.experiment.trials import Trial, keep, trial_of
from pages.ui.experiment.verdict import show_look, show_verdict
from pages.ui.experiment.words import arm_name, say, told, told_html
from pages.ui.shell import language, progress, shell, text
from pages.ui.shell.for_teacher import came_as_teacher
from pages.ui.shell.url_state import PageState, open_state
from pages.ui.slides import views

if TYPE_CHECKING:
    from cnncore.train import TrainConfig

PAGE_ID = "experiments"
SEED_COUNT = 5  # as many as the table of expected outcomes holds; a test compares
CSS = (Path(__file__).parent / "experiment.css").read_text(encoding="utf-8")
_PARAMS = (
    IntParam("experiment", 0, len(GUIDES), 0),  # 0 is the list
    IntParam("seed", 0, SEED_COUNT - 1, 0),  # how many seeds further than the first
)
Arms = Mapping[str, "TrainConfig"]


def show_experiments() -> None:
    """The whole page."""
    text.show_html(f"<style>{CSS}</style>")
    state = open_state(PAGE_ID, _PARAMS)
    for notice in state.notices:
        shell.show_notice(notice)
    place = state.values["experiment"]
    if place == 0:
        _show_list(state)
    else:
        _show_one(state, list(GUIDES.values())[place - 1], place)


def _show_list(state: PageState) -> None:
    content = load_lesson(PAGE_ID, language.current())
    if views.is_of_slides():
        show_list_slide(content.title, lambda: _list_rows(state))
        return
    text.show_html(
        f'<h1 class="lesson-title">{escape(content.title)}</h1>'
        f'<div class="lead">{text.to_html(content.lead, language.current())}</div>'
    )
    _list_rows(state)


def _list_rows(state: PageState) -> None:
    done = progress.done_steps(PAGE_ID)
    with st.container(key="experiment-list"):
        for place, experiment_id in enumerate(GUIDES, start=1):
            mark = "✓ " if experiment_id in done else ""
            with st.container(key=f"experiment-row-{place}", horizontal=True, gap="small"):
                st.button(
                    f"{mark}{place}\u2002{told(experiment_id, 'title')}",
                    key=f"experiments.open.{place}",
                    on_click=state.update,
                    args=({"experiment": place, "seed": 0},),
                )
                text.show_html(
                    f'<span class="caption">{escape(told(experiment_id, "setting"))}</span>'
                )


def _show_one(state: PageState, guide: Guide, place: int) -> None:
    shift = state.values["seed"]
    arms = arms_of(guide.experiment_id, shift)
    trial = trial_of(guide.experiment_id, shift)
    if views.is_of_slides():
        show_slides(
            guide,
            trial,
            arms,
            is_complete=is_complete(trial, arms),
            fairness=_fairness(guide),
            show_terms=lambda: _terms(guide, is_open=True),
            show_runs=lambda: _runs(guide, trial, arms),
        )
        keep(trial)
        return
    _head(state, guide, place)
    _terms(guide)
    _rail(trial, arms)
    show_prediction(guide, trial)
    _runs(guide, trial, arms)
    if is_complete(trial, arms):
        _results(guide, trial, arms)
    _foot(state, guide, place, arms)
    if is_complete(trial, arms) or came_as_teacher(PAGE_ID):
        show_expected(guide)
    keep(trial)


def _results(guide: Guide, trial: Trial, arms: Arms) -> None:
    text.anchor("look")
    look, verdict = st.columns([9, 11], gap="small")
    with look, st.container(key="experiment-look"):
        show_look(guide, trial)
    with verdict, st.container(key="experiment-verdict"):
        show_verdict(guide, trial)
        if trial.has_answered:
            show_doors(guide, trial, arms, "next", say("page.next_open"))
    if not trial.has_answered:
        return
    progress.mark_done(PAGE_ID, guide.experiment_id)
    name = guide.experiment_id
    text.show_html(
        f'<div class="mistake-row"><span class="mistake-chip">{escape(say("page.mistake"))}</span>'
        f"<span>{told_html(name, 'mistake.claim')} {told_html(name, 'mistake.answer')}</span>"
        "</div>"
    )


def _head(state: PageState, guide: Guide, place: int) -> None:
    line = say("page.place", number=place, count=len(GUIDES), minutes=guide.minutes)
    with st.container(key="experiment-head", horizontal=True, vertical_alignment="bottom"):
        text.show_html(
            f'<div class="caption">{escape(line)}</div><h1 class="lesson-title">'
            f"{escape(told(guide.experiment_id, 'title'))} "
            f'<span class="pair">{escape(told(guide.experiment_id, "setting"))}</span></h1>'
        )
        st.button(
            say("page.choose"),
            key="experiments.choose",
            on_click=state.update,
            args=({"experiment": 0, "seed": 0},),
        )


def _terms(guide: Guide, *, is_open: bool = False) -> None:
    """What the experiment takes for granted: the words, and on request what they mean."""
    lang = language.current()
    terms = [GLOSSARY[term] for term in guide.terms]
    words = say("page.comma").join(term.word(lang) for term in terms)
    meanings = "".join(
        f'<dt>{escape(term.word(lang))} <span class="pair">{escape(term.pair(lang))}</span></dt>'
        f"<dd>{escape(term.meaning(lang))}</dd>"
        for term in terms
    )
    text.show_html(
        f'<details class="experiment-terms"{" open" * is_open}><summary>'
        f"<b>{escape(say('page.terms'))}</b> {escape(words)}</summary><dl>{meanings}</dl></details>"
    )


def _fairness(guide: Guide) -> str:
    """What differs between the runs, and what does not."""
    held = say("page.comma").join(say(f"held.{what}") for what in guide.held)
    return say("page.fairness", varies=told(guide.experiment_id, "varies"), held=held)


def _rail(trial: Trial, arms: Arms) -> None:
    """Where the learner is: predict, run, look, verdict."""
    at = 0
    if trial.prediction is not None:
        at = 3 if trial.has_answered else 2 if is_complete(trial, arms) else 1
    names = [say(f"page.step_{step}") for step in ("predict", "run", "look", "verdict")]
    parts = "".join(
        f'<li class="{"now" if i == at else "done" if i < at else ""}"'
        f"{' aria-current=step' if i == at else ''}>{i + 1} {escape(name)}</li>"
        for i, name in enumerate(names)
    )
    text.show_html(f'<ol class="experiment-rail">{parts}</ol>')


def _runs(guide: Guide, trial: Trial, arms: Arms) -> None:
    with st.container(key="experiment-runs"):
        with st.container(key="experiment-runs-head", horizontal=True, gap="small"):
            text.show_html(
                f'<h2 class="card-title">{escape(say("page.runs_title", count=len(arms)))}</h2>'
            )
            _run_buttons(guide, trial, arms)
        text.show_html(f'<p class="fairness">{escape(_fairness(guide))}</p>')
        for key in [trial.refused] if trial.refused else []:
            text.show_html(f'<p class="fault" role="status">{escape(say(key))}</p>')
        for arm in trial.failed:
            sentence = say("page.failed", name=arm_name(guide.experiment_id, arm))
            text.show_html(f'<p class="fault" role="status">{escape(sentence)}</p>')
        show_board(guide, trial, arms)


def _run_buttons(guide: Guide, trial: Trial, arms: Arms) -> None:
    if trial.current:
        name = arm_name(guide.experiment_id, trial.current)
        line = say("page.running", name=name, done=len(trial.outcomes), count=len(arms))
        text.show_html(f'<span class="caption">{escape(line)}</span>')
        with st.container(key="slide-space", width="content"):
            st.button(say("page.stop"), key="experiments.stop", on_click=stop, args=(trial,))
        return
    is_done = is_complete(trial, arms)
    if trial.prediction is None:
        text.show_html(f'<span class="caption">{escape(say("page.run_hint"))}</span>')
    elif is_done and not trial.has_answered:
        line = say("page.all_done", count=len(arms))
        text.show_html(f'<span class="caption">{escape(line)}</span>')
    with st.container(key="slide-space", width="content"):
        st.button(
            say("page.replay") if is_done or trial.failed else say("page.run", count=len(arms)),
            key="experiments.run",
            type="secondary" if is_done else "primary",
            disabled=trial.prediction is None,
            on_click=start_all,
            args=(trial, arms),
        )
    if is_done:
        show_doors(guide, trial, arms, "compare", say("page.open_lab"))


def _foot(state: PageState, guide: Guide, place: int, arms: Arms) -> None:
    shift = state.values["seed"]
    with st.container(key="experiment-foot", horizontal=True, vertical_alignment="center"):
        seeds = seeds_of(arms)
        if len(seeds) > 1:
            line = say("page.seeds", first=seeds[0], last=seeds[-1])
        else:
            line = say("page.seed_other" if shift else "page.seed", seed=seeds[0])
        text.show_html(f'<span class="caption">{escape(line)}</span>')
        following = (shift + 1) % SEED_COUNT
        st.button(
            say("page.other_seed") if following else say("page.first_seed"),
            key="experiments.seed",
            on_click=state.update,
            args=({"seed": following},),
        )
        titles = list(GUIDES)
        after = place % len(titles)
        st.button(
            say("page.next", title=told(titles[after], "title")),
            key="experiments.next",
            type="primary" if trial_of(guide.experiment_id, shift).has_answered else "secondary",
            on_click=state.update,
            args=({"experiment": after + 1, "seed": 0},),
        )
