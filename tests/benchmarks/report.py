"""How a measurement is taken and printed, so that every benchmark reads alike.

A ratio is only fair when both sides met the same machine: the two are timed in turns, and the
median of the per-round ratios is reported, not the ratio of two separate medians.
"""

import gc
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure and what it should be.

    Attributes:
        name: what was measured.
        ours: our measurement, in `unit`.
        reference: what it is compared with, in `unit`; None for a figure that stands alone.
        ratio: ours over reference; None without one.
        target: the largest `ratio` (or `ours`, when there is no reference) that is good enough;
            None when nothing is asked.
        unit: of `ours` and `reference`.
    """

    name: str
    ours: float
    reference: float | None
    ratio: float | None
    target: float | None
    unit: str

    @property
    def is_met(self) -> bool:
        """Whether the target is reached, or none was set."""
        judged = self.ours if self.ratio is None else self.ratio
        return self.target is None or judged <= self.target

    def line(self, name_width: int = 44) -> str:
        """Name, ours, reference, ratio, target and verdict, aligned."""
        cells = [
            f"{self.name:<{name_width}}",
            f"{self.ours:>10.3f} {self.unit}",
            "-" * 10 if self.reference is None else f"{self.reference:>10.3f} {self.unit}",
            f"{'-':>7}" if self.ratio is None else f"{self.ratio:>6.2f}x",
            f"{'-':>8}" if self.target is None else f"<= {self.target:<5.2f}",
            "ok" if self.is_met else "MISS",
        ]
        return "  ".join(cells)


def show(figures: Iterable[Figure]) -> bool:
    """Print one line per figure as it arrives; True when all targets are met."""
    verdicts = []
    for figure in figures:
        print(figure.line(), flush=True)
        verdicts.append(figure.is_met)
    print(f"{sum(verdicts)} of {len(verdicts)} targets met")
    return all(verdicts)


def compare(
    name: str,
    ours: Callable[[], object],
    reference: Callable[[], object],
    *,
    target: float | None = None,
    rounds: int = 11,
    round_seconds: float = 0.04,
    clock: Callable[[], float] = time.perf_counter,
) -> Figure:
    """Time two calls in turns and report the median of the per-round ratios, in milliseconds.

    Args:
        name: what is measured.
        ours: the call that should be fast.
        reference: the call it is compared with.
        target: the largest good ratio.
        rounds: how often the turns are taken; they change places every round.
        round_seconds: about how long each side runs in a round.
        clock: wall time; for work in a single thread `time.process_time` leaves out the time that
            other programs took.

    Returns:
        The figure; `ours` and `reference` are medians over the rounds.
    """
    calls = [(call, _repeats(call, round_seconds, clock)) for call in (ours, reference)]
    times: tuple[list[float], list[float]] = ([], [])
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        for turn in range(rounds):
            for side in (0, 1) if turn % 2 == 0 else (1, 0):
                times[side].append(_seconds(*calls[side], clock))
    finally:
        if was_enabled:
            gc.enable()
    ratio = statistics.median(a / b for a, b in zip(*times, strict=True))
    medians = [1000 * statistics.median(side) for side in times]
    return Figure(name, medians[0], medians[1], ratio, target, "ms")


def _repeats(call: Callable[[], object], round_seconds: float, clock: Callable[[], float]) -> int:
    call()  # warm up
    once = min(_seconds(call, 1, clock) for _ in range(3))
    return max(1, round(round_seconds / max(once, 1e-9)))


def _seconds(call: Callable[[], object], repeats: int, clock: Callable[[], float]) -> float:
    start = clock()
    for _ in range(repeats):
        call()
    return (clock() - start) / repeats
