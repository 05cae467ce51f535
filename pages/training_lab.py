"""The training lab: choose data, build a network, train it live, understand what happened."""

import streamlit as st

from pages.ui.lab import live, memory, tabs, take
from pages.ui.lab import page as page
from pages.ui.lab.slides import show_slides
from pages.ui.lab.state import open_lab
from pages.ui.slides import views


@st.fragment
def train() -> None:
    """Choose, build, train: a change here runs only this part of the page again."""
    tabs.follow()
    lab = open_lab()
    with st.container(key="lab-train"):
        data = page.choose_data(lab)
        problem = page.build_network(lab, data)
        with st.container(key="lab-transport"):
            live.show_transport(lab, data, problem)
        with st.container(key="lab-body"):
            with st.container(key="lab-settings"):
                page.settings_column(lab)
            with st.container(key="lab-live"):
                live.show_panels(lab, data, problem)
                page.draw_and_ask(data)
            with st.container(key="lab-after"):
                page.same_start(lab)
                take.take_away(lab, data)
    memory.write_down()


if views.is_of_slides():
    page.look()
    memory.show_keeper()
    show_slides()
else:
    page.opening()
    memory.show_keeper()
    memory.say_what_is_gone()
    tabs.show(train)
