"""Buttons that sound alike: what a screen reader lists must tell them apart."""

from __future__ import annotations

from collections import Counter
from typing import Any

from playwright.sync_api import Page

_GROUPS = {
    "group",
    "radiogroup",
    "region",
    "toolbar",
    "form",
    "dialog",
    "navigation",
    "table",
    "list",
}


def alike(page: Page) -> list[str]:
    """Names that several buttons of a page share, with the named groups around them."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    by_id = {node["nodeId"]: node for node in nodes}

    def groups(node: dict[str, Any]) -> tuple[str, ...]:
        found, at = [], by_id.get(node.get("parentId", ""))
        while at:
            if _of(at, "role") in _GROUPS and _of(at, "name"):
                found.append(_of(at, "name"))
            at = by_id.get(at.get("parentId", ""))
        return tuple(reversed(found))

    buttons = Counter(
        (*groups(node), _of(node, "name")) for node in nodes if _of(node, "role") == "button"
    )
    return [f"{times} buttons: {' > '.join(name)}" for name, times in buttons.items() if times > 1]


def _of(node: dict[str, Any], what: str) -> str:
    return "" if node.get("ignored") else str(node.get(what, {}).get("value", ""))
