"""How long the core of a lesson takes: its page is walked, and what it holds is counted.

``python -m tests.pages.lesson.measure`` prints the table; the catalogue states the minutes.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from streamlit.testing.v1 import AppTest

from lessons.machinery.figure import stepper_of
from lessons.machinery.languages import LANGUAGES, Language
from lessons.machinery.questions import build, recall_items, reveal
from tests.lessons.machinery.question_cases import WITH_QUESTIONS
from tests.pages.lesson.opened import html_of, questions_on, seen

PACE: dict[Language, int] = {"zh": 260, "en": 170}
"""Characters, or words, a minute: read to be understood, not skimmed."""
SECONDS = {"choice": 30, "number": 45, "predict": 60, "picture": 45, "board": 100}
"""What a thing to do takes, its words not counted."""
RECALL_SECONDS = 20
"""An item of the row that opens a lesson."""
STEP_SECONDS = 1.5
"""A step of a figure: it moves within a second, and is looked at."""
COLUMN_SECONDS = 10
"""A column of a table that is compared with another."""
SLIDER_SECONDS = 10
"""A slider that is moved to see what it decides."""
CODE_SECONDS = 3
"""A line of program text."""

_CJK = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z0-9][\w×.]*")


@dataclass(frozen=True)
class Core:
    """What the closed page of a lesson holds.

    Attributes:
        tasks: Kinds of the things to do.
        recalled: Items of the row that opens it.
        reading: Seconds of reading, the findings of right answers included.
        watching: Seconds of steps and of program text.
    """

    tasks: tuple[str, ...]
    recalled: int
    reading: float
    watching: float

    @property
    def minutes(self) -> int:
        """Whole minutes, rounded up."""
        doing = sum(SECONDS.get(task, 0) for task in self.tasks) + RECALL_SECONDS * self.recalled
        return math.ceil((doing + self.reading + self.watching) / 60)


def measure(page_id: str, lang: Language) -> Core:
    """Open a lesson, and count what is on its page while all folded parts are closed."""
    app = seen(page_id, lang)
    tasks: list[str] = []
    words = [re.sub(r"<style>.*?</style>", "", html_of(app), flags=re.DOTALL)]
    watching = 0.0
    for name, data in components(app):
        if name == "grid_stepper":
            tasks += ["predict", "observe"] if data["band"] else ["observe"]
            words += [data["band"]["prompt"]] * 2 if data["band"] else []
            figure = stepper_of(page_id, data["name"])
            watching += STEP_SECONDS * figure.case(figure.defaults).out().size
        elif name == "field_stack":
            tasks.append("observe" if data["presets"] else "board")
            watching += STEP_SECONDS * len(data["settings"]["layers"])
        elif name == "two_lanes":
            tasks.append("observe")
            layers = [c for c in data["variants"][0]["columns"] if c["params"]]
            watching += STEP_SECONDS * len(layers)
        elif name == "configurations":
            tasks.append("observe")
            watching += COLUMN_SECONDS * len(data["columns"])
        elif name == "kernel_budget":
            tasks.append("board")
        elif name == "picture_lab":
            tasks.append("picture")
            words += [data["strings"]["question"], data["strings"]["hint"]]
        elif name == "weight_ladder":
            watching += SLIDER_SECONDS * len(data["places"])
        elif name == "code_sync":
            watching += CODE_SECONDS * (len(data["lines"]) + 1)
    asked = asked_on(app, page_id)
    if "predict" not in tasks:  # the question above the figure asks for what it hides
        asked[asked.index("number")] = "predict"
    tasks += asked
    words += findings(app, page_id, lang)
    recalled = len(recall_items(page_id))
    return Core(tuple(tasks), recalled, 60 * length(" ".join(words), lang) / PACE[lang], watching)


def components(app: AppTest) -> list[tuple[str, dict[str, Any]]]:
    """The browser components of the page with their data."""
    protos = [element.proto for element in app.main if element.type == "bidi_component"]
    return [(p.component_name.rpartition(".")[2], json.loads(p.json or "{}")) for p in protos]


def asked_on(app: AppTest, page_id: str) -> list[str]:
    """The questions and boards of the page; a row of recall counts once."""
    fields = [f.key for f in app.main.text_input if str(f.key).endswith(".field")]
    chips = [str(b.key) for b in app.main.button if str(b.key).endswith(".option.0")]
    recalls = [key for key in chips if key.startswith(f"{page_id}.recall.")]
    boards = {str(n.key).rpartition(".")[0] for n in app.main.number_input}
    boxes = [f.key for f in app.main.text_input if str(f.key).endswith(".box")]
    boards |= {str(key).rsplit(".", 2)[0] for key in boxes}
    return (
        ["recall"] * bool(recalls)
        + ["choice"] * (len(chips) - len(recalls))
        + ["number"] * len(fields)
        + ["board"] * len(boards)
    )


def findings(app: AppTest, page_id: str, lang: Language) -> list[str]:
    """What the page says to the right answers."""
    told = [reveal(build(page_id, name), lang) for name in questions_on(app, page_id)]
    return [f"{finding.headline} {finding.reason}" for finding in told]


def length(text: str, lang: Language) -> int:
    """Characters of Chinese, words of anything else."""
    plain = unescape(re.sub(r"<[^>]+>", " ", text))
    characters = len(_CJK.findall(plain))
    return characters + len(_WORD.findall(_CJK.sub(" ", plain)))


def measured(page_id: str) -> int:
    """Minutes of a lesson's core in the slower language."""
    return max(measure(page_id, lang).minutes for lang in LANGUAGES)


if __name__ == "__main__":
    for page in WITH_QUESTIONS:
        for language in LANGUAGES:
            core = measure(page, language)
            print(page, language, core.minutes, "min", f"{core.reading:.0f} s reading", *core.tasks)
