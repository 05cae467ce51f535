"""Guided experiments: predict, run from one start, say what you saw, then the explanation."""

from pages.ui.experiment.page import show_experiments

show_experiments()
