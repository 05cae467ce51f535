"""What axe-core finds on a page, for the walk and for pages that a gesture has changed."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Contrast is judged by walk.js: axe gives up where colours are mixed from several layers.
# Only what is wrong is written out: to describe all that is right takes as long as to find it.
_OPTIONS = {"rules": {"color-contrast": {"enabled": False}}, "resultTypes": ["violations"]}

# Streamlit's own markup that no page can mend: a rule, and what its element is called.
OF_STREAMLIT = {
    # Its drop zone says that it is presentational and can have the focus all the same.
    ("presentation-role-conflict", "stFileUploaderDropzone"),
}


def findings(page: Page) -> list[str]:
    """Every finding of ours, in words."""
    violations = Axe().run(page, options=_OPTIONS).response["violations"]
    return [
        f"axe: {found['id']}: {found['help']}: {node['html'][:120]}"
        for found in violations
        for node in found["nodes"]
        if not any(found["id"] == rule and name in node["html"] for rule, name in OF_STREAMLIT)
    ]
