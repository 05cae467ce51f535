"""From the AlexNet of the paper to that of torchvision, change by change."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from cnncore.models import model
from cnncore.models.variants import Difference, differences
from lessons.alexnet.towers import PAPER, TORCHVISION, tower
from pages.ui.lesson.words import words_of
from pages.ui.shell.language import t

word = words_of("alexnet")
_PAIR = ("alexnet_paper", "alexnet_torchvision")


def changes_of() -> tuple[Difference, ...]:
    """The changes, in the order of the table."""
    return tuple(differences(*_PAIR))


def differs_table(changes: Sequence[Difference]) -> str:
    """A row for each change with what it adds or takes away; they add up to the last row."""
    start, end = tower(PAPER), tower(TORCHVISION)
    heads = "".join(
        f"<th>{escape(word(f'differs.{name}'))}</th>"
        for name in ("change", "where", "params", "mult_adds")
    )
    rows = [_line(word("variants.paper.name"), "", f"{start.params:,}", f"{start.mult_adds:,}")]
    rows += [_change(one) for one in changes]
    rows.append(
        _line(
            f"<b>{escape(word('variants.torchvision.name'))}</b>",
            "",
            f"<b>{end.params:,}</b>",
            f"<b>{end.mult_adds:,}</b>",
        )
    )
    return f'<table class="claim wraps"><tr>{heads}</tr>{"".join(rows)}</table>'


def _change(one: Difference) -> str:
    sides = {"before": model(_PAIR[0]).in_shape[-1], "after": model(_PAIR[1]).in_shape[-1]}
    said = word(f"differs.{one.name}", **(sides if one.name == "input_size" else {}))
    where = t("lesson.separator").join(one.where)
    return _line(escape(said), where, _signed(one.effect_params), _signed(one.effect_mult_adds))


def _signed(effect: int) -> str:
    return f"{effect:+,}".replace("-", "−") if effect else "0"


def _line(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
