"""Shuffled pixels: the pictures, and what two networks make of them, from the committed runs."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from cnncore.data.bars import BAR_CLASSES
from lessons.why_cnn import shuffle
from pages.ui.lesson import drawings
from pages.ui.lesson.words import words_of
from pages.ui.shell import shell, text
from pages.ui.slides.pieces import piece

word = words_of("why_cnn")
_ORDERS = ("plain", "shuffled")
_TICKS = (0, 25, 50, 75, 100)
_CHANCE = 100 / len(BAR_CLASSES)


@piece("board")
def show_shuffle(*, is_open: bool) -> None:
    """The pictures, and once it was guessed, the results.

    Args:
        is_open: Whether the results are shown.
    """
    results = (
        _results() if is_open else f'<p class="caption">{escape(word("shuffle.guess_first"))}</p>'
    )
    text.show_html(
        f'<div class="shuffle">{_pictures()}<div class="dumbbells">{results}</div></div>'
    )
    number = shuffle.number()
    shell.page_link("experiments", word("shuffle.run", number=number), {"experiment": str(number)})


def _pictures() -> str:
    rows = "".join(
        f'<span class="shuffle-name">{escape(word(f"shuffle.{order}"))}</span>'
        + "".join(drawings.bitmap(picture, 3, word(f"shuffle.{order}")) for picture in pictures)
        for order, pictures in zip(_ORDERS, shuffle.pictures(), strict=True)
    )
    return (
        f'<figure class="shuffle-pictures"><div class="shuffle-grid">{rows}</div>'
        f'<figcaption class="caption">{escape(word("shuffle.pictures"))}</figcaption></figure>'
    )


def _results() -> str:
    rows = shuffle.rows()
    lines = "".join(
        _line(
            network,
            rows[f"{network}_plain"].params,
            [rows[f"{network}_{order}"].seeds["test_accuracy"] for order in _ORDERS],
        )
        for network in shuffle.NETWORKS
    )
    others = len(rows["cnn_plain"].seeds["test_accuracy"]) - 1
    note = word("shuffle.axis", others=others, chance=f"{_CHANCE:g}")
    ticks = "".join(f'<i style="left:{tick}%">{tick}</i>' for tick in _TICKS)
    return (
        f'{lines}<div class="dumbbell-axis" aria-hidden="true">{ticks}</div>'
        f'<p class="caption">{escape(note)}</p>'
    )


def _line(network: str, params: int, measured: Sequence[Sequence[float]]) -> str:
    """One network: from filled to hollow, the other seeds below, the difference at the end."""
    (plain, *plain_more), (mixed, *mixed_more) = (
        [100 * share for share in shares] for shares in measured
    )
    name = word(f"shuffle.{network}")
    said = word("shuffle.row", network=name, plain=f"{plain:.1f}", shuffled=f"{mixed:.1f}")
    seeds = "".join(
        f'<i class="seed {kind}" style="left:{value:.2f}%"></i>'
        for kind, values in (("full", plain_more), ("hollow", mixed_more))
        for value in values
    )
    low, high = sorted((plain, mixed))
    lost = f"{mixed - plain:+.1f}".replace("-", "−")
    return (
        f'<div class="dumbbell" role="img" aria-label="{escape(said)}"><span class="dumbbell-name">'
        f'<b>{escape(name)}</b><span class="caption">'
        f"{escape(word('shuffle.params', params=f'{params:,}'))}</span></span>"
        f'<span class="dumbbell-track"><i class="chance" style="left:{_CHANCE:g}%"></i>'
        f'<i class="span" style="left:{low:.2f}%;width:{high - low:.2f}%"></i>'
        f'<i class="dot full" style="left:{plain:.2f}%"></i>'
        f'<i class="dot hollow" style="left:{mixed:.2f}%"></i>{seeds}</span>'
        f'<b class="dumbbell-lost">{lost}</b></div>'
    )
