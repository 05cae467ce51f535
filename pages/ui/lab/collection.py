"""Pictures that a learner has drawn or photographed; what was taken out can come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pages.ui.lab import draw

MOST_PICTURES = 400
MOST_NAME = 40
"""Characters of the name of a class."""

SIDE = 32
VERSION = 1
"""Of what the browser's tab keeps."""

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Collected:
    """One picture.

    Attributes:
        number: Names it as long as the session lasts.
        name: Of its class.
        picture: (32, 32, 3) bytes.
        source: The same as an address for an image.
    """

    number: int
    name: str
    picture: Picture
    source: str


@dataclass
class Collection:
    """What a session has collected.

    Attributes:
        pictures: In the order in which they were added.
        gone: What was taken out, the last at the end.
        next_number: Of the next picture.
    """

    pictures: list[Collected] = field(default_factory=list)
    gone: list[list[Collected]] = field(default_factory=list)
    next_number: int = 0

    def add(self, name: str, board: Picture) -> bool:
        """Put a board (H, W, 3) of bytes among the pictures of its class; False if it is full."""
        if len(self.pictures) >= MOST_PICTURES:
            return False
        picture = draw.resized(board, (SIDE, SIDE))
        self._put(name, picture, draw.png(picture))
        return True

    def remove(self, number: object) -> None:
        """Take one picture out."""
        self._part([each for each in self.pictures if each.number == number])

    def clear(self) -> None:
        """Take all pictures out."""
        self._part(list(self.pictures))

    def undo(self) -> None:
        """Bring back what was taken out last, to its place."""
        if self.gone:
            self.pictures += self.gone.pop()
            self.pictures.sort(key=lambda each: each.number)
            del self.pictures[MOST_PICTURES:]

    def memory(self) -> dict[str, Any]:
        """What the browser's tab keeps of it; what was taken out is not among it."""
        pictures = [[each.name, each.source] for each in self.pictures]
        return {"version": VERSION, "pictures": pictures}

    def resume(self, sent: object) -> None:
        """Add the pictures of a memory; those that no page of ours would have kept are left out."""
        if not isinstance(sent, Mapping) or sent.get("version") != VERSION:
            return
        pictures = sent.get("pictures")
        room = MOST_PICTURES - len(self.pictures)
        for each in (pictures if isinstance(pictures, list) else [])[:room]:
            name, source = each if isinstance(each, list) and len(each) == 2 else ("", "")
            picture = draw.decode(source, SIDE)
            if picture is not None and isinstance(name, str) and 0 < len(name) <= MOST_NAME:
                self._put(name, picture, draw.png(picture))

    def by_class(self) -> dict[str, list[Collected]]:
        """The pictures of each class, classes in the order in which they were begun."""
        classes: dict[str, list[Collected]] = {}
        for each in self.pictures:
            classes.setdefault(each.name, []).append(each)
        return classes

    def _put(self, name: str, picture: Picture, source: str) -> None:
        self.pictures.append(Collected(self.next_number, name, picture, source))
        self.next_number += 1

    def _part(self, leaving: list[Collected]) -> None:
        if leaving:
            self.gone.append(leaving)
            self.pictures = [each for each in self.pictures if each not in leaving]
