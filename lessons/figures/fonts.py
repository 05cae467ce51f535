"""The fonts of a figure on paper: Matplotlib's own, and one of the system for Chinese."""

from __future__ import annotations

from functools import cache

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


@cache
def chinese_font() -> str | None:
    """The name of an installed font with Chinese characters; None where there is none."""
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return next((name for name in CHINESE if name in installed), None)


def families() -> list[str]:
    """Which fonts a text is set in: each character in the first that has it."""
    chinese = chinese_font()
    return [LATIN, chinese] if chinese else [LATIN]
