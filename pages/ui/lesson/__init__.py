"""What lessons are composed of: frame, stepper, predictions, questions, boards, summary."""
