"""How a finding stands on a page, and the words of a question."""

from __future__ import annotations

from lessons.machinery.questions import Diagnosis
from pages.ui.shell import language, text


def finding_html(finding: Diagnosis) -> str:
    """A finding: accent bar, headline in bold, reason below."""
    lang = language.current()
    reason = text.to_html(finding.reason, lang) if finding.reason else ""
    return (
        f'<div class="finding" role="status"><strong>{inline_html(finding.headline)}</strong>'
        f"{reason}</div>"
    )


def inline_html(markdown: str) -> str:
    """Inline Markdown without its paragraph."""
    html = text.to_html(markdown, language.current()).strip()
    return html.removeprefix("<p>").removesuffix("</p>")
