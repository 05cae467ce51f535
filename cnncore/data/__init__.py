"""Pictures to learn from: on board, from OpenML, or the learner's own. No torch."""
