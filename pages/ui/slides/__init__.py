"""A page piece by piece: shown in order, or a slide at a time in front of a class."""
