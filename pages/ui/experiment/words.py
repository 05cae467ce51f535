"""The words of the guided experiments in the session's language."""

from __future__ import annotations

from lessons.experiments import PAGE, TEXTS
from lessons.experiments.guides import SAME
from lessons.experiments.looks import Look, LookOption
from pages.ui.shell import language, text

_LARGE = 1e7  # beyond this nobody counts commas
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def say(key: str, **values: object) -> str:
    """Words of the page."""
    return PAGE.get(key, language.current(), **values)


def told(experiment_id: str, key: str, **values: object) -> str:
    """Words of an experiment."""
    return TEXTS.get(f"{experiment_id}.{key}", language.current(), **values)


def told_html(experiment_id: str, key: str, **values: object) -> str:
    """The same as HTML: terms of the glossary show what they mean."""
    return text.inline_html(told(experiment_id, key, **values), language.current())


def arm_name(experiment_id: str, arm: str) -> str:
    """What a run, or an option of the prediction, is called."""
    return say("page.same") if arm == SAME else told(experiment_id, f"arm.{arm}")


def arm_hint(experiment_id: str, arm: str) -> str:
    """A few words about an option of the prediction; "" for none."""
    if arm == SAME:
        return say("page.same_hint")
    key = f"hint.{arm}"
    return told(experiment_id, key) if f"{experiment_id}.{key}" in TEXTS else ""


def option_words(experiment_id: str, look: Look, option: LookOption) -> str:
    """An option of the item "what did you see?"."""
    if look.kind == "arm":
        return arm_name(experiment_id, str(option.value))
    if look.kind == "times" and option.value == 1:
        return say("option.times_same")
    return say(f"option.{look.kind}", value=number(float(option.value)))


def number(value: float) -> str:
    """With commas, a true minus, and a decimal only where it says something."""
    if abs(value) >= _LARGE:
        mantissa, _, power = f"{value:.1e}".partition("e+")
        return f"{mantissa}×10{power.lstrip('0').translate(_RAISED)}"
    plain = f"{value:,.0f}" if abs(value) >= 10 or value == int(value) else f"{value:.1f}"
    return plain.replace("-", "\u2212")


def signed(value: float) -> str:
    """With one decimal and a true minus."""
    return f"{value:.1f}".replace("-", "\u2212")


def percent(share: float) -> str:
    """An accuracy with one decimal."""
    return say("value.percent", value=signed(100 * share))
