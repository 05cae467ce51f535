"""The guided experiments: what is predicted, what is asked, and why it came out that way.

The runs are data of ``cnncore.train.experiments``; here is what a learner reads. Every number in a
question or a verdict is computed from the runs that were just made.
"""

from lessons.experiments.guides import GUIDES, Guide
from lessons.experiments.looks import Look, LookOption
from lessons.experiments.outcome import Outcome, outcome_of
from lessons.experiments.words import PAGE, TEXTS

__all__ = ["GUIDES", "PAGE", "TEXTS", "Guide", "Look", "LookOption", "Outcome", "outcome_of"]
