"""An experiment in front of a class: the vote, the runs, what was seen, and why.

The class votes with letters; Space starts and stops the runs; what the runs decide is on its slides
only once they are over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING

from lessons.experiments import Guide
from lessons.experiments.looks import RIGHT, Look, LookOption
from lessons.machinery.questions import split_diagnosis
from lessons.machinery.slides import LETTERS, SlideOption, SlideQuestion
from pages.ui.experiment.board import headline
from pages.ui.experiment.trials import Trial
from pages.ui.experiment.verdict import show_verdict
from pages.ui.experiment.words import arm_hint, arm_name, option_words, say, told
from pages.ui.shell import text
from pages.ui.slides import deck, pieces
from pages.ui.slides.pieces import Asking, Plan

if TYPE_CHECKING:
    from cnncore.train import TrainConfig

PAGE_ID = "experiments"
Draw = Callable[[], None]


def show_list_slide(title: str, draw: Draw) -> None:
    """The list to choose from, on one slide."""
    pieces.begin(Plan(collects=True))
    pieces.enter("list", title)
    pieces.put("board", draw)
    deck.show(PAGE_ID, pieces.end())


def show_slides(
    guide: Guide,
    trial: Trial,
    arms: Mapping[str, TrainConfig],
    *,
    is_complete: bool,
    fairness: str,
    show_terms: Draw,
    show_runs: Draw,
) -> None:
    """The slides of an experiment.

    Args:
        guide: The experiment.
        trial: How far it has come in this session.
        arms: Its runs.
        is_complete: Whether all of them are over.
        fairness: What differs between them, and what does not.
        show_terms: Draws what it takes for granted.
        show_runs: Draws its runs with the button that starts them.
    """
    name = guide.experiment_id
    pieces.begin(Plan(collects=True))
    pieces.enter("opening", told(name, "title"))
    pieces.put("opening", lambda: _show_setting(name, fairness), says=told(name, "setting"))
    pieces.enter("terms", say("page.terms"))
    pieces.put("terms", show_terms)
    pieces.enter("predict")
    pieces.put(
        "question",
        _nothing,
        title=told(name, "prediction"),
        asking=Asking(lambda: _vote(guide, trial, is_complete), choose=_voter(guide, trial)),
    )
    pieces.enter("runs", say("page.runs_title", count=len(arms)))
    pieces.put("board", show_runs)
    _put_end(guide, trial, is_complete)
    deck.show(PAGE_ID, pieces.end())


def _put_end(guide: Guide, trial: Trial, is_complete: bool) -> None:
    """What was seen, and why; before the runs are over a word instead."""
    name = guide.experiment_id
    pieces.enter("look", say("page.look_title"))
    if is_complete:
        look = guide.look(trial.outcomes)

        def seen() -> None:
            trial.answer = look.options.index(look.right)
            trial.has_answered = True

        pieces.put(
            "question",
            _nothing,
            title=told(name, "look.prompt"),
            asking=Asking(lambda: _look(name, look), reveal=seen),
        )
    else:
        pieces.put("text", _show_wait)
    pieces.enter("verdict", say("page.verdict"))
    if is_complete:
        pieces.put("board", lambda: show_verdict(guide, trial))
    else:
        pieces.put("text", _show_wait)


def _show_setting(name: str, fairness: str) -> None:
    setting = escape(told(name, "setting"))
    text.show_html(f'<p class="lead">{setting}</p><p class="fair">{escape(fairness)}</p>')


def _show_wait() -> None:
    text.show_html(f'<p class="lead">{escape(say("page.class_wait"))}</p>')


def _nothing() -> None:
    """The options are all there is."""


def _voter(guide: Guide, trial: Trial) -> Callable[[str], None]:
    def vote(letter: str) -> None:
        if letter and not trial.has_begun:
            trial.prediction = guide.options[LETTERS.index(letter)]

    return vote


def _vote(guide: Guide, trial: Trial, is_complete: bool) -> SlideQuestion:
    """Before the runs no option is right: an option says what it is; after them what it came to."""
    name = guide.experiment_id
    winner = guide.winner(trial.outcomes) if is_complete else None
    options = []
    for letter, option in zip(LETTERS, guide.options, strict=False):
        outcome = trial.outcomes.get(option) if is_complete else None
        came_to = headline(guide, outcome) if outcome else say("page.class_decide")
        said = came_to if winner else say("page.class_decide")
        hint = arm_hint(name, option)
        options.append(SlideOption(letter, arm_name(name, option), option == winner, said, hint))
    return SlideQuestion(f"{PAGE_ID}.{name}", told(name, "prediction"), tuple(options))


def _look(name: str, look: Look) -> SlideQuestion:
    answer = option_words(name, look, look.right)

    def worded(letter: str, option: LookOption) -> SlideOption:
        is_right = option.slip == RIGHT
        values = {"answer": answer} if is_right else {}
        finding = split_diagnosis(told(name, f"look.{option.slip}", **values))
        label = option_words(name, look, option)
        return SlideOption(letter, label, is_right, finding.headline, finding.reason)

    options = map(worded, LETTERS, look.options)
    return SlideQuestion(f"{PAGE_ID}.{name}.look", told(name, "look.prompt"), tuple(options))
