"""What a browser's tab says of the runs it had: taken if the engine knows them, never trusted."""

from __future__ import annotations

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cnncore.data import DataConfig
from cnncore.engine import EngineError
from cnncore.network import Network
from cnncore.train import TrainConfig
from lessons.training_lab.words import LAB
from pages.ui.lab import memory as lab_memory

CONFIG = TrainConfig(Network.from_text("flat-fc"), DataConfig("digits"), epochs=1)


class KnownRuns:
    """An engine that has some runs."""

    state = "ready"
    known = ("one", "two", "three", "left")

    def config(self, job_id: str) -> dict[str, Any]:
        if job_id not in self.known:
            raise EngineError("unknown_job")
        return CONFIG.as_dict()

    def result(self, job_id: str) -> dict[str, Any] | None:
        if job_id == "left":  # the queue, before its turn came
            return {"type": "finished", "reason": "stopped", "step": 0, "seconds": 0.0}
        return None if job_id == "one" else {"type": "finished", "step": 3, "test_loss": 1.0}


def kept(letter: Any, job: Any, **values: Any) -> dict[str, Any]:
    return {"letter": letter, "job": job, "label": "", "values": values}


def resumed(monkeypatch: pytest.MonkeyPatch, sent: Any, brought: tuple[str, ...] = ()) -> Any:
    monkeypatch.setattr(lab_memory, "the_engine", KnownRuns)

    def page(sent, brought):  # its text is run by itself: no names from here
        import streamlit as st

        from pages.ui.lab import memory, run
        from pages.ui.runs import runs

        for job in brought:
            runs.remember(job, {}, "of an experiment")
        memory.resume(sent)
        memory.say_what_is_gone()
        st.session_state["after"] = {
            "shown": run.current(),
            "letters": {r.letter: (r.job_id, r.has_ended) for r in runs.all_runs()},
            "seeds": {
                r.letter: (run.values_of(r.job_id) or {}).get("seed") for r in runs.all_runs()
            },
            "memory": memory.memory(),
        }

    app = AppTest.from_function(page, args=(sent, brought), default_timeout=60).run()
    assert not app.exception
    said = [re.sub("<[^>]+>", "", html.proto.body) for html in app.get("html")]
    return {**app.session_state["after"], "said": said}


def test_runs_come_back_with_their_letters_and_settings(monkeypatch: pytest.MonkeyPatch):
    runs = [kept("A", "one", seed="3"), kept("D", "two", seed="5"), kept("B", "three")]
    sent = {"job": "one", "values": {"seed": "3"}, "kept": runs}
    after = resumed(monkeypatch, sent)
    assert after["letters"] == {"A": ("one", False), "B": ("three", True), "D": ("two", True)}
    assert after["seeds"] == {"A": 3, "B": None, "D": 5}
    assert after["shown"].config == CONFIG.as_dict()
    # What the page now hands to the tab brings the same back the next time.
    assert resumed(monkeypatch, after["memory"])["letters"] == after["letters"]


def test_runs_that_an_experiment_brought_stand_beside_those_of_the_tab(
    monkeypatch: pytest.MonkeyPatch,
):
    sent = {"job": "", "values": {}, "kept": [kept("A", "one"), kept("C", "two")]}
    after = resumed(monkeypatch, sent, brought=("x", "y"))
    assert {letter: job for letter, (job, _) in after["letters"].items()} == {
        "A": "x",
        "B": "y",
        "C": "two",
        "D": "one",
    }


def test_runs_that_find_no_letter_are_named(monkeypatch: pytest.MonkeyPatch):
    named = {**kept("C", "two"), "label": "big kernel"}
    sent = {"job": "", "values": {}, "kept": [named, kept("A", "one"), kept("B", "three")]}
    full = resumed(monkeypatch, sent, brought=tuple("uvwxy"))
    # The oldest goes, but one with a name only where all have one.
    assert [job for job, _ in full["letters"].values()] == [*"uvwxy", "two"]
    assert full["said"] == [LAB.get("lab.runs_gone", "en", room=6, list="A, B")]
    none = resumed(monkeypatch, sent, brought=tuple("uvwxyz"))
    assert [job for job, _ in none["letters"].values()] == list("uvwxyz")
    assert none["said"] == [LAB.get("lab.runs_gone", "en", room=6, list="A, B, C (big kernel)")]
    assert resumed(monkeypatch, sent)["said"] == []


def test_a_run_that_is_gone_leaves_its_letter_free(monkeypatch: pytest.MonkeyPatch):
    sent = {"job": "gone", "values": {}, "kept": [kept("A", "gone"), kept("B", "two")]}
    after = resumed(monkeypatch, sent)
    assert set(after["letters"]) == {"B"}
    assert after["shown"] is None


def test_a_run_that_left_the_queue_is_no_result(monkeypatch: pytest.MonkeyPatch):
    after = resumed(monkeypatch, {"job": "left", "values": {}, "kept": [kept("A", "left")]})
    assert after["letters"] == {}
    assert after["shown"] is None


HOSTILE: list[Any] = [
    None,
    "job",
    {"kept": "ABCDEF", "job": ["one"], "values": "seed"},
    {"kept": [None, 7, kept("AB", "one"), kept("", "one"), kept({}, "one"), kept("G", "one")]},
    {"kept": [{"letter": "A"}, {"letter": "A", "job": "one", "values": [1]}]},
    {"job": "x" * 10**6, "values": {}, "kept": [kept("A", "<script>")] * 99},
]


@pytest.mark.parametrize("sent", HOSTILE, ids=range(len(HOSTILE)))
def test_what_no_page_of_ours_would_send_brings_nothing(monkeypatch: pytest.MonkeyPatch, sent: Any):
    after = resumed(monkeypatch, sent)
    assert after["letters"] == {}
    assert after["shown"] is None


def test_impossible_settings_fall_back_to_what_the_page_begins_with(
    monkeypatch: pytest.MonkeyPatch,
):
    values = {"seed": "-1", "learning_rate": "nan", "network": "<b>", "no such": "1"}
    after = resumed(monkeypatch, {"job": "one", "values": values, "kept": []})
    assert (after["shown"].values["seed"], after["shown"].values["network"]) == (7, "tiny_vgg")
