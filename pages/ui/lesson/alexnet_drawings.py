"""Still drawings of the lesson on LeNet and AlexNet."""

from __future__ import annotations

from html import escape

from cnncore.models import summarize
from lessons.alexnet.towers import PAPER, tower
from pages.ui.lesson.words import words_of

word = words_of("alexnet")
_LARGE = 112


def lenet_params() -> int:
    """Of LeNet-5 as published."""
    return summarize("lenet5_1998").totals.params


def what_for() -> str:
    """Two squares whose areas are the numbers of parameters."""
    counts = {"lenet": lenet_params(), "alexnet": tower(PAPER).params}
    most = max(counts.values())
    rows = "".join(
        f'<div><i style="--side:{_LARGE * (count / most) ** 0.5:.1f}px"></i>'
        f"<span>{escape(word(f'why.{name}', params=f'{count:,}'))}</span></div>"
        for name, count in counts.items()
    )
    return f'<div class="to-scale">{rows}<p class="caption">{escape(word("why.areas"))}</p></div>'


def conv1_formula() -> str:
    """Size and parameters of the first layer, from its row."""
    conv1 = tower(PAPER).column("conv1")
    picture = tower(PAPER).columns[0]
    return (
        f'<div class="formula">⌊(<span class="role-input">{picture.side}</span> − '
        f'<span class="role-kernel">{conv1.kernel}</span>) ÷ {conv1.stride}⌋ + 1 = '
        f'<span class="role-output">{conv1.side}</span></div>'
        f'<div class="formula"><span class="role-kernel">{conv1.kernel}·{conv1.kernel}·'
        f"{conv1.ins}·{conv1.channels}</span> + {conv1.biases} = {conv1.weights:,} + "
        f"{conv1.biases} = {conv1.params:,}</div>"
    )
