"""The training lab in front of a class: the network that is set, and its run.

Data and settings are chosen at the desk and come with the link: a form is no slide.
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
    """Both slides; Space starts and pauses the run."""
    pieces.begin(Plan(collects=True))
    pieces.enter("train", word("block.title"))
    pieces.put("board", _network)
    pieces.put("board", _run, title=word("lab.tab_train"))
    deck.show(PAGE, pieces.end())


@st.fragment
def _network() -> None:
    tabs.follow()
    lab = open_lab()
    page.build_network(lab, load_data(lab))
    memory.write_down()


@st.fragment
def _run() -> None:
    tabs.follow()
    lab = open_lab()
    data = load_data(lab)
    with st.container(key="lab-transport"):
        live.show_transport(lab, data, page.refusal(lab, data))
    live.show_panels(lab, data, page.refusal(lab, data))
    memory.write_down()
