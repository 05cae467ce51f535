"""A page's first run as HTML that stands still: its first screen, up to the first figure.

It has Streamlit's own names for what it draws, so that the course's style sheets fit, and no ids:
for a moment the real page stands behind it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from html import escape
from typing import Any

from streamlit.proto.Block_pb2 import Block
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

Still = Callable[[dict[str, Any]], str]
"""Draws a component from its data; "" for one that is not seen."""

_MAIN, _EVENT = 0, 2
_ID = re.compile(r'\sid="[^"]*"')
_ONLY_STYLE = re.compile(r"\s*<style>(.*)</style>\s*", re.DOTALL)
_ONLY_ANCHOR = re.compile(r'\s*<span class="anchor"[^>]*></span>\s*')
_JUSTIFY = {
    Block.FlexContainer.JUSTIFY_END: "flex-end",
    Block.FlexContainer.JUSTIFY_CENTER: "center",
    Block.FlexContainer.SPACE_BETWEEN: "space-between",
}
_ALIGN = {
    Block.FlexContainer.ALIGN_END: "flex-end",
    Block.FlexContainer.ALIGN_CENTER: "center",
    Block.FlexContainer.STRETCH: "stretch",
}


class _Full(Exception):
    """The first figure is drawn, or what comes next cannot be."""


@dataclass
class _Node:
    what: Block | Element | None = None
    children: dict[int, _Node] = field(default_factory=dict)

    def at(self, path: Iterable[int]) -> _Node:
        node = self
        for index in path:
            node = node.children.setdefault(index, _Node())
        return node


def tree_of(messages: Iterable[ForwardMsg]) -> _Node:
    """The elements by their place: first main, sidebar or event, then the index in each block."""
    root = _Node()
    for message in messages:
        if message.WhichOneof("type") == "delta":
            delta = message.delta
            kind = delta.WhichOneof("type")
            what = delta.add_block if kind == "add_block" else delta.new_element
            root.at(message.metadata.delta_path).what = what
    return root


def styles_of(messages: Iterable[ForwardMsg]) -> str:
    """The style sheets of a page, in their order."""
    nodes = tree_of(messages).at([_EVENT]).children.values()
    found = (_ONLY_STYLE.fullmatch(n.what.html.body) for n in nodes if isinstance(n.what, Element))
    return "\n".join(match[1] for match in found if match)


class Painter:
    """Draws main, element by element.

    Args:
        stills: How components are drawn, by their names; another one is the end of the look.
        figures: The components with which the look of a page is complete.
    """

    def __init__(self, stills: Mapping[str, Still], figures: Iterable[str]) -> None:
        self._stills = stills
        self._figures = frozenset(figures)
        self._parts: list[str] = []

    def paint(self, messages: Iterable[ForwardMsg]) -> str:
        """The HTML of what is first in main."""
        self._parts, opened = [], tree_of(messages).at([_MAIN])
        with suppress(_Full):
            self._children(opened)
        return "".join(self._parts)

    def _children(self, node: _Node) -> None:
        for _, child in sorted(node.children.items()):
            if isinstance(child.what, Element):
                self._element(child.what)
            else:
                self._block(child)

    def _block(self, node: _Node) -> None:
        block = node.what if isinstance(node.what, Block) else Block()
        kind = block.WhichOneof("type")
        if kind == "tab_container":
            self._tabs(node)
        if kind not in {None, "flex_container", "form", "tab"}:
            raise _Full
        if not node.children and not block.allow_empty:
            return  # nor does Streamlit draw one
        name = f"first-block {'stForm ' if kind == 'form' else ''}{_key_class(block.id)}"
        self._parts.append(f'<div><div class="{name}" style="{_flex(block)}">')
        try:
            self._children(node)
        finally:
            self._parts.append("</div></div>")

    def _tabs(self, node: _Node) -> None:
        """Their names, and what is on the first."""
        tabs = [tab for _, tab in sorted(node.children.items())]
        names = [escape(t.what.tab.label) for t in tabs if isinstance(t.what, Block)]
        shown = "".join(f"<span>{name}</span>" for name in names)
        self._parts.append(f'<div class="first-tabs" aria-hidden="true">{shown}</div>')
        self._children(tabs[0])
        raise _Full

    def _element(self, element: Element) -> None:
        kind = element.WhichOneof("type")
        if kind == "html":
            self._html(element.html.body)
        elif kind == "button":
            self._parts.append(_button(element))
        elif kind == "text_input":
            self._parts.append(_field(element))
        elif kind == "button_group":
            return  # the languages have a place of their own
        elif kind == "bidi_component":
            self._component(element)
        else:
            raise _Full

    def _html(self, body: str) -> None:
        if not _ONLY_STYLE.fullmatch(body) and not _ONLY_ANCHOR.fullmatch(body):
            self._parts.append(f'<div class="stHtml">{_ID.sub("", body)}</div>')
        elif not _ONLY_STYLE.fullmatch(body):
            self._parts.append("<div></div>")

    def _component(self, element: Element) -> None:
        component = element.bidi_component
        still = self._stills.get(component.component_name)
        if still is None:
            raise _Full
        if html := still(json.loads(component.json)):
            self._parts.append(f'<div class="{_key_class(component.id)}">{html}</div>')
        if component.component_name in self._figures:
            raise _Full


def _key_class(element_id: str) -> str:
    """``st-key-name`` for a container or a widget with a key, as Streamlit writes it."""
    if not element_id.startswith("$$ID-"):
        return ""
    key = element_id.removeprefix("$$ID-").partition("-")[2]
    return "st-key-" + re.sub(r"[^a-zA-Z0-9_-]", "-", key)


def _flex(block: Block) -> str:
    flex = block.flex_container
    direction = "row" if flex.direction == Block.FlexContainer.HORIZONTAL else "column"
    wrap = "wrap" if flex.wrap else "nowrap"
    justify = _JUSTIFY.get(flex.justify, "flex-start")
    align = _ALIGN.get(flex.align, "flex-start") if direction == "row" else "stretch"
    return f"--direction:{direction};--wrap:{wrap};--justify:{justify};--align:{align}"


def _button(element: Element) -> str:
    """Not pressed before the page runs, so it is no button yet to keys and screen readers."""
    button = element.button
    place, kind = "stButton", button.type
    if button.is_form_submitter:
        place, kind = "stFormSubmitButton", f"{kind}FormSubmit"
    return (
        f'<div class="{_key_class(button.id)}"><div class="{place}" aria-hidden="true">'
        f'<button type="button" tabindex="-1" kind="{kind}">'
        f"<p>{escape(button.label)}</p></button></div></div>"
    )


def _field(element: Element) -> str:
    """An empty field, as wide as it will be: nothing can be typed before the page runs."""
    width = element.width_config.pixel_width
    return (
        f'<div class="{_key_class(element.text_input.id)}" style="width:{width}px">'
        '<div class="stTextInput" aria-hidden="true"><div><div></div></div></div></div>'
    )
