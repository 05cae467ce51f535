"""Browser components: what must follow the finger. One folder each, no build step.

A component's script is its ``*.js`` files, joined in the order its ``__init__`` names them; only
the last has an ``export default``. All text arrives translated in ``data``.
"""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def read_source(folder: str, *names: str) -> str:
    """The text of a component's source files, joined in the given order.

    A name with a slash is taken from another component's folder (``shared/dom.js``).
    """
    paths = [_HERE / name if "/" in name else _HERE / folder / name for name in names]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)
