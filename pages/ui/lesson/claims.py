"""A common formula on trial: for each case the learner says whether it will match the grid."""

from __future__ import annotations

from html import escape

import streamlit as st

from lessons.machinery.params import IntParam
from lessons.machinery.questions import show_value, split_diagnosis
from lessons.stride_padding.claims import Trial, trial
from pages.ui.lesson.findings import finding_html, inline_html
from pages.ui.lesson.number_field import number_field
from pages.ui.shell import learner, text
from pages.ui.shell.language import sentences, t
from pages.ui.shell.url_state import open_part
from pages.ui.slides.pieces import piece

_PARAMS = (
    IntParam("claim_size", 1, 32, 5),
    IntParam("claim_kernel_size", 1, 11, 3),
    IntParam("claim_padding", 0, 5, 0),
    IntParam("claim_stride", 1, 4, 1),
)
_MOST_TRIED = 6

Case = tuple[int, ...]
"""Size, kernel size, padding and stride."""


@piece("board")
@learner.kept_fragment
def show_claim(page_id: str) -> None:
    """Four numbers to pick, a guess, and what the formula and the grid say."""
    key = f"{page_id}.claim"
    state = open_part(page_id, _PARAMS, "claim")
    with st.container(key=f"{key}.controls", horizontal=True):
        chosen = tuple(
            number_field(
                param, state, label=t(f"claim.{_name(param)}"), key=f"{key}.{_name(param)}",
                width=150,
            )
            for param in _PARAMS
        )  # fmt: skip
    tried = _tried(key)
    guesses = dict(tried)
    if chosen in guesses:
        finding = _finding(trial(*chosen), guesses[chosen])
        text.show_html(finding_html(split_diagnosis(finding)))
    else:
        _ask(key, chosen)
    if tried:
        text.show_html(_table([trial(*case) for case, _ in reversed(tried)]))


def _name(param: IntParam) -> str:
    return param.name.removeprefix("claim_")


def _tried(key: str) -> list[tuple[Case, bool]]:
    """The cases that were guessed, and whether the formula was said to match; oldest first."""
    found = []
    for entry in learner.get(f"tried/{key}", []):
        match entry:
            case [*numbers, bool(guess)] if len(numbers) == len(_PARAMS) and all(
                isinstance(number, int) and param.low <= number <= param.high
                for param, number in zip(_PARAMS, numbers, strict=True)
            ):
                found.append((tuple(numbers), guess))
    return found


def _ask(key: str, case: Case) -> None:
    """Will it match? Two chips; either shows it."""
    text.show_html(f'<div class="question">{inline_html(t("claim.ask"))}</div>')
    with st.container(key=f"{key}.chips", horizontal=True, gap="small"):
        for name, guess in (("will", True), ("will_not", False)):
            place = f"{key}.option.{name}"
            st.button(t(f"claim.{name}"), key=place, on_click=_note, args=(key, case, guess))


def _note(key: str, case: Case, guess: bool) -> None:
    entries = [[*numbers, said] for numbers, said in _tried(key)]
    learner.put(f"tried/{key}", [*entries, [*case, guess]][-_MOST_TRIED:])


def _finding(now: Trial, guess: bool) -> str:
    claimed = show_value(now.claimed)
    said = t("claim.guessed" if guess == now.holds else "claim.surprised")
    if now.counted is None:
        padded = now.size + 2 * now.padding
        finding = t(
            "claim.nothing_fits", kernel_size=now.kernel_size, padded=padded, claimed=claimed
        )
    elif now.holds:
        finding = t("claim.agrees", real=now.counted)
    else:
        finding = t("claim.differs", claimed=claimed, real=now.counted, off=_off(now))
    return sentences(finding, said)


def _off(case: Trial) -> str:
    assert case.counted is not None
    return show_value(abs(case.claimed - case.counted))


def _table(tried: list[Trial]) -> str:
    heads = "".join(
        f"<th>{escape(t(f'claim.{name}'))}</th>" for name in ("tried", "formula", "grid")
    )
    return f'<table class="claim"><tr>{heads}</tr>{"".join(map(_row, tried))}</table>'


def _row(case: Trial) -> str:
    named = t(
        "claim.case",
        size=case.size, kernel_size=case.kernel_size, padding=case.padding, stride=case.stride,
    )  # fmt: skip
    claimed = show_value(case.claimed)
    if case.holds:
        shown = f"{claimed} ✓"
    else:
        off = "" if case.counted is None else escape(t("claim.off", off=_off(case)))
        shown = f"<s>{claimed}</s> {off}"
    counted = t("claim.none") if case.counted is None else case.counted
    return f"<tr><td>{escape(named)}</td><td>{shown}</td><td><b>{counted}</b></td></tr>"
