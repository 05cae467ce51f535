"""Generated cases are the same on every run: a red build can be repeated."""

from hypothesis import settings

settings.register_profile("repeatable", deadline=None, derandomize=True, max_examples=80)
settings.load_profile("repeatable")
