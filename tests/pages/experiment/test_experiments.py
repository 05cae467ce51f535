"""The page of guided experiments in both languages, from the list to the verdict; none trains."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from cnncore.engine import EngineError
from cnncore.train.experiments import SEED_COUNT
from lessons.experiments import GUIDES, PAGE, TEXTS
from lessons.experiments.expected import expected_rows
from lessons.experiments.guides import VOTES
from lessons.machinery.slides import LETTERS
from lessons.machinery.teacher import load_notes
from pages.ui.experiment import board, page
from pages.ui.experiment.trials import Trial
from tests.lessons.test_experiments import outcomes
from tests.pages.remembered import steps_done
from tests.pages.shell.test_shell import html_of, open_page, words_of


class FakeEngine:
    """Takes runs and gives them numbers; none of them ever trains."""

    def __init__(self) -> None:
        self.submitted: list[dict] = []

    def submit(self, config: dict, _session: str) -> str:
        self.submitted.append(config)
        return f"job-{len(self.submitted)}"

    def stop(self, _job: str) -> bool:
        return True

    def config(self, _job: str) -> dict:
        raise EngineError("unknown_job")


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    engine = FakeEngine()
    monkeypatch.setattr("cnncore.engine.the_engine", lambda: engine)
    return engine


def text_of(app: AppTest) -> str:
    """What a reader sees: without tags, and a space is a space."""
    return plain(unescape(re.sub(r"<[^>]*>", "", " ".join(html_of(app)))))


def plain(words: str) -> str:
    """Words without the links to the glossary."""
    return re.sub(r"\[([^\]]*)\]\(term:\w+\)", r"\1", words).replace("\u00a0", " ")


def place_of(experiment_id: str) -> str:
    return str(list(GUIDES).index(experiment_id) + 1)


FOR_TEACHER = {"for": "teacher"}


def at(experiment_id: str) -> dict[str, str]:
    """The address of an experiment."""
    return {"experiment": place_of(experiment_id)}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_names_all_fourteen(lang):
    app = open_page("experiments", lang)
    labels = " ".join(button.label for button in app.main.button)
    for experiment_id in GUIDES:
        assert TEXTS.get(f"{experiment_id}.title", lang) in labels


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("experiment_id", GUIDES)
def test_every_experiment_opens(engine: FakeEngine, experiment_id: str, lang):
    app = open_page("experiments", lang, {"experiment": place_of(experiment_id)})
    assert not app.exception
    assert TEXTS.get(f"{experiment_id}.prediction", lang) in text_of(app)
    assert engine.submitted == []


def predict(app: AppTest, option: str) -> None:
    (cards,) = app.main.radio
    cards.set_value(option).run()


def test_the_prediction_comes_first_and_holds_once_it_runs(engine: FakeEngine):
    app = open_page("experiments", "en", {"experiment": "1"})
    assert app.button(key="experiments.run").disabled
    predict(app, "relu")
    predict(app, "tanh")  # a slip of the finger can be put right
    app.button(key="experiments.run").click().run()
    (cards,) = app.main.radio
    assert (cards.value, cards.disabled) == ("tanh", True)


def test_runs_start_one_after_the_other(engine: FakeEngine):
    app = open_page("experiments", "en", {"experiment": "1"})
    predict(app, "tanh")
    app.button(key="experiments.run").click().run()
    assert len(engine.submitted) == 1
    assert "Running ReLU (0 of 3)" in text_of(app)
    app.button(key="experiments.stop").click().run()
    assert not app.button(key="experiments.run").disabled


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("experiment_id", GUIDES)
def test_the_verdict_waits_for_the_right_answer(engine: FakeEngine, experiment_id: str, lang):
    guide = GUIDES[experiment_id]
    made = outcomes(experiment_id, 0.06)
    app = open_page("experiments", lang, {"experiment": place_of(experiment_id)})
    trial = Trial(
        experiment_id, prediction=guide.options[0], jobs=dict.fromkeys(made, "job"), outcomes=made
    )
    app.session_state["experiments.trials"] = {(experiment_id, 0, 0): trial}
    app.run()
    reason = plain(TEXTS.get(f"{experiment_id}.why.{guide.reasons[0]}", lang))
    assert reason not in text_of(app)
    look = guide.look(made)
    wrong = next(i for i, option in enumerate(look.options) if option.slip != "right")
    app.button(key=f"experiments.{experiment_id}.look.{wrong}").click().run()
    assert reason not in text_of(app)
    right = look.options.index(look.right)
    app.button(key=f"experiments.{experiment_id}.look.{right}").click().run()
    assert not app.exception
    assert reason in text_of(app)
    assert plain(TEXTS.get(f"{experiment_id}.mistake.answer", lang)) in text_of(app)
    assert experiment_id in steps_done(app, "experiments")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("experiment_id", GUIDES)
def test_the_teacher_finds_what_to_expect(engine: FakeEngine, experiment_id: str, lang):
    app = open_page("experiments", lang, at(experiment_id) | FOR_TEACHER)
    expected, notes = app.main.expander
    assert not expected.proto.expanded
    assert expected.label == PAGE.get("teacher.title", lang)
    assert f"cnncore.train.outcomes {experiment_id} --seeds" in text_of(app)
    for row in expected_rows(experiment_id):
        assert TEXTS.get(f"{experiment_id}.arm.{row.arm}", lang) in text_of(app)
    assert notes.label == load_notes("experiments", lang).title


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("experiment_id", GUIDES)
def test_nothing_a_student_can_click_tells_the_outcome_first(
    engine: FakeEngine, experiment_id: str, lang
):
    app = open_page("experiments", lang, at(experiment_id))
    assert list(app.main.expander) == []
    assert "for=teacher" in text_of(app)
    given = " ".join(words_of(app))
    assert f"{experiment_id} --seeds" not in given
    for row in expected_rows(experiment_id):
        assert f"{100 * row.first['test_accuracy']:.1f}" not in given


def test_the_list_keeps_its_notes_from_students_too(engine: FakeEngine):
    app = open_page("experiments", "en")
    assert list(app.main.expander) == []
    assert len(open_page("experiments", "en", FOR_TEACHER).main.expander) == 1


def test_who_came_as_a_teacher_stays_one(engine: FakeEngine):
    app = open_page("experiments", "en", FOR_TEACHER)
    app.button(key="experiments.open.3").click().run()
    assert len(app.main.expander) == 2
    app.query_params.pop("for")
    app.run()
    assert len(app.main.expander) == 2


def test_notes_opened_in_a_lesson_open_nothing_here(engine: FakeEngine):
    app = open_page("convolution", "en", FOR_TEACHER)
    app.switch_page("experiments.py")
    del app.query_params["for"]  # as Streamlit does on the way to another page
    app.run()
    assert list(app.main.expander) == []


def test_the_outcome_is_told_to_all_once_the_runs_are_done(engine: FakeEngine):
    made = outcomes("activations", 0.06)
    app = open_page("experiments", "en", at("activations"))
    trial = Trial("activations", prediction="relu", outcomes=made)
    app.session_state["experiments.trials"] = {("activations", 0, 0): trial}
    app.run()
    (expected,) = app.main.expander
    assert expected.label == PAGE.get("teacher.title", "en")


def test_seven_networks_have_seven_colours_and_their_votes_are_shown():
    made = outcomes("ensemble", 0.06)
    arms = [arm for arm in made if arm not in VOTES.values()]
    assert len(set(board._letters(dict.fromkeys(arms)))) == len(arms) == 7
    trial = Trial("ensemble", outcomes=made)
    rows = board._votes(GUIDES["ensemble"], trial)
    assert [(row["id"], row["size"]) for row in rows] == [("one", 1), ("three", 3), ("seven", 7)]
    for row in rows:
        assert row["share"] == 100 * made[row["id"]].final
    pairs = (("one", "three"), ("three", "seven"))
    gains = [100 * (made[b].final - made[a].final) for a, b in pairs]
    shown = [float(re.sub("[^0-9.-]", "", r["gain"].replace("−", "-"))) for r in rows[1:]]
    assert shown == pytest.approx(gains, abs=0.051)
    assert board._votes(GUIDES["activations"], Trial("activations")) == []


def test_there_are_as_many_seeds_as_the_table_has():
    assert page.SEED_COUNT == SEED_COUNT


def test_another_seed_keeps_the_prediction(engine: FakeEngine):
    app = open_page("experiments", "en", {"experiment": "1"})
    predict(app, "tanh")
    app.button(key="experiments.seed").click().run()
    assert app.query_params["seed"] in ("1", ["1"])
    app.button(key="experiments.run").click().run()
    assert engine.submitted[0]["seed"] == 2


def test_without_an_engine_a_sentence_says_so(engine: FakeEngine, monkeypatch):
    from cnncore.engine import EngineError

    def refuse(_config: dict, _session: str) -> str:
        raise EngineError("engine_unavailable", address="tcp://nowhere")

    monkeypatch.setattr(engine, "submit", refuse)
    app = open_page("experiments", "en", {"experiment": "1"})
    predict(app, "tanh")
    app.button(key="experiments.run").click().run()
    assert "engine is not available" in text_of(app)
    assert not app.exception


def options_on_slide(app: AppTest) -> list[dict]:
    deck = next(c for c in app.main.get("bidi_component") if c.key == "experiments.deck")
    return json.loads(deck.proto.json)["options"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("experiment_id", GUIDES)
def test_a_class_votes_and_only_the_runs_say_who_was_right(
    engine: FakeEngine, experiment_id: str, lang
):
    guide, made = GUIDES[experiment_id], outcomes(experiment_id, 0.06)
    app = open_page("experiments", lang, at(experiment_id) | {"view": "class", "slide": "3"})
    assert not app.exception
    before = options_on_slide(app)
    assert len(before) == len(guide.options)
    assert not any(option["is_right"] for option in before)
    trial = Trial(experiment_id, prediction=guide.options[0], outcomes=made)
    app.session_state["experiments.trials"] = {(experiment_id, 0, 0): trial}
    app.run()
    right = [o["letter"] for o in options_on_slide(app) if o["is_right"]]
    assert right == [LETTERS[guide.options.index(guide.winner(made))]]
    app.query_params["slide"] = "5"
    app.run()
    assert [o["is_right"] for o in options_on_slide(app)].count(True) == 1
    for slide in ("4", "6"):
        app.query_params["slide"] = slide
        assert not app.run().exception


def test_the_list_and_the_lab_have_a_slide(engine: FakeEngine):
    for page_id in ("experiments", "training_lab"):
        app = open_page(page_id, "en", {"view": "class"})
        assert not app.exception
        assert f"{page_id}.deck" in {c.key for c in app.main.get("bidi_component")}
