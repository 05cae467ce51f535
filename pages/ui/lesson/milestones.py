"""When a step of a lesson counts as done, and when the lesson does."""

from __future__ import annotations

from pages.ui.shell import progress

_NEEDED = frozenset({"predict", "asked", "construct"})


def reach(page_id: str, step: str) -> bool:
    """Note a step as done; True if that is new, so that the rail has to be drawn again."""
    is_new = step not in progress.done_steps(page_id)
    progress.mark_done(page_id, step)
    settle(page_id)
    return is_new


def settle(page_id: str) -> None:
    """A learner who predicted, answered and constructed has worked through the lesson."""
    if progress.done_steps(page_id) >= _NEEDED:
        progress.mark_done(page_id, "summary")
        progress.mark_finished(page_id)
