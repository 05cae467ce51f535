"""Pinned runs in the address: taken if the engine knows them, never trusted."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cnncore.engine import EngineError
from lessons.machinery.languages import LANGUAGES, Language
from lessons.machinery.live import LIVE
from lessons.machinery.strings import STRINGS
from pages.ui.runs import ghosts


class KnownRuns:
    """An engine with a run that is over and one that still trains."""

    def config(self, job_id: str) -> dict[str, Any]:
        return {"seed": 11}

    def result(self, job_id: str) -> dict[str, Any] | None:
        if job_id not in ("ended", "running"):
            raise EngineError("unknown_job")
        return {"type": "finished"} if job_id == "ended" else None


@pytest.fixture(autouse=True)
def _engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ghosts, "the_engine", KnownRuns)


def opened(text: str, lang: Language = "en", sent: Any = None) -> AppTest:
    def page(sent):  # its text is run by itself: no names from here
        import streamlit as st

        from pages.ui.runs import ghosts

        if sent is not None:
            ghosts.pinned(sent)
        st.session_state["found"] = [(g.letter, g.job_id) for g in ghosts.of_address()]

    app = AppTest.from_function(page, args=(sent,), default_timeout=60)
    app.query_params["lang"] = lang
    if text:
        app.query_params["ghosts"] = text
    app.run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return " ".join(block.proto.body for block in app.get("html"))


def test_a_run_that_is_over_comes_with_the_link():
    app = opened("B.ended")
    assert app.session_state["found"] == [("B", "ended")]
    assert said(app) == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_gone_or_still_trains_is_named(lang: Language):
    app = opened("A.gone~C.running~B.ended", lang)
    assert app.session_state["found"] == [("B", "ended")]
    assert LIVE.get("compare.ghosts_gone", lang, letters="A C") in said(app)


@pytest.mark.parametrize("text", ["G.ended", "A", "~", "A.<script>", "A.ended.", "A." + "x" * 65])
def test_what_cannot_be_read_is_left_out(text: str):
    app = opened(f"B.ended~{text}")
    assert app.session_state["found"] == [("B", "ended")]
    assert STRINGS.get("notice.bad_ghosts", "en") in said(app)


def test_pins_go_into_the_address_and_out_of_it():
    app = opened("", sent={"pins": [{"letter": "A", "job": "ended"}]})
    assert app.query_params["ghosts"] in ("A.ended", ["A.ended"])
    assert "ghosts" not in opened("A.ended", sent={"pins": []}).query_params


@pytest.mark.parametrize("sent", [{}, {"pins": "A"}, {"pins": [None, 3]}, {"pins": [{}]}])
def test_pins_that_no_page_of_ours_would_send_bring_nothing(sent: Any):
    assert opened("", sent=sent).session_state["found"] == []
