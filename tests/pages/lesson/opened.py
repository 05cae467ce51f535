"""A lesson's page, opened as a visitor opens it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from streamlit.testing.v1 import AppTest

MAIN = Path(__file__).parents[3] / "pages" / "main.py"


def open_page(page_id: str, lang: str, **query: str) -> AppTest:
    """A page in a language; ``query`` is what else stands in its address."""
    app = AppTest.from_file(str(MAIN), default_timeout=30)
    app.switch_page(f"{page_id}.py")
    for name, value in {"lang": lang, **query}.items():
        app.query_params[name] = value
    return app.run()


@cache
def seen(page_id: str, lang: str) -> AppTest:
    """A page as it opens, to be looked at only: whoever looks sees the same run."""
    return open_page(page_id, lang)


def folds_of(app: AppTest, page_id: str) -> list[str]:
    """The folded parts of the page that was opened."""
    mark = f"{page_id}.more."
    ids = [fold.proto.id for fold in app.main.expander]
    return [each.partition(mark)[2] for each in ids if mark in each]


def open_all(page_id: str, lang: str) -> AppTest:
    """A page with all its folded parts open."""
    folds = folds_of(seen(page_id, lang), page_id)
    return open_page(page_id, lang, more="_".join(folds)) if folds else open_page(page_id, lang)


def html_of(app: AppTest) -> str:
    """All HTML that the page itself put into its main part."""
    return "\n".join(element.proto.body for element in app.main if element.type == "html")


def questions_on(app: AppTest, page_id: str) -> list[str]:
    """The questions that the page asks now; those it recalls are others'."""
    keys = [str(each.key) for each in (*app.main.text_input, *app.main.button)]
    ends = re.compile(rf"{page_id}\.([a-z0-9_]+)\.(?:field|option\.0)")
    return [match[1] for key in keys if (match := ends.fullmatch(key))]
