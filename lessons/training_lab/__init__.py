"""The training lab: the words that open its page; all others are in ``words.toml``."""
