"""The fonts of a figure on paper: Matplotlib's own, and one of the system for Chinese."""

from __future__ import annotations

from base64 import b64encode
from functools import cache, lru_cache
from io import BytesIO

from fontTools.subset import Options, Subsetter, load_font, save_font
from matplotlib import font_manager

LATIN = "DejaVu Sans"
CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Heiti SC",
    "Noto Sans CJK JP",
)
"""Fonts with Chinese characters that systems have, the most legible first."""

_FIRST_CHINESE = "\u2e80"
"""What the course writes with characters before it, Matplotlib's own font has."""


@cache
def chinese_font() -> str | None:
    """The name of an installed font with Chinese characters; None where there is none."""
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return next((name for name in CHINESE if name in installed), None)


def families() -> list[str]:
    """Which fonts a text is set in: each character in the first that has it."""
    chinese = chinese_font()
    return [LATIN, chinese] if chinese else [LATIN]


def families_for(text: str) -> list[str]:
    """Those that this text needs: digits are drawn faster with one font at hand."""
    return families() if any(letter >= _FIRST_CHINESE for letter in text) else [LATIN]


_LEFT_OUT = ["FFTM", "FontLog"]
"""Tables that draw nothing and that fontTools does not know."""


@lru_cache(256)
def embedded(letters: str, weight: str) -> str:
    """The style sheet of an SVG with its own fonts: what they need to draw these letters, no more.

    Args:
        letters: Each once, sorted.
        weight: ``normal`` or ``bold``.
    """
    rules = []
    for family in families():
        found_at = font_manager.findfont(font_manager.FontProperties(family=family, weight=weight))
        options = Options(
            flavor="woff", hinting=False, layout_features=[], drop_tables=_LEFT_OUT,
            font_number=found_at.face_index, name_IDs=[],
        )  # fmt: skip
        font = load_font(found_at.path, options, dontLoadGlyphNames=True)
        known = font.getBestCmap() or {}
        found = {letter for letter in letters if ord(letter) in known}
        letters = "".join(letter for letter in letters if letter not in found)
        if not found:
            continue
        subsetter, out = Subsetter(options), BytesIO()
        subsetter.populate(text="".join(found))
        subsetter.subset(font)
        save_font(font, out, options)
        content = b64encode(out.getvalue()).decode("ascii")
        rules.append(
            f"@font-face{{font-family:'{family}';font-weight:{weight};"
            f"src:url(data:font/woff;base64,{content})}}"
        )
    return "".join(rules)
