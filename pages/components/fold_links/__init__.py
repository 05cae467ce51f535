"""Opens the folded part of a page that a link names: ``#modes`` in an address or on the page."""

from __future__ import annotations

from collections.abc import Sequence

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.fold_links", js=loader("fold_links"))


def fold_links(folds: Sequence[str], *, key: str) -> None:
    """Listen for links to these parts; put it below all of them.

    Args:
        folds: The ids of their places; each stands in a container with the key ``more-<id>``.
        key: Name of the element.
    """
    _mount(key=key, data={"folds": list(folds)})
