"""The figures of the lesson on how a kernel learns: the one that follows another, and replays."""

from __future__ import annotations

import numpy as np
import pytest

from lessons.backprop import figures
from lessons.backprop.cases import BackCase
from lessons.backprop.questions import THROUGH
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.questions import build
from tests.pages.lesson.opened import open_page
from tests.pages.lesson.test_figures import sent_to
from tests.pages.lesson.test_questions import answer

PAGE = "backprop"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_way_to_the_input_has_the_numbers_of_the_first_figure(lang):
    app = open_page(PAGE, lang, more="below", kernel_edits="0.1.4", input_edits="2.2.-1")
    first, back = (sent_to(app, f"{PAGE}.{name}")["settings"] for name in ("stepper", "back"))
    assert {name: back[name] for name in figures.BACK.follows} == {
        name: first[name] for name in figures.BACK.follows
    }
    edits = {"kernel_edits": {(0, 1): "4"}, "input_edits": {(2, 2): "-1"}}
    case = BackCase.of(figures.BACK.defaults | edits)
    torch_says = np.array(sent_to(app, f"{PAGE}.back.code_sync")["torch"])
    np.testing.assert_allclose(torch_says, case.out(), atol=1e-12)


def test_wrong_answers_are_shown_on_the_figures_they_speak_of():
    app = open_page(PAGE, "en", more="below_stops", kernel_edits="0.1.4")
    for name in ("input_cell", "gets_through"):
        question = build(PAGE, name)
        answer(app, f"{PAGE}.{name}", question, question.slips[0].answer)
        app.button(key=f"{PAGE}.{name}.replay").click().run()
        assert not app.exception
    assert app.session_state[f"{PAGE}.state"]["kernel_edits"] == {}
    block = figures.THROUGH.case(app.session_state[f"{PAGE}.{THROUGH}.state"])
    np.testing.assert_array_equal(block.maps[0], build(PAGE, "gets_through").values["cells"])
    assert np.count_nonzero(block.out()) == build(PAGE, "gets_through").answer
