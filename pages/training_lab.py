"""The training lab: choose data, build a network, train it live, understand what happened."""

import streamlit as st

from pages.ui import lab_page as lab


@st.fragment
def train() -> None:
    """Choose, build, train: a change here runs only this part of the page again."""
    state = lab.open_lab()
    with st.container(key="lab-train"):
        data = lab.choose_data(state)
        lab.build_network(state, data)
        with st.container(key="lab-body"), st.container(key="lab-settings"):
            lab.settings_column(state)


lab.opening()
train()
