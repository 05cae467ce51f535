"""The last runs keep themselves, and none gives way without a word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from streamlit.testing.v1 import AppTest


def after(deeds: Sequence[tuple[Any, ...]]) -> tuple[dict[str, tuple[str, str]], str]:
    """Kept runs by letter, as (job, name), and the letter of the next, after some deeds."""

    def page(deeds):  # its text is run by itself: no names from here
        import streamlit as st

        from pages.ui.runs import runs

        for name, *given in deeds:
            getattr(runs, name)(*given)
        kept = {run.letter: (run.job_id, run.label) for run in runs.all_runs()}
        st.session_state["after"] = kept, runs.next_letter()

    app = AppTest.from_function(page, args=(deeds,), default_timeout=60).run()
    assert not app.exception
    return app.session_state["after"]


SIX = [("remember", f"job{number}", {}) for number in range(6)]


def test_each_run_takes_the_next_letter():
    kept, letter = after(SIX[:2])
    assert kept == {"A": ("job0", ""), "B": ("job1", "")}
    assert letter == "C"


def test_the_oldest_without_a_name_gives_way():
    kept, letter = after([*SIX, ("rename", "A", " baseline ")])
    assert kept["A"] == ("job0", "baseline")
    assert letter == "B"
    kept, letter = after([*SIX, ("rename", "A", "baseline"), ("remember", "job6", {})])
    assert (kept["A"][0], kept["B"][0], letter) == ("job0", "job6", "C")


def test_where_all_have_names_the_oldest_gives_way():
    names = [("rename", letter, f"run {letter}") for letter in "ABCDEF"]
    assert after([*SIX, *names])[1] == "A"


def test_the_run_that_gives_way_can_be_chosen_once():
    kept, letter = after([*SIX, ("replace_next", "E"), ("remember", "job6", {})])
    assert (kept["E"][0], kept["A"][0], letter) == ("job6", "job0", "A")
    assert after([*SIX, ("replace_next", "Z")])[1] == "A"


def test_a_run_that_is_removed_leaves_its_letter():
    kept, letter = after([*SIX, ("forget", "D")])
    assert "D" not in kept
    assert letter == "D"
    assert after([*SIX, ("replace_next", "B"), ("forget", "D")])[1] == "D"
