"""Still drawings and tables of the lesson on VGG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from math import sqrt

from lessons.experiments.words import TEXTS
from lessons.vgg.columns import Column, column, columns, of
from lessons.vgg.growth import EXPERIMENT, trials
from lessons.vgg.jitter import TESTED, score_maps
from pages.ui.lesson import drawings
from pages.ui.lesson.words import words_of
from pages.ui.shell import language
from pages.ui.shell.language import t

word = words_of("vgg")

FORMULA = (
    '<div class="formula">3·(3·3·<var>C</var>·<var>C</var>) = 27<var>C</var>² &lt; '
    "49<var>C</var>² = 7·7·<var>C</var>·<var>C</var></div>"
)
_HEIGHT = 64
"""Pixels of a layer on the map of the picture's size."""


def what_for() -> str:
    """The shallowest and the deepest column, layer by layer."""
    shown = (("less", column("A")), ("more", column("E")))
    drawn = [drawings.figure(_layers(each), escape(word(f"why.{key}", depth=each.depth)))
             for key, each in shown]  # fmt: skip
    return drawings.row(drawn[0], "→", drawn[1])


def _layers(shown: Column) -> str:
    """A bar a layer: as high as the root of its map's side."""
    sizes = [layer.size for stage in shown.stages for layer in stage]
    bars = [(_HEIGHT * sqrt(size / max(sizes)), "--kernel-line") for size in sizes]
    bars += [(_HEIGHT * 0.6, "--track")] * len(shown.linear)
    drawn = "".join(
        f'<i style="height:{high:.0f}px;background:var({colour})"></i>' for high, colour in bars
    )
    return f'<div class="layer-bars" aria-hidden="true">{drawn}</div>'


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; on a phone each row is a block whose cells say what they are."""
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    body = "".join(f"<tr>{''.join(map(_cell, heads, row))}</tr>" for row in rows)
    return f'<table class="claim stacked"><tr>{head}</tr>{body}</table>'


def _cell(head: str, cell: str) -> str:
    return f'<td data-label="{escape(head)}">{escape(cell)}</td>'


def totals() -> str:
    """Exact parameters and multiply-adds of all six."""
    names = ("column", "convs", *(layer.name for layer in column("A").linear), "all", "work")
    heads = [word(f"totals.{name}") if not name.startswith("fc") else name for name in names]
    rows = [
        (
            each.name,
            f"{each.conv_params:,}",
            *(f"{layer.params:,}" for layer in each.linear),
            f"{each.params:,}",
            f"{each.mult_adds:,}",
        )
        for each in columns()
    ]
    return _table(heads, rows)


def stages() -> str:
    """The stages of D: channels, side, numbers that are left, and what each costs."""
    heads = [
        word(f"stages.{n}") for n in ("stage", "channels", "size", "numbers", "params", "work")
    ]
    found, total = column("D"), of("D").totals
    rows = [
        (
            f"conv{number}",
            str(stage[-1].outs),
            f"{stage[-1].size}×{stage[-1].size}",
            f"{stage[-1].outs * stage[-1].size ** 2:,}",
            _of(sum(layer.params for layer in stage), total.params),
            _of(sum(layer.mult_adds for layer in stage), total.mult_adds),
        )
        for number, stage in enumerate(found.stages, 1)
    ]
    rows += [
        (layer.name, "", "", f"{layer.outs:,}", _of(layer.params, total.params),
         _of(layer.mult_adds, total.mult_adds))
        for layer in found.linear
    ]  # fmt: skip
    return _table(heads, rows)


def activations() -> str:
    """What each pooling of D leaves: half the numbers while the channels double, then a quarter."""
    heads = [word(f"stages.{name}") for name in ("stage", "channels", "size", "left", "against")]
    ends = [stage[-1] for stage in column("D").stages]
    counts = [layer.outs * layer.size**2 for layer in ends]
    rows = [
        (f"conv{number}", str(layer.outs), f"{layer.size}×{layer.size}", f"{count:,}",
         f"1/{before // count}" if number > 1 else "")
        for number, (layer, count, before) in enumerate(
            zip(ends, counts, [counts[0], *counts[:-1]], strict=True), 1)
    ]  # fmt: skip
    return _table(heads, rows)


def growths() -> str:
    """The committed outcomes of the experiment that begins a deep network from a shallow one."""
    heads = [word(f"grow.{name}") for name in ("run", "reached", "accuracy")]
    rows = [
        (
            TEXTS.get(f"{EXPERIMENT}.arm.{trial.arm}", language.current()),
            t("lesson.separator").join(str(step or word("grow.never")) for step in trial.reached),
            f"{trial.accuracy:.1f}%",
        )
        for trial in trials()
    ]
    return _table(heads, rows)


def tests() -> str:
    """What pictures of three sizes give when fc6 slides over the last maps."""
    heads = [word(f"tests.{name}") for name in ("size", "maps", "scores")]
    rows = []
    for side in TESTED:
        maps, scores = score_maps(side)
        rows.append((str(side), f"{maps}×{maps}", f"{scores}×{scores}"))
    return _table(heads, rows)


def _of(part: int, whole: int) -> str:
    share = 100 * part / whole
    return f"{part:,} ({share:.1f}%)" if share >= 1 else f"{part:,} ({share:.1g}%)"
