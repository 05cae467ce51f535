"""The page of the guided experiments: the list, or one of them from bet to verdict."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from lessons.experiments import GUIDES, Guide
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.params import IntParam
from lessons.machinery.text import load_lesson
from lessons.training_lab.words import class_name
from pages.ui.experiment.board import show_board
from pages.ui.experiment.runs import (
    arms_of,
    is_complete,
    seeds_of,
    start_all,
    stop,
)
from pages.ui.experiment.teacher import show_expected
from pages.ui.experiment.trials import Trial, keep, trial_of
from pages.ui.experiment.verdict import show_look, show_verdict
from pages.ui.experiment.words import arm_hint, arm_name, say, told
from pages.ui.runs import runs
from pages.ui.shell import language, progress, shell, text
from pages.ui.shell.url_state import PageState, open_state

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
    text.show_html(
        f'<h1 class="lesson-title">{escape(content.title)}</h1>'
        f'<div class="lead">{escape(content.lead)}</div>'
    )
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
    _head(state, guide, place)
    _rail(trial, arms)
    _bet(guide, trial)
    _runs(guide, trial, arms)
    if is_complete(trial, arms):
        _results(guide, trial)
    _foot(state, guide, place, arms)
    show_expected(guide)
    keep(trial)


def _results(guide: Guide, trial: Trial) -> None:
    look, verdict = st.columns([9, 11], gap="small")
    with look, st.container(key="experiment-look"):
        show_look(guide, trial)
    with verdict, st.container(key="experiment-verdict"):
        show_verdict(guide, trial)
    if not trial.has_answered:
        return
    progress.mark_done(PAGE_ID, guide.experiment_id)
    name = guide.experiment_id
    text.show_html(
        f'<div class="mistake-row"><span class="mistake-chip">{escape(say("page.mistake"))}</span>'
        f"<span>{escape(told(name, 'mistake.claim'))} {escape(told(name, 'mistake.answer'))}</span>"
        "</div>"
    )


def _head(state: PageState, guide: Guide, place: int) -> None:
    line = say("page.place", number=place, count=len(GUIDES), minutes=guide.minutes)
    with st.container(key="experiment-head", horizontal=True, vertical_alignment="bottom"):
        text.show_html(
            f'<div class="caption">{escape(line)}</div><h1 class="lesson-title">'
            f"{escape(told(guide.experiment_id, 'title'))}"
            f'<span class="pair">{escape(told(guide.experiment_id, "setting"))}</span></h1>'
        )
        st.button(
            say("page.choose"),
            key="experiments.choose",
            on_click=state.update,
            args=({"experiment": 0, "seed": 0},),
        )


def _rail(trial: Trial, arms: Arms) -> None:
    """Where the learner is: bet, run, look, verdict."""
    at = 0
    if trial.bet is not None:
        at = 3 if trial.has_answered else 2 if is_complete(trial, arms) else 1
    names = [say(f"page.step_{step}") for step in ("bet", "run", "look", "verdict")]
    parts = "".join(
        f'<li class="{"now" if i == at else "done" if i < at else ""}"'
        f"{' aria-current=step' if i == at else ''}>{i + 1} {escape(name)}</li>"
        for i, name in enumerate(names)
    )
    text.show_html(f'<ol class="experiment-rail">{parts}</ol>')


def _bet(guide: Guide, trial: Trial) -> None:
    """The options; the first click is the bet, and it holds."""

    def place_bet(option: str) -> None:
        trial.bet = trial.bet or option

    question = say("page.bet_first", question=told(guide.experiment_id, "bet"))
    chip = "" if trial.bet is None else f'<span class="chip">{escape(say("page.locked"))}</span>'
    with st.container(key="experiment-bet"):
        text.show_html(f'<h2 class="card-title">{escape(question)}{chip}</h2>')
        with st.container(key="experiment-options", horizontal=True, gap="small"):
            for option in guide.options:
                name, hint = (f(guide.experiment_id, option) for f in (arm_name, arm_hint))
                with st.container(key=f"experiment-option-{option}", gap=None):
                    st.button(
                        name,
                        key=f"experiments.{guide.experiment_id}.bet.{option}",
                        type="primary" if trial.bet == option else "secondary",
                        disabled=trial.bet not in (None, option),
                        on_click=place_bet,
                        args=(option,),
                        width="stretch",
                    )
                    text.show_html(f'<span class="caption">{escape(hint)}</span>')
        text.show_html(f'<p class="caption">{escape(say("page.bet_free"))}</p>')


def _runs(guide: Guide, trial: Trial, arms: Arms) -> None:
    kind = "_seeds" if len(seeds_of(arms)) > 1 else ""
    with st.container(key="experiment-runs"):
        with st.container(key="experiment-runs-head", horizontal=True, gap="small"):
            text.show_html(
                f'<h2 class="card-title">{escape(say(f"page.runs_title{kind}", count=len(arms)))}'
                f"<small>{escape(say(f'page.runs_note{kind}'))}</small></h2>"
            )
            _run_buttons(guide, trial, arms)
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
        st.button(say("page.stop"), key="experiments.stop", on_click=stop, args=(trial,))
        return
    is_done = is_complete(trial, arms)
    if trial.bet is None:
        text.show_html(f'<span class="caption">{escape(say("page.run_hint"))}</span>')
    st.button(
        say("page.replay") if is_done or trial.failed else say("page.run", count=len(arms)),
        key="experiments.run",
        type="secondary" if is_done else "primary",
        disabled=trial.bet is None,
        on_click=start_all,
        args=(trial, arms),
    )
    if is_done and st.button(say("page.open_lab"), key="experiments.lab"):
        _open_lab(guide, trial, arms)


def _open_lab(guide: Guide, trial: Trial, arms: Arms) -> None:
    """The runs become the runs A, B, C ... of the lab, where they can be compared and rewound."""
    for run in runs.all_runs():
        runs.forget(run.letter)
    for arm, config in list(arms.items())[: len(runs.LETTERS)]:  # of seven that vote, six
        class_ids = trial.outcomes[arm].classes
        runs.remember(
            trial.jobs[arm],
            config.as_dict(),
            arm_name(guide.experiment_id, arm),
            class_names={c: [class_name(i, c) for i in class_ids] for c in LANGUAGES},
            params=trial.outcomes[arm].params,
        )
        runs.mark_ended(trial.jobs[arm])
    st.session_state[f"{runs.HOME}.tab"] = "compare"
    st.switch_page(shell.page_path(runs.HOME))


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
