"""The figure of a lesson before its script runs: its question and its matrices, standing still."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lessons.machinery.cells import format_number
from lessons.machinery.figure import stepper_of
from pages.components import still
from pages.ui.shell.url_state import checked

# What a matrix of a figure's line is called on its case and in words, and whose colours it wears.
_MATRICES = {
    "x": ("padded", "input", "input"),
    "weight": ("used_weight", "kernel", "kernel"),
    "out": ("", "output", "output"),
    "window": ("first_window", "window", "kernel"),
    "max": ("", "max_out", "output"),
    "avg": ("", "avg_out", "output"),
    "target": ("target", "target", "output"),
    "grad_out": ("grad_out", "grad_out_miss", "output"),
    "mask": ("mask", "drop_mask", "part"),
    "score": ("score", "drop_score", "output"),
}
_CELL_OF_SIZE = ((5, 52), (7, 46))
_CELL_AT_LEAST = 44
_MOST_IN_A_ROW = 5
"""Items of a line; more of them stand under each other where each is a single row."""

_SHEET = """
.stage { display: flex; flex-wrap: wrap; }
.block-output { margin-left: auto; }
.grid-wrap { --cell: min(var(--wide), (100vw - 56px) / var(--cols) - 3px); }
.lanes-stage { display: block; } .scales { display: block; height: 36px; }
.lane .grid-wrap { --cell: min(42px, (100vw - 90px) / var(--lane) - 3px); }
.weights .grid-wrap { --cell: 21px; --gap: 3px; }
.stage:has(.weights) .block-output { margin-left: 0; }
.flat-table .grid-wrap { --cell: min(var(--wide), (100vw - 60px) / var(--line) - 3px); }
@media (min-width: 860px) {
  .stage.lines { display: grid; grid-template-columns: auto 1fr; } .lines .block { grid-column: 2; }
  .lines :is(.operator, .arrow) { grid-column: 1; padding-top: 42px; }
  .lines .block-output { margin-left: 0; }
}
@media (max-width: 859px) {
  .band { padding: 14px 16px; } .band-answer, .block-input { flex: 1 1 100%; }
  .field { flex: 1; min-width: 0; height: 48px; } .operator, .arrow { display: none; }
  .stage { padding: 16px 4px; gap: 16px; justify-content: center; } .block { align-items: center; }
  .melt { grid-template-columns: repeat(3, minmax(0, 1fr)); padding: 12px 8px 0; gap: 6px; }
  .melt-act, .melt-how { display: none; } .melt-picture { width: 44px; height: 44px; }
  .melt-card { flex-direction: column; align-items: flex-start; gap: 4px; padding: 8px; }
  .melt-name { font-size: 14px; } .weights { margin-left: 0; }
  .weights .grid-wrap { --gap: 2px; --cell: min(22px, (100vw - 6px) / 16 - 2px); }
}
"""


def still_figure(data: dict[str, Any]) -> str:
    """A figure as its data says, at its first step."""
    figure = stepper_of(data["channel"], data["name"])
    case = figure.case(checked(figure.params, data["settings"]))
    parts, words = dict(data["parts"]), data["words"]
    if "line" in parts:
        after = _weights(case, words) if "weights" in parts else ""
        stage = _line(parts["line"]["items"], case, words, after)
    else:
        stage = (_flat if "flatten" in parts else _lanes)(case, words)
    above = _melt(case, data) if "melt" in parts else _chips(data["parts"])
    return still(
        f'<div class="stepper">{_band(data["band"])}{above}{stage}</div>',
        "grid_stepper/component.css",
        "shared/view/grid.css",
        sheet=_SHEET,
    )


def _band(band: dict[str, Any] | None) -> str:
    if not band:
        return ""
    labels = band["labels"]
    field = '<span class="field"></span>' if band["kind"] == "number" else ""
    sign = '<span class="sign-key"></span>' if field and band["keyboard"] == "signed" else ""
    submit = f'<span class="primary">{escape(labels["submit"])}</span>' if field else ""
    return (
        f'<div class="band"><div class="band-text"><strong class="band-title">'
        f'{escape(band["title"])}</strong><span class="band-prompt">{escape(band["prompt"])}</span>'
        f'</div><div class="band-answer" aria-hidden="true">{field}{sign}{submit}'
        f'<span class="quiet" style="align-content:center">{escape(labels["skip"])}</span>'
        "</div></div>"
    )


def _chips(parts: list[Any]) -> str:
    """The settings to choose with one click, above the matrices."""
    items = next((options["items"] for name, options in parts if name == "chips"), ())
    chips = "".join(f'<button type="button">{escape(item["label"])}</button>' for item in items)
    return f'<div class="scenarios" aria-hidden="true" inert>{chips}</div>' if chips else ""


_ACTS = {"local": "cut_far", "shared": "share_same"}


def _melt(case: Any, data: dict[str, Any]) -> str:
    """The matrices to choose from; a number is told once its matrix was chosen and none asks."""
    hidden = (data["band"] or {}).get("targets", ())
    drawn, is_told = "", True
    for place, (name, way) in enumerate(case.ways().items()):
        if place:
            drawn += f'<span class="melt-act">{escape(data["words"][_ACTS[name]])}</span>'
        count = str(way.count) if is_told and f"melt:0,{place}" not in hidden else ""
        drawn += _card(way, name == case.links, count, data)
        is_told = is_told and name != case.links
    return f'<div class="melt" aria-hidden="true" inert>{drawn}</div>'


def _card(way: Any, is_chosen: bool, count: str, data: dict[str, Any]) -> str:
    """One of them, with its number and how that comes about; "" for a number that is not told."""
    name = escape(data["words"][f"links_{way.links}"])
    how = escape(data["given"]["how"][way.links]) if count else ""
    masked = "" if count else " data-masked"
    return (
        f'<button type="button" class="melt-card" aria-pressed="{str(is_chosen).lower()}">'
        f'{_thumb(way.weights)}<span class="melt-words"><span class="melt-name">{name}</span>'
        f'<b class="melt-count"{masked}>{count or "?"}</b>'
        f'<span class="melt-how">{how}</span></span></button>'
    )


def _thumb(weights: NDArray[np.float64]) -> str:
    """The squares of either sign, each a little smaller than its place."""
    size = len(weights)
    paths = ""
    for sign, places in (("plus", weights > 0), ("minus", weights < 0)):
        squares = "".join(f"M{j}.1 {i}.1h.8v.8h-.8z" for i, j in np.argwhere(places))
        paths += f'<path class="{sign}" d="{squares}"/>'
    return f'<svg class="melt-picture" viewBox="0 0 {size} {size}">{paths}</svg>'


def _weights(case: Any, words: dict[str, str]) -> str:
    """The matrix of weights: squares without digits, empty where there is no link."""
    count = len(case.weights)
    return (
        f'<section class="weights block-kernel"><div class="name"><span class="name-word">'
        f'{escape(words["weights"])}</span><code>W</code><span class="name-size">{count}×{count}, '
        f"{escape(words['weights_axes'])}</span></div>"
        f"{_grid(case.weights, 'kernel', is_open=case.has_link, digits=False)}</section>"
    )


def _line(items: list[str], case: Any, words: dict[str, str], after: str = "") -> str:
    """Matrices from left to right; ``after`` stands at their end."""
    drawn = "".join(_item(item, case, words) for item in items)
    is_lines = len(items) > _MOST_IN_A_ROW and len(case.x) == 1
    return f'<div class="stage{" lines" if is_lines else ""}">{drawn}{after}</div>'


def _lanes(case: Any, words: dict[str, str]) -> str:
    """A lane for every channel: its input, its slice of the shown kernel, the places of its map."""
    parts = case.parts()
    wide = case.padded.shape[-1] + case.slices.shape[-1] + parts.shape[-1]
    lanes = []
    for lane, channel in enumerate(case.seen(case.shown)):
        matrices = (
            ("input", "x", case.padded[channel], "input"),
            ("kernel", "weight", case.slices[case.shown, channel], "kernel"),
            ("part", "", parts[lane], "part"),
        )
        x, weight, part = (
            _block(words[word], symbol, values, role) for word, symbol, values, role in matrices
        )
        lanes.append(
            f'<section class="lane"><span class="lane-name">{escape(case.names[channel])}</span>{x}'
            f'<div class="lane-rest"><span class="operator">⊙</span>{weight}'
            f'<span class="arrow">→</span>{part}</div><div class="lane-sum"></div></section>'
        )
    score = f'<div class="score" style="--lane:{wide}">{"".join(lanes)}</div>'
    return f'{_tabs(case, words)}<div class="stage lanes-stage"><i class="scales"></i>{score}</div>'


def _tabs(case: Any, words: dict[str, str]) -> str:
    """The kernels to look at, and the word that adds one."""
    tabs = "".join(
        f'<button aria-pressed="{"true" if kernel == case.shown else "false"}">'
        f"{escape(words['kernel_number'].replace('{n}', str(kernel + 1)))}</button>"
        for kernel in range(len(case.slices))
    )
    return (
        f'<div class="kernels" aria-hidden="true"><span class="modes">{tabs}</span>'
        f'<span class="quiet" style="align-content:center">{escape(words["add_kernel"])}</span>'
        "</div>"
    )


def _flat(case: Any, words: dict[str, str]) -> str:
    """The maps, their numbers in one line, the weights below it, the places of the outputs."""
    maps = "".join(
        _block(words["flat_map"].format(n=c + 1), "", one, "input") for c, one in enumerate(case.x)
    )
    vector = _block(words["flat"], "x.flatten()", case.vector[None], "input")
    weight = _block(words["flat_weight"], "weight", case.weight, "kernel")
    out = _block(words["score"], "", case.out(), "output")
    return (
        f'<div class="stage flat-stage" style="--line:{case.vector.size + 2}">'
        f'<div class="flat-maps">{maps}</div><div class="flat-table">{vector}'
        f'<div class="flat-row">{weight}{out}</div></div></div>'
    )


def _item(item: str, case: Any, words: dict[str, str]) -> str:
    if item not in _MATRICES:
        is_sign = len(item) <= 1
        kind = "arrow" if item == "→" else "operator narrow" if item in "−=" else "operator"
        return f'<span class="{kind}" aria-hidden="true">{item}</span>' if is_sign else ""
    attribute, word, role = _MATRICES[item]
    values = getattr(case, attribute, getattr(case, item, None)) if attribute else case.out()
    if values is None or not values.size:
        return ""
    return _block(words.get(word, ""), item, values, role)


def _block(name: str, symbol: str, values: NDArray[np.float64], role: str) -> str:
    """A matrix with its name above it."""
    rows, columns = values.shape
    is_open = role in ("input", "kernel")
    return (
        f'<section class="block block-{role}"><div class="name"><span class="name-word">'
        f'{escape(name)}</span><code>{symbol}</code><span class="name-size">{rows}×{columns}</span>'
        f"</div>{_grid(values, role, is_open=is_open)}</section>"
    )


def _grid(
    values: NDArray[np.float64],
    role: str,
    *,
    is_open: bool | NDArray[np.bool_],
    digits: bool = True,
) -> str:
    """A matrix; where it is not open only the places. NaN and infinity have no fill."""
    finite = np.where(np.isfinite(values), values, np.nan)
    low, high = (float(f(finite)) for f in (np.nanmin, np.nanmax))
    is_signed = low < 0
    span = max(-low, high) if is_signed else high - low or 1.0
    wide = next((c for n, c in _CELL_OF_SIZE if max(values.shape) <= n), _CELL_AT_LEAST)
    strengths = np.nan_to_num((finite if is_signed else finite - low) / span)
    opened = np.broadcast_to(is_open, values.shape)
    cells = [
        [
            _cell(format_number(float(value)) if digits else "", float(strength), bool(opens))
            for value, strength, opens in zip(*rows, strict=True)
        ]
        for rows in zip(values, strengths, opened, strict=True)
    ]
    rows = "".join(f'<div class="row">{"".join(row)}</div>' for row in cells)
    return (
        f'<div class="grid-wrap" style="--wide:{wide}px;--cols:{values.shape[1]}">'
        f'<div class="grid" data-role="{role}" data-scale="{"signed" if is_signed else "plain"}">'
        f"{rows}</div></div>"
    )


def _cell(shown: str, strength: float, is_open: bool) -> str:
    if not is_open:
        return '<div class="cell" data-empty></div>'
    sign = ' data-sign="minus"' if strength < 0 else ""
    return f'<div class="cell"{sign} style="--t:{abs(strength):.2f}">{shown}</div>'
