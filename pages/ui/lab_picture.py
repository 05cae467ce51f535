"""The curves of a run as a picture for slides: loss and accuracy side by side, black on white."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from PIL import Image, ImageDraw, ImageFont

Points = list[tuple[float, float]]
_SIZE = (1600, 620)
_MARGIN = (90, 40, 70, 70)  # left, top, right, bottom of each half
_TRAIN, _TEST, _AXIS, _GRID = "#5F6B79", "#0072B2", "#17202B", "#E1E5EA"


def curves_png(events: Sequence[Mapping[str, Any]]) -> bytes:
    """Loss and accuracy over the steps; grey thin is training, blue is the test."""
    steps = [e for e in events if e.get("type") == "step"]
    tests = [e for e in events if e.get("type") == "test"]
    losses = _means([(e["first"] + i, v) for e in steps for i, v in enumerate(e["losses"])])
    hits = _means([(e["first"] + i, v) for e in steps for i, v in enumerate(e["accuracies"])])
    picture = Image.new("RGB", _SIZE, "white")
    draw = ImageDraw.Draw(picture)
    last = max([1.0, *(x for x, _ in losses), *(float(e["step"]) for e in tests)])
    test_loss = [(float(e["step"]), e["test_loss"]) for e in tests if e["test_loss"] is not None]
    top = max([0.1, *(y for _, y in losses), *(y for _, y in test_loss)])
    _chart(draw, 0, "loss", last, top, {"train": losses, "test": test_loss})
    test_hits = [(float(e["step"]), 100 * e["test_accuracy"]) for e in tests]
    share = [(x, 100 * y) for x, y in hits]
    _chart(draw, _SIZE[0] // 2, "accuracy %", last, 100.0, {"train": share, "test": test_hits})
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _means(points: list[tuple[int, float | None]], most: int = 200) -> Points:
    """At most ``most`` points, each the mean of a stretch: single batches only flicker."""
    known = [(float(x), y) for x, y in points if y is not None]
    stretch = max(1, -(-len(known) // most))
    parts = [known[i : i + stretch] for i in range(0, len(known), stretch)]
    return [(p[-1][0], sum(y for _, y in p) / len(p)) for p in parts]


def _chart(
    draw: ImageDraw.ImageDraw,
    left: int,
    title: str,
    last: float,
    top: float,
    lines: Mapping[str, Points],
) -> None:
    margin_left, margin_top, margin_right, margin_bottom = _MARGIN
    x0, x1 = left + margin_left, left + _SIZE[0] // 2 - margin_right
    y0, y1 = _SIZE[1] - margin_bottom, margin_top + 40
    font = ImageFont.load_default(24)
    draw.text((x0, margin_top - 10), title, _AXIS, font=ImageFont.load_default(30))
    for part in range(5):
        y = y0 + (y1 - y0) * part / 4
        draw.line([(x0, y), (x1, y)], _GRID, 2)
        draw.text((x0 - 12, y), f"{top * part / 4:.3g}", _AXIS, font=font, anchor="rm")
    draw.text((x0, y0 + 14), "0", _AXIS, font=font, anchor="ma")
    draw.text((x1, y0 + 14), f"step {last:.0f}", _AXIS, font=font, anchor="ra")
    for name, points in lines.items():
        colour, width = (_TEST, 5) if name == "test" else (_TRAIN, 2)
        place = [(x0 + (x1 - x0) * x / last, y0 + (y1 - y0) * min(y, top) / top) for x, y in points]
        if len(place) > 1:
            draw.line(place, colour, width, joint="curve")
        if place:
            text_y = place[-1][1] + (-16 if name == "train" else 16)
            draw.text((x1 + 6, text_y), name, colour, font=font, anchor="lm")
