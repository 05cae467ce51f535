"""From an experiment to the lab: no run there is lost without a word, and the next run is set."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cnncore.train.experiments import EXPERIMENTS
from lessons.experiments.changes import changed_run, lab_address
from pages.ui.experiment.trials import Trial
from pages.ui.lab.params import PARAMS
from pages.ui.lab.state import Lab
from tests.lessons.test_experiments import outcomes

NAME = "activations"


def page(trial, kept):  # its text is run by itself: no names from here
    import streamlit as st

    from cnncore.train.experiments import EXPERIMENTS
    from lessons.experiments import GUIDES
    from pages.ui.experiment import lab_door
    from pages.ui.runs import runs

    if "begun" not in st.session_state:
        st.session_state["begun"] = True
        for job, label in kept:
            runs.remember(job, {}, label)
    arms = {run.label: run.config for run in EXPERIMENTS[trial.experiment_id].runs}
    guide = GUIDES[trial.experiment_id]
    lab_door.show_doors(guide, trial, arms, "compare", "look at them")
    lab_door.show_doors(guide, trial, arms, "next", "one more")
    st.session_state["jobs"] = {run.letter: run.job_id for run in runs.all_runs()}


@pytest.fixture(autouse=True)
def stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Going to the lab is noted, not done."""
    monkeypatch.setattr(st, "switch_page", lambda *_, **way: st.session_state.update(went=way))


def opened(*kept: tuple[str, str]) -> AppTest:
    made = outcomes(NAME, 0.06)
    trial = Trial(NAME, jobs={arm: f"job of {arm}" for arm in made}, outcomes=made)
    app = AppTest.from_function(page, args=(trial, list(kept)), default_timeout=60).run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> dict[str, Any]:
    app.button(key=f"experiments.lab.{key}").click().run()
    assert not app.exception
    return app.session_state["jobs"]


OURS = {"job of relu", "job of tanh", "job of sigmoid"}


def test_where_there_is_room_the_runs_stand_beside_those_of_the_lab():
    app = opened(("mine", ""), ("yours", ""))
    assert set(press(app, "compare").values()) == {"mine", "yours"} | OURS
    assert app.session_state["training_lab.tab"] == "compare"
    # Opened once more, they are the same runs.
    assert set(press(app, "compare").values()) == {"mine", "yours"} | OURS


def test_where_there_is_none_it_asks_and_names_what_would_go():
    five = [("one", "named"), ("two", ""), ("three", ""), ("four", ""), ("five", "")]
    app = opened(*five)
    assert set(press(app, "compare").values()) == {job for job, _ in five}
    assert "went" not in app.session_state
    asked = " ".join(html.proto.body for html in app.main if html.type == "html")
    assert ("B" in asked, "C" in asked, "named" in asked) == (True, True, False)
    press(app, "compare.leave")
    assert "experiments.door" not in app.session_state
    press(app, "compare")
    assert set(press(app, "compare.replace").values()) == {"one", "four", "five"} | OURS


def test_the_next_run_is_set_in_the_lab():
    app = opened()
    press(app, "next")
    assert app.session_state["training_lab.tab"] == "train"
    assert app.session_state["went"]["query_params"]["init"] == "he"


@pytest.mark.parametrize("experiment_id", EXPERIMENTS)
def test_the_lab_reads_the_address_of_the_next_run(experiment_id: str):
    arms = {run.label: run.config for run in EXPERIMENTS[experiment_id].runs}
    wanted = changed_run(experiment_id, arms)
    address = lab_address(wanted)
    values = {p.name: p.default for p in PARAMS}
    for param in PARAMS:
        if param.name in address:
            values[param.name], slip = param.parse(address[param.name])
            assert slip is None
    assert {p.name for p in PARAMS} - set(address) == {"lock", "upload"}
    read = Lab(values, {}, 0).train_config((1, 8, 8))
    # How often it is tested, and on how many pictures, is not among the lab's settings.
    assert read == replace(
        wanted, evaluate_every=None, start=None, data=replace(wanted.data, test_size=None)
    )
