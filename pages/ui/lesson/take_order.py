"""An order for a figure to take along, read from an address; nonsense gives the default."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lessons.figures.case_name import case_name
from lessons.figures.order import FORMATS, LONGEST_ALT, MOST_ACROSS, Order
from lessons.figures.paper import PAPERS, Style
from lessons.machinery.figure import STEP
from lessons.machinery.languages import Language, asked_for
from lessons.machinery.params import ChoiceParam, FlagParam, Param, whole_number
from lessons.machinery.strings import STRINGS
from lessons.machinery.takeable import Board, Takeable, takeable
from pages.ui.shell.reach import reachable, said

LANGUAGE = ChoiceParam("lang", ("zh", "en", "both"), "en")
THEME = ChoiceParam("theme", ("light", "dark", "none"), "light")
PAPER = ChoiceParam("paper", tuple(PAPERS), "slide")
SUMS, NAMES = FlagParam("sums", default=True), FlagParam("names", default=True)
WEIGHTS, ALL = FlagParam("corners"), FlagParam("all")
OWN: tuple[Param, ...] = (LANGUAGE, THEME, PAPER, SUMS, NAMES, WEIGHTS, ALL)
"""What is asked for beside the settings of a figure, whose parameters have other names."""
LINK, HIDDEN, ACROSS, READER, ALT = "link", "hidden", "across", "reader", "alt"

_CELL = re.compile(r"[\w.]{1,20}:\d{1,3},\d{1,3}")
_MOST_HIDDEN = 64
_NO_TEXT = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""
_LONGEST_LINK = 1200


class RefusedError(Exception):
    """An order that cannot be taken; the argument is a sentence for its reader."""


class UnknownError(Exception):
    """There is no such figure, or no such format."""


@dataclass(frozen=True, slots=True)
class Taken:
    """An order with the file that it asks for.

    Attributes:
        kind: Format of the file.
        step: Which step; None for all.
        shown: The step that the reader's own description is about.
        name: Of the file, without its ending.
        notices: What of the address was of no use, as sentences.
        reach: What to know of the address on the figure.
        reader: Who reads these sentences.
    """

    order: Order
    kind: str
    step: int | None
    shown: int
    name: str
    notices: tuple[str, ...]
    reach: str
    reader: Language

    @property
    def key(self) -> tuple[Order, str, int | None, int | None]:
        """Equal for equal files."""
        return self.order, self.kind, self.step, self.shown if self.order.alt else None


def read_order(page_id: str, name: str, kind: str, asked: Mapping[str, str]) -> Taken:
    """The order that an address is.

    Raises:
        UnknownError: If there is no such figure, or no such format.
        RefusedError: If it asks for more than can be drawn.
    """
    figure = takeable(page_id).get(name)
    if figure is None or kind not in (*FORMATS, "json"):
        raise UnknownError
    reader = asked_for(asked.get(READER)) or "en"
    notices: list[str] = []

    def read(param: Param) -> Any:
        if param.name not in asked:
            return param.default
        value, slip = param.parse(asked[param.name])
        if slip:
            notices.append(STRINGS.get(f"notice.{slip.code}", reader, **slip.values))
        return value

    values = {param.name: read(param) for param in figure.params}
    own = {param.name: read(param) for param in OWN}
    link, reach = _link(asked.get(LINK, ""), reader)
    style = Style(
        own["paper"], own["theme"], own["sums"], own["names"], own["corners"], link,
        _across(asked.get(ACROSS, "0"), reader),
    )  # fmt: skip
    written = tuple((p.name, p.format(values[p.name])) for p in figure.params if p.name != STEP)
    hidden = tuple(_CELL.findall(asked.get(HIDDEN, ""))[:_MOST_HIDDEN])
    alt = _alt(asked.get(ALT, ""), reader)
    order = Order(page_id, name, written, hidden, own["lang"], style, alt)
    shown = values.get(STEP, 0)
    step = None if own["all"] or kind == "gif" else shown
    file = _file_name(page_id, figure, values, step, own)
    return Taken(order, kind, step, shown, file, tuple(notices), reach, reader)


def _alt(asked: str, reader: Language) -> str:
    """What the reader says that it shows.

    Raises:
        RefusedError: If it is longer than a description should be.
    """
    text = _NO_TEXT.sub("", asked).strip()
    if len(text) > LONGEST_ALT:
        told = {"most": LONGEST_ALT, "count": len(text)}
        raise RefusedError(STRINGS.get("take_along.alt_too_long", reader, **told))
    return text


def _across(text: str, reader: Language) -> int:
    """Pixels of a picture.

    Raises:
        RefusedError: If it is no number of pixels that is drawn.
    """
    number = whole_number(text)
    if number is None or number > MOST_ACROSS:
        sentence = STRINGS.get("take_along.too_wide", reader, most=MOST_ACROSS, asked=text[:20])
        raise RefusedError(sentence)
    return number


def _link(asked: str, reader: Language) -> tuple[str, str]:
    """The address that stands on the figure as others reach it, and what to know of it."""
    if not asked:
        return "", ""
    try:
        reached = reachable(asked)
    except ValueError:
        return "", ""
    if len(reached.address) > _LONGEST_LINK:
        return "", STRINGS.get("take_along.link_too_long", reader)
    return reached.address, said(reached, reader)


def _file_name(
    page_id: str, figure: Takeable, values: Mapping[str, Any], step: int | None, own: dict
) -> str:
    """As ``convolution-k3-s1-p0-step2-en-light``; steps are counted from 1."""
    which = [] if isinstance(figure, Board) else ["steps" if step is None else f"step{step + 1}"]
    look = "plain" if own["theme"] == "none" else own["theme"]
    paper = [] if own["paper"] == PAPER.default else [own["paper"]]
    return "-".join([case_name(page_id, figure, values), *which, own["lang"], look, *paper])
