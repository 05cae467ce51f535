"""The palette can be read, in the light and in the dark (WCAG's contrast ratio)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[1] / "pages" / "ui" / "shell" / "theme.css").read_text(
    encoding="utf-8"
)
HEX = r"(#[0-9A-Fa-f]{6})"
PALETTE = {
    key: {"light": light, "dark": dark}
    for key, light, dark in re.findall(rf"--([a-z0-9-]+): light-dark\({HEX}, {HEX}\);", CSS)
}
TEXT_ROLES = ("input-text", "kernel-text", "output-text", "padding-text", "accent")
INKS = ("ink", "ink-2", "ink-3")
LINES = ("input-line", "kernel-line", "output-line", "accent", "axis")
DARKEST_FILLS = ("input-high", "kernel-high", "output-high", "signed-minus", "signed-plus")


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, theme: str) -> float:
    lights = sorted((luminance(PALETTE[key][theme]) for key in (one, other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("role", TEXT_ROLES)
def test_words_of_a_role_on_the_surface(role: str, theme: str):
    assert contrast(role, "surface", theme) >= 5.1
    assert contrast(role, "page", theme) >= 5.1


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("ground", ["page", "surface", "raised", "accent-tint"])
def test_ink_on_every_ground(ink: str, ground: str, theme: str):
    assert contrast(ink, ground, theme) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("fill", DARKEST_FILLS)
def test_digits_on_the_darkest_fill(fill: str, theme: str):
    assert contrast("ink", fill, theme) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("line", LINES)
def test_frames_and_connectors(line: str, theme: str):
    assert contrast(line, "surface", theme) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_awaits_the_learner(theme: str):
    assert contrast("accent-ink", "accent", theme) >= 4.5
    assert contrast("ink", "accent-tint", theme) >= 4.5
    assert contrast("accent", "accent-tint", theme) >= 4.5
