"""The board of the lesson that can be taken along."""

from __future__ import annotations

from lessons.machinery.takeable import Board
from lessons.receptive_field.paper import FieldCase
from lessons.receptive_field.stacks import START, params

FIELD = Board("field", FieldCase.of, params("", START))
