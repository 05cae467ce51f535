"""Claims on trial, on the page of every lesson that has some: judged first, then computed."""

from __future__ import annotations

import importlib
from importlib.util import find_spec

import pytest

from lessons.machinery.answers import short_value
from lessons.machinery.catalogue import LESSONS
from lessons.machinery.claims import Claim
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.strings import STRINGS, lesson_texts
from tests.pages.lesson.opened import html_of, open_page


def claims_of(page_id: str) -> tuple[Claim, ...]:
    """Those of ``lessons/<page_id>/claims.py``; none where there are none."""
    names = (f"lessons.{page_id}", f"lessons.{page_id}.claims")
    if not all(map(find_spec, names)):
        return ()
    return getattr(importlib.import_module(names[1]), "CLAIMS", ())


ON_TRIAL = {entry.page_id: found for entry in LESSONS if (found := claims_of(entry.page_id))}


@pytest.mark.parametrize("page_id", ON_TRIAL)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_claim_is_judged_first_and_then_computed(page_id, lang):
    app, claims = open_page(page_id, lang, more="claims"), ON_TRIAL[page_id]
    asked = html_of(app)
    for number, claim in enumerate(claims):
        name = "holds" if number % 2 else "loose"
        app.button(key=f"{page_id}.claims.{claim.name}.option.{name}").click().run()
        assert not app.exception
    html = html_of(app)
    for claim in claims:
        values = {name: short_value(value) for name, value in claim.evidence().values.items()}
        verdict = lesson_texts(page_id).get(f"claims.{claim.name}.verdict", lang, **values)
        headline = verdict.split("**")[1]
        assert headline not in asked
        assert headline in html
    assert html.count('class="claim"') - asked.count('class="claim"') == len(claims)
    surprised = sum((number % 2 == 1) != claim.holds for number, claim in enumerate(claims))
    assert html.count(STRINGS.get("verdict.surprised", lang)) == surprised


@pytest.mark.parametrize(
    "claim", [claim for claims in ON_TRIAL.values() for claim in claims], ids=lambda c: c.name
)
def test_a_table_of_evidence_has_a_head_for_every_column(claim: Claim):
    found = claim.evidence()
    assert {len(row) for row in found.rows} == {len(found.heads)}
