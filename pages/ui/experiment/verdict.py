"""The end of an experiment: what did you see, and why it came out that way."""

from __future__ import annotations

from html import escape

import streamlit as st

from lessons.experiments import Guide
from lessons.experiments.guides import ranked
from lessons.experiments.looks import RIGHT, Look, LookOption
from pages.ui.experiment.board import headline
from pages.ui.experiment.teacher import over_seeds
from pages.ui.experiment.trials import Trial
from pages.ui.experiment.words import arm_name, option_words, say, told, told_html
from pages.ui.shell import text


def show_look(guide: Guide, trial: Trial) -> None:
    """The item: options computed from these very runs; a wrong one is diagnosed."""
    look = guide.look(trial.outcomes)
    name = guide.experiment_id

    def choose(place: int) -> None:
        trial.answer = place
        trial.has_answered = trial.has_answered or look.options[place].slip == RIGHT

    text.show_html(
        f'<h2 class="card-title">{escape(say("page.look_title"))}</h2>'
        f'<div class="question">{escape(told(name, "look.prompt"))}</div>'
    )
    for place, option in enumerate(look.options):
        chosen = place == trial.answer
        is_right = chosen and option.slip == RIGHT
        label = option_words(name, look, option)
        st.button(
            f"✓ {label}" if is_right else label,
            key=f"experiments.{name}.look.{place}",
            type="primary" if is_right else "tertiary" if chosen else "secondary",
            disabled=trial.has_answered and not chosen,
            on_click=choose,
            args=(place,),
            width="stretch",
        )
    if trial.answer is not None:
        _finding(name, look, look.options[trial.answer])


def _finding(experiment_id: str, look: Look, option: LookOption) -> None:
    answer = option_words(experiment_id, look, look.right)
    key = f"look.{option.slip}"
    values = {"answer": answer} if option.slip == RIGHT else {}
    html = told_html(experiment_id, key, **values)
    text.show_html(f'<div class="finding" role="status">{html}</div>')


def show_verdict(guide: Guide, trial: Trial) -> None:
    """In order: what happened, the prediction, why, and what to predict next."""
    name = guide.experiment_id
    head = f'<p class="caption">{escape(say("page.verdict"))}</p>'
    ranking = f'<h2 class="card-title">{escape(_ranking(guide, trial))}</h2>'
    if not trial.has_answered:
        sentence = say("page.verdict_wait" if trial.answer is None else "page.verdict_again")
        wait = f'<p class="verdict-prediction">{escape(sentence)}</p>'
        text.show_html(head + ranking + wait)
        return
    is_right = trial.prediction == guide.winner(trial.outcomes)
    predicted = arm_name(name, trial.prediction or "")
    said = say(f"page.prediction_{'right' if is_right else 'wrong'}", name=predicted)
    reasons = "".join(
        f"<p><b>{escape(arm_name(name, arm))}</b>{told_html(name, f'why.{arm}')}</p>"
        for arm in guide.reasons
    )
    following = (
        f'<p><b class="role-accent">{escape(say("page.next_prediction"))}</b>'
        f"{told_html(name, 'next')}</p>"
    )
    text.show_html(
        f'{head}{ranking}<p class="verdict-prediction">{escape(said)}<br>'
        f"{escape(over_seeds(guide))}</p>"
        f'<div class="reasons">{reasons}{following}</div>'
    )


def _ranking(guide: Guide, trial: Trial) -> str:
    """Who came first, by what was predicted, with the numbers."""

    def rank(arm: str) -> float:
        outcome = trial.outcomes[arm]
        if guide.measure == "step_at" and guide.level is not None:
            step = outcome.step_at(guide.level)
            return float("inf") if step is None else step
        return 1.0 if outcome.has_failed else -outcome.final

    entries = say("rank.separator").join(
        say(
            "rank.entry",
            name=arm_name(guide.experiment_id, arm),
            value=headline(guide, trial.outcomes[arm]),
        )
        for arm in sorted(ranked(trial.outcomes), key=rank)
    )
    if guide.measure == "step_at" and guide.level is not None:
        return say("rank.step_at", level=round(100 * guide.level), list=entries)
    return say("rank.final", list=entries)
