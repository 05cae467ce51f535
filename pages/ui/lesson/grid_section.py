"""The grid of a lesson with its prediction and what follows its steps: one fragment.

A gesture on the grid reruns this section alone. When it completes a step of the lesson, the page
runs once more as a whole, because the rail and the navigation show progress too.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.ui.lesson.predictions import Prediction
from pages.ui.lesson.stepper import StepperView, Variant, show_stepper, stepper_case
from pages.ui.shell import progress


@st.fragment
def show_grid_section(
    page_id: str, variant: Variant, follow: Callable[[StepperView], None] | None = None
) -> None:
    """Draw the stepper of a page.

    Args:
        page_id: The lesson.
        variant: What the stepper shows beside the grids.
        follow: Draws what belongs below the grid and depends on its settings.
    """
    view = stepper_case(page_id, variant)
    prediction = Prediction(page_id, view.case)
    show_stepper(
        page_id,
        view,
        band=prediction.band(),
        on_answer=prediction.answer,
        on_skip=prediction.skip,
        on_again=prediction.again,
    )
    if follow:
        follow(view)
    if progress.take_news():
        st.rerun()
