"""The boards of the lesson on activation functions, as a learner finds them."""

from __future__ import annotations

import pytest

from lessons.activations.claims import CLAIMS
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.strings import lesson_texts
from tests.pages.lesson.opened import html_of, open_page

PAGE = "activations"
WORDS = lesson_texts(PAGE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_claim_is_judged_first_and_then_computed(lang):
    app = open_page(PAGE, lang, more="claims")
    asked = html_of(app)
    for number, claim in enumerate(CLAIMS):
        name = "holds" if number % 2 else "loose"
        app.button(key=f"{PAGE}.claims.{claim.name}.{name}").click().run()
        assert not app.exception
    html = html_of(app)
    for claim in CLAIMS:
        values = claim.evidence().values
        headline = WORDS.get(f"claims.{claim.name}.verdict", lang, **values).split("**")[1]
        assert headline not in asked
        assert headline in html
    assert html.count('class="claim"') - asked.count('class="claim"') == len(CLAIMS)
    surprised = sum((number % 2 == 1) != claim.holds for number, claim in enumerate(CLAIMS))
    assert html.count(WORDS.get("claims.surprised", lang)) == surprised
