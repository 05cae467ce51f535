"""Weights that a learner has brought: what they fit, what they know, and the way to let them go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from cnncore.network import Network
from pages.ui.lab import params as params
from pages.ui.lab import state
from pages.ui.lab.data import LabData
from pages.ui.lab.network import network_of, text_of_edit
from pages.ui.lab.state import PAGE, START, Lab
from pages.ui.lab.taking import taking
from pages.ui.lab.words import has_word, word

_FILES = f"{PAGE}.weights_files"
_SHOWN = f"{PAGE}.weights_shown"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file of weights beside the settings of this run of the page.

    Attributes:
        name: of the file.
        content: the file.
        why_not: the sentence that says why they cannot be used; "" if they fit.
    """

    name: str
    content: bytes
    why_not: str


def field_key() -> str:
    """Key of the field that takes a file; another one after a file was let go."""
    return f"{PAGE}.weights_file_{st.session_state.get(_FILES, 0)}"


def loaded(lab: Lab, data: LabData) -> Loaded | None:
    """The file that lies in the field; None if there is none."""
    file = st.session_state.get(field_key())
    if file is None:
        return None
    content = file.getvalue()
    why_not = _why_not(content, lab.values["network"], data.shape, data.classes)
    return Loaded(file.name, content, why_not)


def settle(lab: Lab, data: LabData) -> Loaded | None:
    """Let the next run start from the weights if they fit, from fresh ones if they do not."""
    found = loaded(lab, data)
    if found and not found.why_not:
        st.session_state[START] = found.content
    else:
        st.session_state.pop(START, None)
        if found is None:
            st.session_state.pop(_SHOWN, None)
    return found


def is_news(found: Loaded) -> bool:
    """Whether these weights fit and have not been shown yet; from now on they have."""
    if found.why_not or st.session_state.get(_SHOWN) == found.content:
        return False
    st.session_state[_SHOWN] = found.content
    return True


def let_go() -> None:
    """Forget the file; call it from a callback."""
    st.session_state[_FILES] = st.session_state.get(_FILES, 0) + 1
    for key in (START, _SHOWN):
        st.session_state.pop(key, None)


def _why_not(content: bytes, network: str, shape: Sequence[int], classes: int) -> str:
    from cnncore.train.building import assemble
    from cnncore.train.weights import load_weights

    return (
        taking(lambda: load_weights(assemble(network_of(network, shape), shape, classes), content))
        or ""
    )


def origin_words(found: Loaded) -> tuple[str, str]:
    """Whose weights a file says they are, as a sentence, and their network; "" if unknown."""
    from cnncore.train.origin import origin_of

    origin = origin_of(found.content)
    if origin is None:
        return "", ""
    key = f"data.names.{origin.data}"
    data = word(key) if has_word(key) else origin.data
    sentence = word("take.origin", network=origin.network, data=data, count=len(origin.classes))
    return sentence, origin.network


def rebuild(found: Loaded, data: LabData) -> None:
    """Set the page to the network of a file, and to its data if everybody has them."""
    from cnncore.train.origin import origin_of

    origin = origin_of(found.content)
    if origin is None:
        return
    blocks = Network.from_text(origin.network).as_dict()
    changes = {"network": text_of_edit(blocks, data.shape)}
    if origin.data in params.DATASETS and origin.data != "upload":
        changes["data"] = origin.data
    state.set_values(**changes)
