"""A figure of a lesson on its page, with its question and what follows its steps: one fragment.

A gesture on the figure reruns this part of the page alone. When it completes a step of the lesson,
the page runs once more as a whole, because the rail and the navigation show progress too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Generic

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from lessons.machinery.figure import MAIN, CaseT, Component, Figure, Part, Predictions, Settings
from lessons.machinery.questions import prompt
from lessons.machinery.slides import SlideQuestion, on_slide
from lessons.machinery.strings import STRINGS
from pages.components.grid_stepper import FigureData, Shows, grid_stepper
from pages.ui.lesson import exchange
from pages.ui.lesson.band import Band
from pages.ui.lesson.predictions import Prediction
from pages.ui.lesson.taking_along import show_take_along
from pages.ui.shell import language, learner, progress
from pages.ui.shell.language import t
from pages.ui.shell.shell import show_notice
from pages.ui.shell.url_state import checked
from pages.ui.slides import pieces, views
from pages.ui.slides.pieces import Asking

_COMPONENTS: Mapping[Component, Callable[..., Any]] = {"grid_stepper": grid_stepper}


@dataclass(frozen=True, slots=True)
class ShownFigure(Generic[CaseT]):
    """What a figure shows in this run.

    Attributes:
        settings: The checked parameters, by name.
        case: The numbers that follow from them.
        out: Its output; empty if there is nothing to compute.
        case_key: Equal for equal numbers on screen; the browser builds the same string.
    """

    page_id: str
    figure: Figure[CaseT]
    settings: Settings
    case: CaseT
    out: NDArray[np.float64]
    case_key: str


def show_figure(
    page_id: str,
    figure: Figure[CaseT],
    *,
    predict: Predictions[CaseT] | None = None,
    follow: Callable[[ShownFigure[CaseT]], None] | None = None,
) -> None:
    """Put a figure on its page.

    Args:
        page_id: The lesson.
        figure: From the lesson's ``figures.py``.
        predict: What its band asks.
        follow: Draws what belongs below the figure and depends on its settings.
    """
    if not pieces.plan().collects:
        _figure_fragment(page_id, figure, predict, follow, is_shown=pieces.is_here_shown())
        return
    slide = _Asking(page_id, figure, predict) if predict else None
    if slide and slide.title:
        pieces.put("question", slide.draw, title=slide.title, asking=slide.asking())
    pieces.put("figure", lambda: _figure_fragment(page_id, figure), title=pieces.free_title())
    if follow:
        follow(open_figure(page_id, figure))


@learner.kept_fragment
def _figure_fragment(
    page_id: str,
    figure: Figure[CaseT],
    predict: Predictions[CaseT] | None = None,
    follow: Callable[[ShownFigure[CaseT]], None] | None = None,
    *,
    is_shown: bool = True,
) -> None:
    shown = open_figure(page_id, figure)
    prediction = None
    if predict:
        prediction = Prediction(page_id, figure, shown.case, shown.case_key, predict)
    if is_shown:
        _mount(shown, prediction.band() if prediction else None, prediction)
    if follow:
        follow(shown)
        pieces.leave()
    # A slide shows no progress.
    has_news = progress.take_news() and not views.is_of_slides()
    if exchange.take_followed(page_id) or has_news:
        st.rerun()


def open_figure(page_id: str, figure: Figure[CaseT]) -> ShownFigure[CaseT]:
    """The settings of a figure and the numbers that follow; once a run."""
    state = exchange.open_settings(page_id, figure)
    for notice in state.notices:
        show_notice(notice)
    case = figure.case(state.values)
    key = figure.case_key(state.values)
    return ShownFigure(page_id, figure, dict(state.values), case, case.out(), key)


def show_sum(shown: ShownFigure[CaseT]) -> None:
    """The sum of the step alone, which other components follow; the grids are elsewhere."""
    _mount(shown, None, shows="sum")


def channel_of(page_id: str, figure: Figure[Any]) -> str:
    """On which other components of the page follow the steps of a figure."""
    return page_id if figure.name == MAIN else f"{page_id}.{figure.name}"


class _Asking(Generic[CaseT]):
    """What the band of a figure asks, on a slide: the figure hides it until it is revealed."""

    def __init__(self, page_id: str, figure: Figure[CaseT], predict: Predictions[CaseT]) -> None:
        self.shown = open_figure(page_id, figure)
        case, key = self.shown.case, self.shown.case_key
        self.prediction = Prediction(page_id, figure, case, key, predict)

    @property
    def title(self) -> str:
        """What is asked; "" where the figure leaves nothing to ask."""
        asked = self.prediction.asked()
        return prompt(asked, language.current()) if asked else ""

    def asking(self) -> Asking:
        """With its options; its answer is also shown on the figure."""
        prediction = self.prediction
        return Asking(self._question, vary=prediction.again, reveal=prediction.reveal)

    def _question(self) -> SlideQuestion:
        asked = self.prediction.asked()
        assert asked is not None
        return on_slide(asked, 0, language.current())

    def draw(self) -> None:
        """The figure with its mask, or with the answer."""
        band = None if pieces.plan().is_revealed else self.prediction.asking()
        _mount(self.shown, band, shows="asked")


def _mount(
    shown: ShownFigure[Any],
    band: Band | None,
    prediction: Prediction[Any] | None = None,
    *,
    shows: Shows = "all",
) -> None:
    page_id, figure = shown.page_id, shown.figure
    key = f"{page_id}.{figure.name}"

    def settings_arrived() -> None:
        exchange.take_settings(page_id, figure, st.session_state[key].settings)

    def answered() -> None:
        sent = st.session_state[key].answer
        if prediction and sent:
            prediction.answer(str(sent["text"]))

    with st.container(key=f"{page_id}-{figure.name}"):
        _COMPONENTS[figure.component](
            key=key,
            data=_data(shown, band, shows),
            on_settings=settings_arrived,
            on_answer=answered,
            on_skip=prediction.skip if prediction else _nothing,
            on_again=prediction.again if prediction else _nothing,
        )
        if views.current() == "page":
            hidden = band.targets if band and band.state == "open" else ()
            show_take_along(page_id, figure, channel_of(page_id, figure), hidden)


def _nothing() -> None:
    """A figure without a question sends to nobody."""


def _data(shown: ShownFigure[Any], band: Band | None, shows: Shows) -> FigureData:
    page_id, figure, settings = shown.page_id, shown.figure, shown.settings
    words = figure_words(figure)
    return {
        "channel": channel_of(page_id, figure),
        "name": figure.name,
        "operator": figure.operator,
        "parts": _parts(figure, words),
        "settings": {name: exchange.as_json(value) for name, value in settings.items()},
        "limits": figure.limits,
        "choices": figure.choices,
        "given": {name: compute(settings) for name, compute in figure.given.items()},
        "keys": list(figure.keys),
        "prefix": figure.prefix,
        "fixed": {
            "names": sorted(exchange.fixed(page_id, figure)),
            "hidden": sorted(exchange.concealed(page_id, figure)),
            "word": t("share.fixed"),
            "message": t("share.fixed_message"),
        },
        "band": asdict(band) | {"key": f"{band.prompt} {band.targets}"} if band else None,
        "words": words,
        "revision": exchange.revision(page_id, figure),
        "echo": exchange.echo(page_id, figure),
        "plays": exchange.plays(page_id, figure),
        "shows": shows,
    }


def figure_words(figure: Figure[Any]) -> dict[str, str]:
    """The words of the parts of a figure; a key without words would be a fault of the lesson."""
    area = STRINGS.area("stepper", language.current())
    return {key: area[key] for key in figure.words}


def _parts(figure: Figure[Any], words: Mapping[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """Its parts with what they are told; on a slide it has the examples of the page as well."""
    parts = [(part.name, _options(figure, part, words)) for part in figure.parts]
    named = pieces.plan().examples.get(figure.name, {})
    examples = [
        {"id": name, "label": t(f"lesson.{name}"), "settings": _as_sent(figure, settings)}
        for name, settings in named.items()
    ]
    if not examples:
        return parts
    own = next((options for name, options in parts if name == "chips"), None)
    if own is None:
        return [*parts, ("chips", {"items": examples, "restarts": True})]
    own["items"] = [*own["items"], *examples]
    return parts


def _options(figure: Figure[Any], part: Part, words: Mapping[str, str]) -> dict[str, Any]:
    """What a part is told: labels in words, settings as the browser knows them."""
    if part.name != "chips":
        return dict(part.options)
    items = [
        {**item, "label": words[item["label"]], "settings": _as_sent(figure, item["settings"])}
        for item in part.options["items"]
    ]
    return {**part.options, "items": items}


def _as_sent(figure: Figure[Any], settings: Settings) -> dict[str, Any]:
    """Settings as the browser knows them, with what else changes with them."""
    wanted = figure.following(settings) | checked(figure.params, settings)
    return {name: exchange.as_json(value) for name, value in wanted.items()}
