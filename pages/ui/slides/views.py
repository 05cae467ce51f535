"""Which view of a page the address asks for, and which of its sections it leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

from lessons.machinery.params import ChoiceParam, ManyParam
from pages.ui.shell import address
from pages.ui.shell.url_state import open_part

View = Literal["page", "class", "presenter"]

PARAMETER = "view"
_VIEWS: tuple[View, ...] = ("page", "class", "presenter")
_PART = "view"


def current() -> View:
    """The view of this run; what the address cannot mean is the page."""
    asked = address.get(PARAMETER)
    return cast(View, asked) if asked in _VIEWS else "page"


def is_of_slides() -> bool:
    """Whether this view shows a page slide by slide."""
    return current() != "page"


@dataclass(frozen=True, slots=True)
class Cut:
    """What of a page is left.

    Attributes:
        only: The one section that is shown; "" shows all but the hidden ones.
        hidden: Sections that are left out.
    """

    only: str = ""
    hidden: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return not self.only and not self.hidden

    def shows(self, section: str) -> bool:
        """Whether a section is left."""
        return section == self.only if self.only else section not in self.hidden


def open_cut(page_id: str, sections: Iterable[str]) -> Cut:
    """What the address leaves of a page, with a word about what it names in vain.

    Args:
        page_id: The page.
        sections: The ids of all its sections.
    """
    known = tuple(dict.fromkeys(sections))
    params = (
        ChoiceParam(PARAMETER, _VIEWS, "page"),
        ChoiceParam("only", ("", *known), ""),
        ManyParam("hide", known, between=","),
    )
    values = open_part(page_id, params, _PART).values
    return Cut(values["only"], frozenset(values["hide"]))
