"""The order of the course: which lessons exist, and in which section of the map."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the course.

    Attributes:
        page_id: Name of the page file, of the lesson folder and of the address.
        section: Key of the map's section, below ``nav.`` in ``strings.toml``.
        first: The browser components that a visitor sees first: asked for with the page.
        minutes: What the core of a lesson takes, as ``tests/pages/lesson/measure.py`` finds by
            walking its page; 0 for a lab, which takes as long as one likes.
    """

    page_id: str
    section: str
    first: tuple[str, ...] = ()
    minutes: int = 0


LESSONS: tuple[Entry, ...] = (
    Entry("why_cnn", section="concepts", first=("section_rail", "grid_stepper"), minutes=13),
    Entry("convolution", section="concepts", first=("section_rail", "grid_stepper"), minutes=12),
    Entry("stride_padding", section="concepts", first=("section_rail", "grid_stepper"), minutes=13),
    Entry(
        "dilated_transposed", section="concepts", first=("section_rail", "grid_stepper"), minutes=12
    ),
    Entry("channels", section="concepts", first=("section_rail", "grid_stepper"), minutes=13),
    Entry("activations", section="concepts", first=("section_rail", "grid_stepper"), minutes=12),
    Entry("pooling", section="concepts", first=("section_rail", "grid_stepper"), minutes=13),
    Entry(
        "fully_connected", section="concepts", first=("section_rail", "grid_stepper"), minutes=12
    ),
    Entry("dropout", section="concepts", first=("section_rail", "grid_stepper"), minutes=10),
    Entry("receptive_field", section="concepts", first=("section_rail", "field_stack"), minutes=10),
    Entry("backprop", section="concepts", first=("section_rail", "grid_stepper"), minutes=11),
    Entry("alexnet", section="architectures", first=("section_rail", "two_lanes"), minutes=10),
    Entry("vgg", section="architectures", first=("section_rail", "configurations"), minutes=10),
    Entry("training_lab", section="labs", first=("data_strip",)),
    Entry("experiments", section="labs"),
)

SECTIONS: tuple[str, ...] = tuple(dict.fromkeys(entry.section for entry in LESSONS))


def neighbours(page_id: str) -> tuple[str | None, str | None]:
    """The lessons before and after ``page_id`` (None at the ends).

    Raises:
        ValueError: If there is no such lesson.
    """
    ids = [entry.page_id for entry in LESSONS]
    position = ids.index(page_id)
    before = ids[position - 1] if position > 0 else None
    after = ids[position + 1] if position + 1 < len(ids) else None
    return before, after
