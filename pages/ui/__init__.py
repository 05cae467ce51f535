"""What the pages share: frame, lesson text, address, questions, and Python sides of components."""
