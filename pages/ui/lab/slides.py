"""The training lab in front of a class: a run, with the accuracy and the kernels while they learn.

Data, network and settings are chosen at the desk and come with the link: a form is no slide.
"""

from __future__ import annotations

import streamlit as st

from pages.ui.lab import live, memory, page, tabs
from pages.ui.lab.data import load_data
from pages.ui.lab.state import PAGE, open_lab
from pages.ui.lab.words import word
from pages.ui.slides import deck, pieces
from pages.ui.slides.pieces import Plan


def show_slides() -> None:
    """The slide; Space starts and pauses the run."""
    pieces.begin(Plan(collects=True))
    pieces.enter("train", word("lab.tab_train"))
    pieces.put("board", _run)
    deck.show(PAGE, pieces.end())


@st.fragment
def _run() -> None:
    tabs.follow()
    lab = open_lab()
    data = load_data(lab)
    with st.container(key="lab-transport"):
        live.show_transport(lab, data, page.refusal(lab, data))
    live.show_panels(lab, data, page.refusal(lab, data))
    memory.write_down()
