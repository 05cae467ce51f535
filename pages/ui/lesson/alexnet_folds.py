"""The folded parts of the lesson on LeNet and AlexNet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import takewhile

from lessons.alexnet.claims import CLAIMS
from lessons.alexnet.figures import EXPLORER
from lessons.alexnet.lenet import PAIRS, PUBLISHED, REBUILT, params
from lessons.alexnet.momentum import DROP
from lessons.alexnet.race import STEPS, TRAINED
from lessons.alexnet.towers import PAPER, tower
from lessons.machinery.questions import Question
from pages.ui.lesson.asked import Stage
from pages.ui.lesson.counts_board import show_counts
from pages.ui.lesson.crops_board import show_crops
from pages.ui.lesson.differs_table import changes_of, differs_table
from pages.ui.lesson.explorer_board import show_explorer
from pages.ui.lesson.frame import Lesson
from pages.ui.lesson.lenet_board import show_c3_table, two_lenets
from pages.ui.lesson.lrn_board import show_lrn
from pages.ui.lesson.momentum_board import show_momentum
from pages.ui.lesson.questions import show_question
from pages.ui.lesson.race_table import race_table
from pages.ui.lesson.verdict_board import show_verdicts


def _lenet(lesson: Lesson) -> None:
    """LeNet-5 as published and as rebuilt."""
    lesson.text("lenet", heading=False, pairs=PAIRS)
    show_c3_table(lesson.lesson_id)
    lesson.text("lenet-sub")
    show_question(lesson.lesson_id, "sub_sample")
    published, rebuilt = (f"{sum(params(each).values()):,}" for each in (PUBLISHED, REBUILT))
    lesson.text("lenet-two", published=published, rebuilt=rebuilt)
    show_question(lesson.lesson_id, "c3_params", figure=_two_lenets)


def _two_lenets(_question: Question, stage: Stage) -> str:
    """Both by their stages; C3 is asked for, so they follow the answer."""
    return two_lenets() if stage == "closed" else ""


def _overlap(lesson: Lesson) -> None:
    """Windows that share a column."""
    lesson.text("overlap", heading=False)
    show_question(lesson.lesson_id, "overlap_reads", then=partial(show_counts, lesson.lesson_id))


def _relu(lesson: Lesson) -> None:
    """Real runs of two activation functions."""
    lesson.text("relu", heading=False, trained=f"{TRAINED:,}", steps=STEPS)
    show_question(lesson.lesson_id, "race", figure=lambda _asked, stage: "" if stage == "open"
                  else race_table())  # fmt: skip


def _lrn(lesson: Lesson) -> None:
    """Normalisation over channels, two ways to write it."""
    lesson.text("lrn", heading=False)
    show_question(lesson.lesson_id, "lrn_middle", then=partial(show_lrn, lesson.lesson_id))


def _fc_dropout(lesson: Lesson) -> None:
    """Where the dropout is."""
    paper = tower(PAPER)
    share = sum(paper.column(name).params for name in ("fc6", "fc7")) / paper.params
    lesson.text("fc-dropout", heading=False, share=round(100 * share))


def _augment(lesson: Lesson) -> None:
    """Crops, mirrors, colours."""
    lesson.text("augment", heading=False)
    show_crops(lesson.lesson_id)
    lesson.text("augment-count")
    show_question(lesson.lesson_id, "crop_places")


def _training(lesson: Lesson) -> None:
    """Momentum and the learning rate by hand."""
    lesson.text("training", heading=False, drop=DROP)
    show_momentum(lesson.lesson_id)
    show_question(lesson.lesson_id, "third_step")


def _claims(lesson: Lesson) -> None:
    """Loose claims, each to be judged."""
    lesson.text("claims", heading=False)
    show_verdicts(lesson.lesson_id, CLAIMS)


def _walk_through(lesson: Lesson) -> None:
    """Down to one operator."""
    lesson.text("explorer", heading=False)
    show_explorer(lesson.lesson_id, EXPLORER)


def _differs(lesson: Lesson) -> None:
    """What lies between two networks of one name."""
    changes = changes_of()
    free = len(tuple(takewhile(lambda one: not one.effect_params, reversed(changes))))
    lesson.text("differs", heading=False, steps=len(changes), free=free)
    lesson.drawing(differs_table(changes))


FOLDS: Mapping[str, Callable[[Lesson], None]] = {
    "differs": _differs,
    "lenet": _lenet,
    "overlap": _overlap,
    "relu": _relu,
    "lrn": _lrn,
    "fc-dropout": _fc_dropout,
    "augment": _augment,
    "training": _training,
    "claims": _claims,
    "explorer": _walk_through,
}
"""By their sections, in the order of the page."""
