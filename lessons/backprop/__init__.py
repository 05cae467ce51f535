"""How a kernel learns: one step of gradient descent, number by number."""
