"""A run again with other seeds: one at a time, never more than a session may have."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cnncore.engine import EngineError
from pages.ui.runs import repeats

CONFIG = {"network": {"blocks": []}, "learning_rate": 0.02, "seed": 7, "changes": []}
CHANGES = [[30, {"do": "learning_rate", "value": 0.01}]]


class Engine:
    """Takes runs, and says of each how it ended."""

    def __init__(self, **endings: str) -> None:
        self.endings = endings
        self.submitted: list[dict[str, Any]] = []
        self.stopped: list[str] = []
        self.refusal: EngineError | None = None

    def __call__(self) -> Engine:
        return self

    def submit(self, config: dict[str, Any], name: str) -> str:
        if self.refusal:
            raise self.refusal
        self.submitted.append(config)
        return f"again{len(self.submitted)}"

    def result(self, job_id: str) -> dict[str, Any] | None:
        reason = self.endings.get(job_id, "done")
        return {"reason": reason, "changes": CHANGES} if reason else None

    def config(self, job_id: str) -> dict[str, Any]:
        if not job_id.startswith("again"):
            raise EngineError("unknown_job")
        return self.submitted[int(job_id.removeprefix("again")) - 1]

    def stop(self, job_id: str) -> None:
        self.stopped.append(job_id)


def after(engine: Engine, monkeypatch: pytest.MonkeyPatch, *acts: tuple[str, Any]) -> Any:
    """The state of the page after some acts; runs A and B are kept."""
    monkeypatch.setattr(repeats, "the_engine", engine)
    monkeypatch.setattr(repeats.visitor, "queue_name", lambda: "somebody")

    def page(acts, config):  # its text is run by itself: no names from here
        import streamlit as st

        from pages.ui.runs import repeats, runs

        for letter in "AB":
            runs.remember(f"run{letter}", config)
        for name, argument in acts:
            getattr(repeats, name)(*argument)
        st.session_state["after"] = {
            "of": {run.letter: [r.seed for r in repeats.of_run(run)] for run in runs.all_runs()},
            "progress": repeats.progress(),
            "refused": repeats.refused(),
            "memory": repeats.memory(),
        }

    app = AppTest.from_function(page, args=(acts, CONFIG), default_timeout=60).run()
    assert not app.exception
    return app.session_state["after"]


def test_one_at_a_time_and_seed_by_seed(monkeypatch: pytest.MonkeyPatch):
    engine = Engine()
    state = after(engine, monkeypatch, ("start", ()))
    assert len(engine.submitted) == 1
    assert state["progress"] == {
        "letter": "A", "seed": 8, "job": "again1", "number": 1, "count": 4
    }  # fmt: skip
    engine = Engine()
    ends = [("ended", (f"again{n}",)) for n in range(1, 5)]
    state = after(engine, monkeypatch, ("start", ()), *ends)
    assert [config["seed"] for config in engine.submitted] == [8, 8, 9, 9]
    assert state["of"] == {"A": [8, 9], "B": [8, 9]}
    assert state["progress"] is None
    # Nothing but the seed differs, and what a hand changed happens again.
    assert all({**c, "seed": 7, "changes": []} == CONFIG for c in engine.submitted)
    assert all(config["changes"] == CHANGES for config in engine.submitted)


def test_who_asks_twice_gets_it_once(monkeypatch: pytest.MonkeyPatch):
    engine = Engine()
    acts = [("start", ("B",)), ("start", ("B",)), ("ended", ("again1",)), ("ended", ("again1",))]
    state = after(engine, monkeypatch, *acts)
    assert [config["seed"] for config in engine.submitted] == [8, 9]
    assert state["progress"]["count"] == 2


def test_what_was_stopped_does_not_count(monkeypatch: pytest.MonkeyPatch):
    state = after(Engine(runA="stopped", runB=""), monkeypatch, ("start", ()))
    assert (state["progress"], state["refused"]) == (None, "repeat_none")
    engine = Engine()
    state = after(engine, monkeypatch, ("start", ()), ("stop", ()), ("ended", ("again1",)))
    assert engine.stopped == ["again1"]
    assert (state["progress"], state["of"]) == (None, {"A": [], "B": []})
    engine = Engine(again1="limit_seconds")
    state = after(engine, monkeypatch, ("start", ("A",)), ("ended", ("again1",)))
    assert state["of"]["A"] == [9]  # the one that trains now; 8 came to no end


@pytest.mark.parametrize(
    ("refusal", "refused"),
    [
        (EngineError("session_queue_full", waiting=8, maximum=8), "repeat_full"),
        (EngineError("engine_unavailable", address="tcp://127.0.0.1:1"), "repeat_unavailable"),
    ],
)
def test_an_engine_that_takes_nothing_is_told(
    monkeypatch: pytest.MonkeyPatch, refusal: EngineError, refused: str
):
    engine = Engine()
    engine.refusal = refusal
    state = after(engine, monkeypatch, ("start", ()))
    assert (state["progress"], state["refused"]) == (None, refused)


@pytest.mark.parametrize("heard", range(3))
def test_a_page_reloaded_at_any_moment_finds_its_repeats(
    monkeypatch: pytest.MonkeyPatch, heard: int
):
    """Both repeats end in the engine; the page was loaded again when it had heard of `heard`."""
    engine = Engine()
    ends = [("ended", (f"again{n}",)) for n in (1, 2)]
    kept = after(engine, monkeypatch, ("start", ("A",)), *ends[:heard])["memory"]
    state = after(engine, monkeypatch, ("resume", (kept,)), ("ended", ("again2",)))
    assert state["of"] == {"A": [8, 9], "B": []}
    assert [config["seed"] for config in engine.submitted] == [8, 9]


def test_a_repeat_that_trains_goes_on_through_a_reload(monkeypatch: pytest.MonkeyPatch):
    engine = Engine(again1="")
    kept = after(engine, monkeypatch, ("start", ("A",)))["memory"]
    state = after(engine, monkeypatch, ("resume", (kept,)))
    assert state["progress"] == {
        "letter": "A", "seed": 8, "job": "again1", "number": 1, "count": 2
    }  # fmt: skip
    assert len(engine.submitted) == 1


def test_a_page_takes_no_repeat_that_is_none(monkeypatch: pytest.MonkeyPatch):
    engine = Engine()
    ends = [("ended", (f"again{n}",)) for n in (1, 2)]
    after(engine, monkeypatch, ("start", ("A",)), *ends)
    claims: list[Any] = [
        {"of": "runB", "seed": 12, "job": "again1"},  # it is of seed 8
        {"of": "runA", "seed": True, "job": "again1"},
        {"of": "nobody", "seed": 8, "job": "again1"},
        {"of": "runA", "seed": 7, "job": "runA"},
        {"of": "runA", "seed": 7, "job": ""},
        {"of": "runA", "seed": 10, "job": ""},  # there are three in all
        {"of": ["runA"], "seed": "8", "job": None},
        7,
    ]
    for sent in (claims, None, "again1", {}):
        assert after(engine, monkeypatch, ("resume", (sent,)))["of"] == {"A": [], "B": []}
