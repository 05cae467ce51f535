"""The network builder: a stack of blocks with its ledger, edited by hand or by keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.components.v2 import component

from pages.components import loader

_component = component("network_builder", js=loader("network_builder"))


def network_builder(*, key: str, data: dict[str, Any], on_network: Callable[[], None]) -> Any:
    """Mount the builder.

    Args:
        key: Widget key; ``st.session_state[key].network`` holds ``{"blocks", "echo"}`` or, when a
            preset was chosen, ``{"preset", "echo"}``.
        data: Blocks, ledger, presets, fields and words; see ``pages/ui/lab/network.py``.
        on_network: The learner changed the network.
    """
    return _component(key=key, data=data, on_network_change=on_network)
