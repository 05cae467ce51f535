"""The explorer of the lesson: all six columns, to be opened down to one operator."""

from lessons.machinery.network_explorer import Explorer
from lessons.vgg.columns import NAMES

EXPLORER = Explorer(
    models=tuple(f"vgg_{name}" for name in NAMES),
    labels={f"vgg_{name}": name for name in NAMES},
)
