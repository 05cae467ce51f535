"""Files in a frame of another page: Streamlit wants a cookie with them, and there may be none."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.lab import taking
from tests.pages.shell.test_shell import html_of


def field() -> None:
    from pages.ui.lab.taking import say_not_taken

    say_not_taken("zip")


@pytest.mark.parametrize(
    ("is_embedded", "cookies", "is_said"),
    [(True, {}, True), (True, {"_streamlit_xsrf": "1"}, False), (False, {}, False)],
)
def test_a_field_says_where_files_can_be_sent(
    monkeypatch: pytest.MonkeyPatch, is_embedded: bool, cookies: dict[str, str], is_said: bool
):
    context = SimpleNamespace(is_embedded=is_embedded, cookies=cookies)
    monkeypatch.setattr(taking, "st", SimpleNamespace(context=context))
    app = AppTest.from_function(field).run()
    assert not app.exception
    assert is_said == any('target="_blank"' in html for html in html_of(app))
