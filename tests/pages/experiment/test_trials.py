"""An experiment that was run is there again in another session, without its curves."""

from __future__ import annotations

import pytest

from lessons.experiments import GUIDES, Outcome
from lessons.experiments.words import TEXTS
from pages.ui.experiment.trials import Trial
from tests.lessons.test_experiments import outcomes
from tests.pages.experiment.test_experiments import engine as engine  # a fixture
from tests.pages.experiment.test_experiments import place_of, plain, text_of
from tests.pages.remembered import entries_of, remember
from tests.pages.shell.test_shell import open_page

NAME = "activations"


def finished_trial() -> Trial:
    made = outcomes(NAME, 0.06)
    look = GUIDES[NAME].look(made)
    return Trial(
        NAME,
        prediction=GUIDES[NAME].options[0],
        jobs=dict.fromkeys(made, "job"),
        outcomes=made,
        answer=look.options.index(look.right),
        has_answered=True,
    )


def kept_by_a_session() -> dict[str, object]:
    app = open_page("experiments", "en", {"experiment": place_of(NAME)})
    app.session_state["experiments.trials"] = {(NAME, 0, 0): finished_trial()}
    return entries_of(app.run())


@pytest.mark.usefixtures("engine")
def test_another_session_shows_prediction_answer_and_verdict():
    kept = kept_by_a_session()
    app = open_page("experiments", "en")
    remember(app, **kept)
    app.query_params["experiment"] = place_of(NAME)
    app.run()
    assert not app.exception
    assert plain(TEXTS.get(f"{NAME}.why.{GUIDES[NAME].reasons[0]}", "en")) in text_of(app)


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    "kept", ["nonsense", {}, {"prediction": "relu"}, {"outcomes": {"relu": {}}}]
)
def test_what_is_no_trial_begins_anew(kept: object):
    app = open_page("experiments", "en")
    remember(app, **{f"trial/{NAME}.0": kept})
    app.query_params["experiment"] = place_of(NAME)
    app.run()
    assert not app.exception
    assert app.button(key="experiments.run").disabled


@pytest.mark.parametrize("arm", list(outcomes(NAME, 0.06)))
def test_an_outcome_comes_back_as_it_was(arm: str):
    outcome = outcomes(NAME, 0.06)[arm]
    assert Outcome.from_dict(outcome.as_dict()).as_dict() == outcome.as_dict()


def test_what_is_no_number_stays_none():
    failed = Outcome(float("nan"), gradients=((0, float("inf")),), reason="exploding")
    back = Outcome.from_dict(failed.as_dict())
    assert back.has_failed
    assert back.final != back.final
