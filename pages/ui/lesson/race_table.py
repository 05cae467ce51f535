"""The race of ReLU and tanh as a table: errors after so many steps."""

from __future__ import annotations

from html import escape

from lessons.alexnet.race import STEPS, results
from pages.ui.lesson.words import words_of

word = words_of("alexnet")
_TIMES = (0, 5, 10, 15, 20, 40, 80, STEPS)


def race_table() -> str:
    """A row a time; the lower median of the two is bold."""
    runs = results()
    heads = f"<th>{escape(word('race.step'))}</th><th>ReLU</th><th>tanh</th>"
    rows = "".join(f"<tr><td>{time}</td>{_cells(time)}</tr>" for time in _TIMES)
    said = word("race.caption", **{name: f"{run.rate:g}" for name, run in runs.items()})
    return (
        f'<table class="claim"><tr>{heads}</tr>{rows}</table><p class="caption">{escape(said)}</p>'
    )


def _cells(time: int) -> str:
    found = {name: run.at(time) for name, run in results().items()}
    middle = {name: errors[len(errors) // 2] for name, errors in found.items()}
    cells = []
    for name in ("relu", "tanh"):
        low, high = found[name][0], found[name][-1]
        mark = "b" if middle[name] == min(middle.values()) else "span"
        shown = f"<{mark}>{100 * middle[name]:.1f}</{mark}>"
        cells.append(f"<td>{shown} ({100 * low:.1f}–{100 * high:.1f})</td>")
    return "".join(cells)
